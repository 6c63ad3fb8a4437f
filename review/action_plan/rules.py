"""Who keeps the plan, and who reads what its validation rests on."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.action_plan.models import PlanValidation


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the plan."""
    if not actor.may(Permission.PLAN_KEEP):
        raise NotAllowed(N_("Seul le secrétariat tient le plan d’action."))


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because the validation of a plan rests on it."""
    if not actor.may(Permission.PLAN_READ_INTERNAL):
        return False
    rests = sa.exists().where(PlanValidation.document_id == document.id)
    return bool(session.scalar(sa.select(rests)))
