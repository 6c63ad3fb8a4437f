"""What waits in the outbox, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.outbox.models import Message
from catalogue.paging import PAGE_SIZE, Page, offset


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits of one topic: how much, how much of it failed already, since when, and why.

    ``again_at`` is the next try; ``reason`` the last failure, empty while nothing failed.
    """

    topic: str
    waiting: int
    failing: int
    since: datetime
    again_at: datetime
    reason: str


def _stands(at: datetime) -> sa.ColumnElement[bool]:
    """Give the condition «should be done by now»; what is planned for later does not wait."""
    return sa.and_(Message.done_at.is_(None), sa.or_(Message.attempts > 0, Message.due_at <= at))


def standings(session: Session, *, at: datetime) -> list[Standing]:
    """Give what waits, by topic."""
    failed = sa.func.sum(sa.case((Message.attempts > 0, 1), else_=0))
    rows = session.execute(
        sa.select(
            Message.topic,
            sa.func.count(),
            failed,
            sa.func.min(Message.created_at),
            sa.func.min(Message.due_at),
        )
        .where(_stands(at))
        .group_by(Message.topic)
        .order_by(Message.topic)
    ).all()
    return [
        Standing(
            topic, count, failing, since, again, _last_reason(session, topic) if failing else ""
        )
        for topic, count, failing, since, again in rows
    ]


def waiting_page(session: Session, topic: str, *, at: datetime, number: int) -> Page[Message]:
    """Give one page of what waits of a topic, oldest first."""
    where = sa.and_(Message.topic == topic, _stands(at))
    total = session.scalar(sa.select(sa.func.count()).select_from(Message).where(where)) or 0
    rows: Sequence[Message] = session.scalars(
        sa.select(Message).where(where).order_by(Message.id).limit(PAGE_SIZE).offset(offset(number))
    ).all()
    return Page(rows, total, number)


def failing_mail(session: Session, *, at: datetime) -> Standing | None:
    """Give what waits for the mail server, if it has failed."""
    return next(
        (one for one in standings(session, at=at) if one.topic == "mail" and one.failing), None
    )


def _last_reason(session: Session, topic: str) -> str:
    found = session.scalar(
        sa.select(Message.last_error)
        .where(Message.topic == topic, Message.done_at.is_(None), Message.attempts > 0)
        .order_by(Message.due_at.desc(), Message.id.desc())
        .limit(1)
    )
    return found or ""
