"""Reading the journal: of one object, or of everything, and checking its chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account
from catalogue.journal.models import ChainHead, Entry, EntryPayload
from catalogue.journal.services import GENESIS, entry_hash
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.messages import Message, N_

CHAIN_BLOCK = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """One act as it is read: when, who, what, and the details if they are still held."""

    seq: int
    at: datetime
    actor: str | None
    on_behalf_of: str | None
    tag: str
    label: Message
    subject_type: str
    subject_id: str
    reason: str
    changes: dict[str, Any]
    erased: bool


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What to show of the whole journal; empty means everything."""

    tag: str = ""
    subject_type: str = ""
    subject_id: str = ""
    actor_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None  # not included


def history(
    session: Session, subject_type: str, subject_ids: Iterable[int | str], *, limit: int = 200
) -> list[Line]:
    """Give the acts on one object (or several of a kind), latest first."""
    ids = [str(one) for one in subject_ids]
    query = _lines().where(Entry.subject_type == subject_type, Entry.subject_id.in_(ids))
    return [_line(row) for row in session.execute(query.limit(limit))]


def page_of(
    session: Session, wanted: JournalFilter, *, page: int, size: int
) -> tuple[list[Line], int]:
    """Give one page of the journal, latest first, and how many acts answer the filter."""
    conditions = _conditions(wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(Entry).where(*conditions)) or 0
    rows = session.execute(_lines().where(*conditions).limit(size).offset((page - 1) * size))
    return [_line(row) for row in rows], total


def every_line(session: Session, wanted: JournalFilter) -> Iterator[Line]:
    """Give every act that answers the filter, for an export, without holding them all."""
    query = _lines().where(*_conditions(wanted)).execution_options(yield_per=500)
    for row in session.execute(query):
        yield _line(row)


def tags_in_use(session: Session) -> Sequence[str]:
    """Give the tags that occur, for the filter."""
    return session.scalars(sa.select(Entry.tag).distinct().order_by(Entry.tag)).all()


def chain_faults(session: Session) -> Iterator[Message]:
    """Check the chain from its first link; give one sentence per fault (product_rules §8)."""
    expected_hash, expected_seq, start = GENESIS, 1, 0
    while True:
        rows = session.execute(
            sa.select(Entry, EntryPayload.canonical, EntryPayload.erased_at)
            .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
            .where(Entry.seq > start)
            .order_by(Entry.seq)
            .limit(CHAIN_BLOCK)
        ).all()
        if not rows:
            break
        for entry, canonical, erased_at in rows:
            start = entry.seq
            if entry.seq != expected_seq:
                yield N_("Journal : il manque l’écriture n° %(seq)d.", seq=expected_seq)
            if entry.previous_hash != expected_hash or entry.hash != entry_hash(entry):
                yield N_("Journal : la chaîne est rompue à l’écriture n° %(seq)d.", seq=entry.seq)
            if canonical is None and erased_at is None:
                yield N_("Journal : le détail de l’écriture n° %(seq)d manque.", seq=entry.seq)
            elif canonical is not None and _digest(canonical) != entry.payload_digest:
                yield N_("Journal : le détail de l’écriture n° %(seq)d a changé.", seq=entry.seq)
            expected_hash, expected_seq = entry.hash, entry.seq + 1
        session.expunge_all()
    head = session.get(ChainHead, 1)
    if head is not None and (head.seq != expected_seq - 1 or head.hash != expected_hash):
        yield N_("Journal : la dernière écriture connue n’est pas la dernière inscrite.")


def _digest(canonical: str) -> str:
    return hashlib.sha256(canonical.encode()).hexdigest()


def _conditions(wanted: JournalFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.tag:
        conditions.append(Entry.tag == wanted.tag)
    if wanted.subject_type:
        conditions.append(Entry.subject_type == wanted.subject_type)
    if wanted.subject_id:
        conditions.append(Entry.subject_id == wanted.subject_id)
    if wanted.actor_id is not None:
        conditions.append(Entry.actor_id == wanted.actor_id)
    if wanted.since is not None:
        conditions.append(Entry.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(Entry.at < wanted.until)
    return conditions


_Behalf = aliased(Account)


def _lines() -> sa.Select[Any]:
    return (
        sa.select(Entry, Account.name, _Behalf.name, EntryPayload.canonical)
        .outerjoin(Account, Account.id == Entry.actor_id)
        .outerjoin(_Behalf, _Behalf.id == Entry.on_behalf_of_id)
        .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .order_by(Entry.seq.desc())
    )


def _line(row: sa.Row[Any]) -> Line:
    entry, actor, behalf, canonical = row
    payload = json.loads(canonical) if canonical else {}
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=actor,
        on_behalf_of=behalf,
        tag=entry.tag,
        label=TAG_LABELS.get(entry.tag, Message(entry.tag)),
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        reason=str(payload.get("reason", "")),
        changes=dict(payload.get("changes", {})),
        erased=canonical is None,
    )
