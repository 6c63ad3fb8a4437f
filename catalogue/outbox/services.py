"""Asking for something to happen after commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.outbox.models import Message


def enqueue(
    session: Session,
    topic: str,
    payload: dict[str, Any],
    *,
    at: datetime,
    due_at: datetime | None = None,
) -> Message:
    """Keep a message with the act that asks for it: sent after commit, or not at all."""
    message = Message(topic=topic, payload=payload, created_at=at, due_at=due_at or at)
    session.add(message)
    return message


def reindex(session: Session, kind: str, ids: Iterable[int], *, at: datetime) -> None:
    """Ask search to learn what changed: ``kind`` is edition, work_item or reference_entry."""
    wanted = sorted(set(ids))
    if wanted:
        enqueue(session, "index", {"kind": kind, "ids": wanted}, at=at)


def read_text(session: Session, text_version_id: int, *, at: datetime) -> None:
    """Ask for a text to be read for what it shows: apart from any request, after commit."""
    enqueue(session, "text", {"text_version_id": text_version_id}, at=at)


def mail(
    session: Session,
    template: str,
    account_ids: Iterable[int],
    context: dict[str, Any],
    *,
    at: datetime,
) -> None:
    """Ask for one short message to each account, from ``templates/email/<template>.txt``.

    No confidential text goes into ``context``: a message says what waits and where to look.
    """
    for account_id in sorted(set(account_ids)):
        payload = {"template": template, "account_id": account_id, "context": context}
        enqueue(session, "mail", payload, at=at)


def plan_next(
    session: Session, topic: str, *, at: datetime, due_at: datetime, after: datetime | None = None
) -> None:
    """Plan the next turn of what is done again and again, unless one is planned.

    ``after`` leaves out the turn in hand. Call as a writer, so that there is never two.
    """
    planned = sa.select(Message.id).where(Message.topic == topic, Message.done_at.is_(None))
    if after is not None:
        planned = planned.where(Message.due_at > after)
    if session.scalars(planned.limit(1)).first() is None:
        enqueue(session, topic, {}, at=at, due_at=due_at)


def try_again(session: Session, topic: str, *, at: datetime) -> int:
    """Have what failed of a topic tried again at once; give how many messages."""
    changed = session.scalars(
        sa.update(Message)
        .where(Message.topic == topic, Message.done_at.is_(None), Message.attempts > 0)
        .values(due_at=at)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(changed.all())
