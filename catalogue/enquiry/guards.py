"""What every act on an enquiry checks first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquirySheet
from catalogue.enquiry.rules import in_enquiry, may_answer
from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.work_programme.models import WorkItem

Subject = Enquiry | EnquiryComment | EnquirySheet


def require_version(subject: Subject, seen: int, current: Mapping[str, str]) -> None:
    """Refuse an act on something that somebody changed since this person opened it."""
    if subject.version != seen:
        raise Conflict(current, subject.version)


def require_answering(session: Session, actor: Actor, item: WorkItem, *, on: date) -> None:
    """Refuse whoever does not answer the comments on this item."""
    if not may_answer(session, actor, item, on=on):
        raise NotAllowed(
            N_(
                "Le secrétariat de l’agence, la présidence et le secrétariat du comité répondent "
                "aux remarques."
            )
        )


def require_stage(item: WorkItem) -> None:
    """Refuse to change answers once the item has gone on: they are what let it go."""
    if not in_enquiry(item):
        raise DomainError(
            N_(
                "Le sujet a quitté le stade de l’enquête (il est au stade %(code)s) : ses "
                "remarques et ses réponses ne changent plus.",
                code=item.stage_code,
            )
        )


def record(
    session: Session,
    subject: Subject,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object] | None = None,
    reason: str | None = None,
) -> None:
    """Write an act in the journal; what it says holds no name nor address of the public."""
    journal.record(
        session, actor=actor, tag=tag, subject=subject, at=at, changes=changes, reason=reason
    )


def reindex(session: Session, item: WorkItem, *, at: datetime) -> None:
    """Have search and lists learn the item's new days."""
    outbox.reindex(session, "work_item", [item.id], at=at)
