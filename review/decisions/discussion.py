"""What two reviewers write to each other while their markers differ, kept with the round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.errors import DomainError, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.assignments.checks import given_text
from review.assignments.models import Assignment, ReviewRound
from review.assignments.notices import tell
from review.assignments.rules import participates
from review.assignments.services import active_reviewers
from review.assignments.vocabulary import SEALED_ROUND_STATES, RoundState
from review.decisions.models import DiscussionNote


def may_read(actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person reads the discussion: never before both readings are in.

    Who read or adjudicates there, and those who may read reviews (product_rules §3).
    """
    if round_.state in SEALED_ROUND_STATES:
        return False
    return participates(actor, round_) or actor.may(Permission.REVIEW_READ)


def own_reading(actor: Actor, round_: ReviewRound) -> Assignment | None:
    """Give the reading by which this person takes part in the discussion, if it is open."""
    if round_.state is not RoundState.DISCUSSION:
        return None
    return next(
        (one for one in active_reviewers(round_) if one.account_id == actor.account_id), None
    )


def notes_of(session: Session, actor: Actor, round_: ReviewRound) -> Sequence[DiscussionNote]:
    """Give what was written, in order; nothing to those who may not read it."""
    if not may_read(actor, round_):
        return ()
    return session.scalars(
        sa.select(DiscussionNote)
        .where(DiscussionNote.round_id == round_.id)
        .options(joinedload(DiscussionNote.author))
        .order_by(DiscussionNote.id)
    ).all()


def write_note(
    session: Session, round_: ReviewRound, *, actor: Actor, text: str, at: datetime, on: date
) -> DiscussionNote:
    """Write to the other reviewer while the discussion lasts; a note is never changed.

    The other is told that there is something to read, not what. The journal keeps that it was
    written, not its words. Raises NotFound for who takes no part, DomainError once it is over.
    """
    if not participates(actor, round_) or actor.account_id is None:
        raise NotFound
    own = own_reading(actor, round_)
    until = round_.discussion_until
    if own is None or (until is not None and on > until):
        raise DomainError(N_("La discussion de cette relecture n’est pas ouverte."))
    text = given_text(text, N_("Écrivez ce que vous voulez dire à l’autre personne."), "text")
    note = DiscussionNote(round_id=round_.id, author_id=actor.account_id, text=text, written_at=at)
    session.add(note)
    session.flush()
    journal.record(session, actor=actor, tag="round:note_written", subject=round_, at=at)
    others = [one for one in active_reviewers(round_) if one.id != own.id]
    tell(session, "review_note", others, round_, at=at)
    return note
