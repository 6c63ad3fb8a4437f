"""A checklist typed from a paper that its reader signed (product_rules §1).

The reader stays the author: interests are theirs, and every act is written under both names. Who
types it never reads in that round, and sees no answer that was given on the screen.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission, Role
from review.answers.models import Review
from review.assignments.models import Assignment


def writes_for_another(session: Session, assignment: Assignment, actor: Actor) -> bool:
    """Tell whether this person types the checklist of somebody else from their signed paper.

    ``assignment`` comes with its round and the round's assignments.
    """
    if not may_type(actor, assignment):
        return False
    typist = session.scalar(
        sa.select(Review.entered_by_id)
        .where(Review.assignment_id == assignment.id)
        .order_by(Review.revision.desc())
        .limit(1)
    )
    return typist == actor.account_id


def may_type(actor: Actor, assignment: Assignment) -> bool:
    """Tell whether this person may type papers of a round: the secretariat, never who reads it."""
    return (
        actor.account_id is not None
        and actor.may(Permission.REVIEW_ASSIGN)
        and all(one.account_id != actor.account_id for one in assignment.round.assignments)
    )


def named_by(assignment: Assignment, actor: Actor) -> int | None:
    """Give the account in whose name somebody else acts, None for one's own act."""
    return assignment.account_id if assignment.account_id != actor.account_id else None


def reader_of(assignment: Assignment, actor: Actor) -> Actor:
    """Give the reader of an assignment as the one who acts, whoever types for them."""
    if assignment.account_id == actor.account_id:
        return actor
    return Actor(assignment.account_id, assignment.account.name, frozenset({Role.REVIEWER}))


def confirm(review: Review, assignment: Assignment, actor: Actor, *, at: datetime) -> None:
    """Settle who vouches for a typed checklist as it is handed in: its reader, or the signed page.

    A reader who hands it in on the screen confirms it. Raises :class:`DomainError` for one that
    rests on neither.
    """
    if review.entered_by_id is None:
        return
    if assignment.account_id == actor.account_id:
        review.confirmed_at = at
    elif review.signed_document_id is None:
        raise DomainError(
            N_(
                "Cette grille vient d’un papier : joignez la page signée, ou laissez la personne "
                "la confirmer à l’écran."
            )
        )
