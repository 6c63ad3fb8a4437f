"""Who reads and keeps the systematic reviews."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.maintenance.models import Examination
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission


def keeps_examinations(actor: Actor) -> bool:
    """Tell whether this person opens reviews and records what they decide."""
    return actor.may(Permission.STANDARD_MANAGE)


def reads_examinations(actor: Actor) -> bool:
    """Tell whether this person reads the reviews: the agency's own business."""
    return actor.may(Permission.PROGRAMME_READ_INTERNAL)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the register of standards."""
    if not keeps_examinations(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les examens systématiques."))


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because a review rests on it."""
    if not reads_examinations(actor):
        return False
    query = sa.select(Examination.id).where(Examination.evidence_document_id == document.id)
    return session.scalar(query.limit(1)) is not None
