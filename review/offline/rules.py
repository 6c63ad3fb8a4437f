"""Who may open the scan of a signed paper: its reader, who typed it, who may read the review."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.permissions import Actor
from review.answers.models import Review
from review.answers.rules import visible_reviews


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document is the signed paper of a review this person may read.

    The scan holds the answers: while the readings of a round are separate it is seen as they are.
    """
    if not actor.signed_in:
        return False
    query = (
        sa.select(Review.id)
        .where(
            Review.signed_document_id == document.id,
            sa.or_(visible_reviews.where(actor), Review.entered_by_id == actor.account_id),
        )
        .limit(1)
    )
    return session.scalar(query) is not None
