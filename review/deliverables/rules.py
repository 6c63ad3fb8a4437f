"""Who reads and keeps the plan's deliverables and the materials distributed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.deliverables.models import DeliverableStep, PlanDeliverable


def keeps_deliverables(actor: Actor) -> bool:
    """Tell whether this person keeps the deliverables of the plan."""
    return actor.may(Permission.PLAN_KEEP)


def reads_deliverables(actor: Actor) -> bool:
    """Tell whether this person reads them: the agency's own follow-up."""
    return actor.may(Permission.PLAN_READ_INTERNAL)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the plan's records."""
    if not keeps_deliverables(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les livrables du plan."))


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because a deliverable rests on it."""
    if not reads_deliverables(actor):
        return False
    rests = sa.or_(
        sa.exists().where(DeliverableStep.document_id == document.id),
        sa.exists().where(PlanDeliverable.decision_document_id == document.id),
    )
    return bool(session.scalar(sa.select(rests)))
