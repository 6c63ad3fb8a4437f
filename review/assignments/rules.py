"""Who may see rounds and assignments, and which texts they may read (product_rules §3)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.documents.models import Document
from catalogue.permissions import OUTSIDER_PERMISSIONS, Actor, Permission, Predicate
from catalogue.work_programme.models import TextVersion
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    ACCEPTED_ASSIGNMENT_STATES,
    ACTIVE_ASSIGNMENT_STATES,
    SEALED_ROUND_STATES,
    UNSEALED_ROUND_STATES,
    AssignmentRole,
    AssignmentState,
)


def participates(actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person reads in the round, as reviewer or adjudicator."""
    return actor.account_id is not None and any(
        assignment.account_id == actor.account_id and assignment.state in ACTIVE_ASSIGNMENT_STATES
        for assignment in round_.assignments
    )


def reads_in(actor: Actor) -> sa.Select[int]:
    """Give the rounds in which this person reads, as a subquery of round ids."""
    return sa.select(Assignment.round_id).where(
        Assignment.account_id == actor.account_id, Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES)
    )


def open_texts(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on ``ReviewRound`` for its text to be open to this person.

    Those who follow reviews, and those who have accepted to read; an invitation alone shows what is
    asked, not the text.
    """
    if actor.may(Permission.REVIEW_READ):
        return sa.true()
    return ReviewRound.id.in_(
        sa.select(Assignment.round_id).where(
            Assignment.account_id == actor.account_id,
            Assignment.state.in_(ACCEPTED_ASSIGNMENT_STATES),
        )
    )


def text_is_open(actor: Actor, round_: ReviewRound) -> bool:
    """Tell the same of one round, its assignments loaded."""
    return actor.may(Permission.REVIEW_READ) or any(
        one.account_id == actor.account_id and one.state in ACCEPTED_ASSIGNMENT_STATES
        for one in round_.assignments
    )


def _round_allowed(actor: Actor, round_: ReviewRound) -> bool:
    return actor.may(Permission.REVIEW_READ) or participates(actor, round_)


def _round_where(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.may(Permission.REVIEW_READ):
        return sa.true()
    return ReviewRound.id.in_(reads_in(actor))


# The secretariat and the focal point know every round; others those in which they read.
# ``allows`` needs the round's assignments loaded.
visible_rounds: Predicate[ReviewRound] = Predicate(_round_allowed, _round_where)


def arranges(actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person may invite in the round: not one who is kept apart there.

    Who is free to be invited, and how many are missing, tells how far the other reading is.
    """
    return actor.may(Permission.REVIEW_ASSIGN) and not is_kept_apart(actor, round_)


def is_kept_apart(actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether, while the round is sealed, this person knows of their own reading only."""
    states = _apart_in(actor)
    return any(
        one.account_id == actor.account_id and one.state in states for one in round_.assignments
    )


def kept_apart(actor: Actor) -> sa.Select[int]:
    """Give the rounds in which the same holds, as a subquery of round ids."""
    return sa.select(Assignment.round_id).where(
        Assignment.account_id == actor.account_id, Assignment.state.in_(_apart_in(actor))
    )


def _apart_in(actor: Actor) -> frozenset[AssignmentState]:
    """Give the states of one's own assignment that keep a person apart from the other reading.

    Who was ever asked may be asked again. Not so the secretariat, which never decides: once its
    reading has come to an end, or can no longer be filled by a person who reads no more, it
    arranges the round like any other. What was handed in counts, whoever hands it in.
    """
    if not actor.may(Permission.REVIEW_ASSIGN):
        return frozenset(AssignmentState)
    if actor.may(Permission.REVIEW_FILL):
        return ACTIVE_ASSIGNMENT_STATES
    return frozenset({AssignmentState.SUBMITTED})


def _assignment_allowed(actor: Actor, assignment: Assignment) -> bool:
    if assignment.account_id == actor.account_id:
        return True
    round_ = assignment.round
    if round_.state in SEALED_ROUND_STATES:
        return arranges(actor, round_)
    return participates(actor, round_) or actor.may(Permission.REVIEW_READ)


def _assignment_where(actor: Actor) -> sa.ColumnElement[bool]:
    own = Assignment.account_id == actor.account_id
    # One look-up by key for each row, however many rounds there are.
    own_round = aliased(ReviewRound)
    unsealed = (
        sa.exists()
        .where(own_round.id == Assignment.round_id, own_round.state.in_(UNSEALED_ROUND_STATES))
        .correlate(Assignment)
    )
    if actor.may(Permission.REVIEW_ASSIGN):
        return sa.or_(own, unsealed, Assignment.round_id.not_in(kept_apart(actor)))
    if actor.may(Permission.REVIEW_READ):
        return sa.or_(own, unsealed)
    return sa.or_(own, sa.and_(Assignment.round_id.in_(reads_in(actor)), unsealed))


# Until both readings are in, only who arranges them knows of them (who, when, how far): not who
# reads there, nor one who declined, for they may be asked again, nor the focal point, who may be
# asked to read second.
# ``allows`` needs the assignment's round and the round's assignments loaded.
visible_assignments: Predicate[Assignment] = Predicate(_assignment_allowed, _assignment_where)


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document is the text of a round this person has accepted, or may follow."""
    if not actor.signed_in:
        return False
    query = (
        sa.select(ReviewRound.id)
        .join(TextVersion, TextVersion.id == ReviewRound.text_version_id)
        .where(TextVersion.document_id == document.id, open_texts(actor))
        .limit(1)
    )
    return session.scalar(query) is not None


def _followed(actor: Actor, round_: ReviewRound) -> bool:
    return actor.may(Permission.REVIEW_READ) and not (
        round_.state in SEALED_ROUND_STATES and is_kept_apart(actor, round_)
    )


def _followed_where(actor: Actor) -> sa.ColumnElement[bool]:
    if not actor.may(Permission.REVIEW_READ):
        return sa.false()
    apart = ReviewRound.id.in_(kept_apart(actor))
    return sa.or_(ReviewRound.state.in_(UNSEALED_ROUND_STATES), ~apart)


# Rounds whose readers and progress this person may know: what is counted of readings (who is
# missing, who is late) is counted in these only. ``allows`` needs the round's assignments loaded.
followed_rounds: Predicate[ReviewRound] = Predicate(_followed, _followed_where)


def invitation(session: Session, account_id: int) -> frozenset[Permission]:
    """Give what an account without a role may while it is asked to settle a disagreement (§3).

    The rules above keep it to that one round; its review stays readable once it is handed in.
    """
    asked = sa.select(Assignment.id).where(
        Assignment.account_id == account_id,
        Assignment.role == AssignmentRole.ADJUDICATOR,
        Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES),
    )
    found = session.scalar(asked.limit(1)) is not None
    return OUTSIDER_PERMISSIONS if found else frozenset()
