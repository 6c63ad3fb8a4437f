"""Who keeps participation texts and calls, who reads them, and who reads the names in them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.nominations.models import ParticipationTextVersion


def keeps_nominations(actor: Actor) -> bool:
    """Tell whether this person writes the texts and keeps the calls."""
    return actor.may(Permission.PLAN_KEEP)


def reads_nominations(actor: Actor) -> bool:
    """Tell whether this person reads them: the agency's own business."""
    return actor.may(Permission.PLAN_READ_INTERNAL)


def reads_proposed_people(actor: Actor) -> bool:
    """Tell whether this person reads who is proposed, and their sex."""
    return actor.may(Permission.PERSON_READ)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep them."""
    if not keeps_nominations(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les appels et leurs textes."))


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because a participation text was read from it."""
    if not reads_nominations(actor):
        return False
    query = sa.select(ParticipationTextVersion.id).where(
        ParticipationTextVersion.document_id == document.id
    )
    return session.scalar(query.limit(1)) is not None
