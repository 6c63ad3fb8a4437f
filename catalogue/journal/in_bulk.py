"""Writing thousands of acts of one moment in the journal without holding others up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal.chain import canonical_json, entry_hash
from catalogue.journal.models import Entry, EntryPayload
from catalogue.journal.services import head_of
from catalogue.permissions import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What an act says, written before the writer's place is taken: see :func:`tell`."""

    tag: str
    canonical: str
    digest: str


@dataclass(frozen=True, slots=True)
class Line:
    """One act of many: what it says, and the table and number of the record it is about."""

    told: Told
    subject_type: str
    subject_id: int


def tell(tag: str, *, changes: Mapping[str, Any], reason: str) -> Told:
    """Write down the content of an act as :func:`catalogue.journal.services.record` does."""
    canonical = canonical_json({"changes": changes, "reason": reason})
    return Told(tag, canonical, hashlib.sha256(canonical.encode()).hexdigest())


def record_lines(session: Session, lines: Iterable[Line], *, actor: Actor, at: datetime) -> None:
    """Write several acts of one person at one moment, each with its own place in the chain."""
    session.flush()
    head = head_of(session)
    entries: list[dict[str, Any]] = []
    payloads: list[dict[str, Any]] = []
    seq, previous = head.seq, head.hash
    for line in lines:
        seq += 1
        entry: dict[str, Any] = {
            "seq": seq,
            "at": at,
            "actor_id": actor.account_id,
            "on_behalf_of_id": None,
            "tag": line.told.tag,
            "subject_type": line.subject_type,
            "subject_id": str(line.subject_id),
            "payload_digest": line.told.digest,
            "previous_hash": previous,
        }
        previous = entry["hash"] = entry_hash(SimpleNamespace(**entry))
        entries.append(entry)
        payloads.append({"entry_seq": seq, "canonical": line.told.canonical, "erased_at": None})
    if not entries:
        return
    session.execute(sa.insert(Entry.metadata.tables["journal_entry"]), entries)
    session.execute(sa.insert(EntryPayload.metadata.tables["journal_payload"]), payloads)
    head.seq, head.hash = seq, previous
    session.flush()
