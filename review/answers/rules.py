"""Who may see a filled checklist: one predicate, used by the page and by the query."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.permissions import Actor, Permission, Predicate
from review.answers.models import AnswerExtract, Review
from review.assignments.models import Assignment, ReviewRound
from review.assignments.rules import participates, reads_in
from review.assignments.vocabulary import SEALED_ROUND_STATES


def _allowed(actor: Actor, review: Review) -> bool:
    assignment = review.assignment
    if actor.account_id is not None and assignment.account_id == actor.account_id:
        return True
    if review.submitted_at is None or assignment.round.state in SEALED_ROUND_STATES:
        return False
    return actor.may(Permission.REVIEW_READ) or participates(actor, assignment.round)


def _where(actor: Actor) -> sa.ColumnElement[bool]:
    own = Review.assignment_id.in_(
        sa.select(Assignment.id).where(Assignment.account_id == actor.account_id)
    )
    unsealed = (
        sa.select(Assignment.id)
        .join(ReviewRound)
        .where(ReviewRound.state.not_in(SEALED_ROUND_STATES))
    )
    if not actor.may(Permission.REVIEW_READ):
        unsealed = unsealed.where(ReviewRound.id.in_(reads_in(actor)))
    handed_in = sa.and_(Review.submitted_at.is_not(None), Review.assignment_id.in_(unsealed))
    return sa.or_(own, handed_in)


# One's own review always; another's once every reading of the round is in (product_rules §3), for
# those who read there, the focal point and the secretariat; a draft only by who writes it.
# ``allows`` needs the review's assignment, its round and the round's assignments loaded.
visible_reviews: Predicate[Review] = Predicate(_allowed, _where)


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document is an extract attached to a filled checklist one may see."""
    if not actor.signed_in:
        return False
    query = (
        sa.select(AnswerExtract.id)
        .join(Review, Review.id == AnswerExtract.review_id)
        .where(AnswerExtract.document_id == document.id, visible_reviews.where(actor))
        .limit(1)
    )
    return session.scalar(query) is not None
