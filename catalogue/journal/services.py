"""Recording an act, and saying what it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.journal.chain import GENESIS, canonical_json, entry_hash
from catalogue.journal.models import ChainHead, Entry, EntryPayload
from catalogue.permissions import Actor


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Give ``{field: [old, new]}`` for the fields that differ, ready for the journal."""
    names = [*before, *(name for name in after if name not in before)]
    return {
        name: [before.get(name), after.get(name)]
        for name in names
        if before.get(name) != after.get(name)
    }


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be written down: ``tag`` is ``scope:act`` in the past tense («needs:submitted»).

    ``changes`` is what :func:`diff` gives, or other facts of the act; ``reason`` the person's own
    words.
    """

    tag: str
    subject: Base
    changes: Mapping[str, Any] | None = None
    reason: str | None = None
    on_behalf_of_id: int | None = None


def record(
    session: Session,
    *,
    actor: Actor,
    tag: str,
    subject: Base,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str | None = None,
    on_behalf_of_id: int | None = None,
) -> Entry:
    """Write one act in the journal, in the same transaction as the act itself (see :class:`Act`).

    The entry takes the next place in the hash chain (product_rules §8).
    """
    act = Act(tag, subject, changes, reason, on_behalf_of_id)
    [entry] = record_all(session, [act], actor=actor, at=at)
    return entry


def record_all(session: Session, acts: Iterable[Act], *, actor: Actor, at: datetime) -> list[Entry]:
    """Write several acts of one person at one moment, each with its own place in the chain."""
    session.flush()
    head = head_of(session)
    entries = []
    for act in acts:
        key = sa.inspect(act.subject).identity
        canonical = canonical_json({"changes": act.changes or {}, "reason": act.reason or ""})
        entry = Entry(
            seq=head.seq + 1,
            at=at,
            actor_id=actor.account_id,
            on_behalf_of_id=act.on_behalf_of_id,
            tag=act.tag,
            subject_type=act.subject.__tablename__,
            subject_id="/".join(str(part) for part in key or ()),
            payload_digest=hashlib.sha256(canonical.encode()).hexdigest(),
            previous_hash=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.payload = EntryPayload(canonical=canonical)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
    session.add_all(entries)
    session.flush()
    return entries


_HEAD = "journal_head"


def head_of(session: Session) -> ChainHead:
    """Give the end of the chain, locked once for all the acts of a transaction."""
    transaction = session.get_transaction()
    held, head = session.info.get(_HEAD, (None, None))
    if held is not None and held is transaction and isinstance(head, ChainHead):
        return head
    head = session.scalars(
        sa.select(ChainHead)
        .where(ChainHead.id == 1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if head is None:
        head = ChainHead(id=1, seq=0, hash=GENESIS)
        session.add(head)
    session.info[_HEAD] = (session.get_transaction(), head)
    return head
