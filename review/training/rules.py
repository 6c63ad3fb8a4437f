"""Who reads and keeps the records of training, and who sees the names on its lists."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.training.models import TrainingEvent, TrainingModule


def keeps_training(actor: Actor) -> bool:
    """Tell whether this person keeps the plan's records of training."""
    return actor.may(Permission.PLAN_KEEP)


def reads_names(actor: Actor) -> bool:
    """Tell whether this person may read who attended: names are personal data (§8)."""
    return actor.may(Permission.PERSON_READ)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the records of training."""
    if not keeps_training(actor):
        raise NotAllowed(N_("Seul le secrétariat tient les formations."))


def require_reader_of_names(actor: Actor) -> None:
    """Refuse whoever may not read who attended."""
    require_keeper(actor)
    if not reads_names(actor):
        raise NotAllowed(
            N_("Les noms sont des données personnelles : seul le secrétariat les voit.")
        )


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a file is a module's text or an event's report that this person may read."""
    if not actor.may(Permission.PLAN_READ_INTERNAL):
        return False
    return bool(
        session.scalar(
            sa.select(
                sa.or_(
                    sa.exists().where(TrainingModule.document_id == document.id),
                    sa.exists().where(TrainingEvent.report_id == document.id),
                )
            )
        )
    )
