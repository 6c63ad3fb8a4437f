"""What is asked before any act on a deliverable, and the journal of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.deliverables.models import DeliverableStep, Material, PlanDeliverable

IN_THE_FUTURE = N_("Donnez une date qui n’est pas dans l’avenir.")
WHY = N_("Écrivez le motif : il est inscrit au journal.")


def require_version(
    subject: PlanDeliverable | DeliverableStep | Material, seen: int, current: Mapping[str, str]
) -> None:
    """Refuse an act on something that somebody changed since this person opened it."""
    if subject.version != seen:
        raise Conflict(current, subject.version)


def require_under_way(deliverable: PlanDeliverable) -> None:
    """Refuse to touch what is done or given up: it is taken up again first, with a reason."""
    if deliverable.completed_on is not None:
        raise DomainError(
            N_("Ce livrable est terminé : reprenez-le d’abord, avec un motif, sur sa page.")
        )
    if deliverable.dropped_on is not None:
        raise DomainError(
            N_("Ce livrable est abandonné : reprenez-le d’abord, avec un motif, sur sa page.")
        )


def require_reason(reason: str) -> str:
    """Give the reason written, or say that one is needed."""
    if not reason.strip():
        raise DomainError(WHY, field="reason")
    return reason.strip()


def written(day: date | None) -> str:
    """Write a day as forms do."""
    return f"{day:%d/%m/%Y}" if day else ""


def note(
    session: Session,
    deliverable: PlanDeliverable,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
    reason: str | None = None,
) -> None:
    """Write an act in the journal of the deliverable; from then on the seed list leaves it."""
    deliverable.edited_at = at
    journal.record(
        session, actor=actor, tag=tag, subject=deliverable, at=at, changes=changes, reason=reason
    )


def title_missing(title: str) -> Mapping[str, Message]:
    """Say that a title is needed when none was written."""
    return {} if title.strip() else {"title": N_("Écrivez un titre.")}
