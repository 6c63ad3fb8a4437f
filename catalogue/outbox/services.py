"""Asking for something to happen after commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

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
