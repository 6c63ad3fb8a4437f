"""What the journal keeps to itself while a round is undecided (product_rules §3).

The composition root puts :func:`of_undecided_rounds` in ``catalogue.journal.queries.CONCEALED``.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.journal.models import Entry
from catalogue.permissions import Actor, Permission
from review.analysis.models import HintAct
from review.answers.models import Answer, Review
from review.assignments.models import Assignment, InterestDeclaration, ReviewRound
from review.assignments.rules import kept_apart
from review.assignments.vocabulary import RoundState
from review.findings.models import FindingCheck
from review.offline.models import ChecklistImport

# Once a round is decided or closed, its reviews are on record for those who read the journal.
SETTLED = (RoundState.DECIDED, RoundState.CLOSED)

# What reviewers answer, and do with the hints of the text; nobody reads it before the round is
# settled.
ANSWERS = ("review", "answer", "hint_act", "checklist_import", "finding_check")
# Who reads, since when, and how far they are; the secretariat follows it, others do not.
PROGRESS = ("assignment", "interest_declaration", "review_round")


def of_undecided_rounds(session: Session, actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition an act must fulfil to be shown: not one of an undecided round (§3).

    Answers stay hidden from everybody; assignments, interests and rounds from all but the
    secretariat, and from whoever is kept apart in that very round.
    """
    del session
    answers = sa.or_(
        Entry.subject_type.not_in(ANSWERS),
        sa.and_(Entry.subject_type == "review", _settled_review()),
        sa.and_(Entry.subject_type == "answer", _settled_answer()),
        sa.and_(Entry.subject_type == "hint_act", _settled_act()),
        sa.and_(Entry.subject_type == "checklist_import", _settled_import()),
        sa.and_(Entry.subject_type == "finding_check", _settled_check()),
    )
    follows = actor.may(Permission.REVIEW_ASSIGN)
    progress = sa.or_(
        Entry.subject_type.not_in(PROGRESS),
        sa.and_(Entry.subject_type == "assignment", _open_assignment(actor, follows=follows)),
        sa.and_(
            Entry.subject_type == "interest_declaration", _open_interest(actor, follows=follows)
        ),
        sa.and_(Entry.subject_type == "review_round", _open_round(actor, follows=follows)),
    )
    return sa.and_(answers, progress)


def _settled_review() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(Review.assignment_id == Assignment.id, Assignment.round_id == ReviewRound.id)
        .where(_is(Review.id), ReviewRound.state.in_(SETTLED))
    )


def _settled_answer() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(Answer.review_id == Review.id, Review.assignment_id == Assignment.id)
        .where(Assignment.round_id == ReviewRound.id)
        .where(_is(Answer.id), ReviewRound.state.in_(SETTLED))
    )


def _settled_act() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(HintAct.assignment_id == Assignment.id, Assignment.round_id == ReviewRound.id)
        .where(_is(HintAct.id), ReviewRound.state.in_(SETTLED))
    )


def _settled_import() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(ChecklistImport.assignment_id == Assignment.id)
        .where(Assignment.round_id == ReviewRound.id)
        .where(_is(ChecklistImport.id), ReviewRound.state.in_(SETTLED))
    )


def _settled_check() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(FindingCheck.assignment_id == Assignment.id, Assignment.round_id == ReviewRound.id)
        .where(_is(FindingCheck.id), ReviewRound.state.in_(SETTLED))
    )


def _open_assignment(actor: Actor, *, follows: bool) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(Assignment.round_id == ReviewRound.id)
        .where(_is(Assignment.id), _may_follow(actor, follows=follows))
    )


def _open_interest(actor: Actor, *, follows: bool) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(InterestDeclaration.assignment_id == Assignment.id)
        .where(Assignment.round_id == ReviewRound.id)
        .where(_is(InterestDeclaration.id), _may_follow(actor, follows=follows))
    )


def _open_round(actor: Actor, *, follows: bool) -> sa.ColumnElement[bool]:
    return sa.exists().where(_is(ReviewRound.id), _may_follow(actor, follows=follows))


def _may_follow(actor: Actor, *, follows: bool) -> sa.ColumnElement[bool]:
    settled = ReviewRound.state.in_(SETTLED)
    if not follows:
        return settled
    return sa.or_(settled, ReviewRound.id.not_in(kept_apart(actor)))


def _is(key: InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    """Join a row to the acts on it, by its own index: the journal keeps ids as text."""
    kind: str = key.class_.__tablename__
    return key == sa.case((Entry.subject_type == kind, sa.cast(Entry.subject_id, sa.Integer)))
