"""Who reads and keeps what the monitoring committee does."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import NotAllowed
from catalogue.messages import N_
from catalogue.permissions import Actor, Permission
from review.monitoring.models import RecommendationAct


def keeps(actor: Actor) -> bool:
    """Tell whether this person prepares meetings, writes minutes and follows recommendations."""
    return actor.may(Permission.MONITORING_KEEP)


def reads(actor: Actor) -> bool:
    """Tell whether this person reads what the committee does."""
    return actor.may(Permission.PLAN_READ_INTERNAL)


def reads_names(actor: Actor) -> bool:
    """Tell whether this person reads who sits and who came: who keeps the list alone (§8)."""
    return keeps(actor) or actor.may(Permission.PERSON_READ)


def require_keeper(actor: Actor) -> None:
    """Refuse whoever does not keep the committee's papers."""
    if not keeps(actor):
        raise NotAllowed(
            N_("Seuls le comité de suivi et le secrétariat tiennent les réunions du comité.")
        )


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document may be read because a recommendation rests on it."""
    if not reads(actor):
        return False
    query = sa.select(RecommendationAct.id).where(RecommendationAct.document_id == document.id)
    return session.scalar(query.limit(1)) is not None
