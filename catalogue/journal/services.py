"""Recording an act, and saying what it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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
    """Write one act in the journal, in the same transaction as the act itself.

    ``tag`` is ``scope:act`` in the past tense («needs:submitted»); ``changes`` what
    :func:`diff` gives, or other facts of the act; ``reason`` the person's own words. The entry
    takes the next place in the hash chain (product_rules §8).
    """
    session.flush()
    key = sa.inspect(subject).identity
    subject_id = "/".join(str(part) for part in key or ())
    canonical = canonical_json({"changes": changes or {}, "reason": reason or ""})
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    head = session.scalars(
        sa.select(ChainHead).where(ChainHead.id == 1).with_for_update()
    ).one_or_none()
    if head is None:
        head = ChainHead(id=1, seq=0, hash=GENESIS)
        session.add(head)
    entry = Entry(
        seq=head.seq + 1,
        at=at,
        actor_id=actor.account_id,
        on_behalf_of_id=on_behalf_of_id,
        tag=tag,
        subject_type=subject.__tablename__,
        subject_id=subject_id,
        payload_digest=digest,
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    head.seq, head.hash = entry.seq, entry.hash
    session.add(entry)
    session.flush()
    session.add(EntryPayload(entry_seq=entry.seq, canonical=canonical))
    session.flush()
    return entry
