"""Checking the chain of the journal: nothing missing, nothing changed, nothing erased unsaid."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.journal.chain import ERASED, GENESIS, entry_hash
from catalogue.journal.models import ChainHead, Entry, EntryPayload
from catalogue.messages import N_, Message

CHAIN_BLOCK = 5000


def chain_faults(session: Session) -> Iterator[Message]:
    """Check the chain from its first link; give one sentence per fault (product_rules §8).

    A content that is gone is a fault, unless an act of erasing names it.
    """
    expected_hash, expected_seq = GENESIS, 1
    erased: set[int] = set()
    announced: set[int] = set()
    for entry, canonical, erased_at in _rows(session):
        if entry.seq != expected_seq:
            yield N_("Journal : il manque l’écriture n° %(seq)d.", seq=expected_seq)
        if entry.previous_hash != expected_hash or entry.hash != entry_hash(entry):
            yield N_("Journal : la chaîne est rompue à l’écriture n° %(seq)d.", seq=entry.seq)
        fault = _content_fault(entry, canonical, erased_at)
        if fault is not None:
            yield fault
        elif canonical is None:
            erased.add(entry.seq)
        elif entry.tag == ERASED:
            announced.update(json.loads(canonical)["changes"]["entries"])
        expected_hash, expected_seq = entry.hash, entry.seq + 1
    for seq in sorted(erased - announced):
        yield N_(
            "Journal : le détail de l’écriture n° %(seq)d est effacé sans acte qui le dise.",
            seq=seq,
        )
    if not _ends(session, expected_seq - 1, expected_hash):
        yield N_("Journal : la dernière écriture connue n’est pas la dernière inscrite.")


def _rows(session: Session) -> Iterator[tuple[Entry, str | None, datetime | None]]:
    """Give every entry with its content, block by block, so that none is held for long."""
    start = 0
    while True:
        rows = session.execute(
            sa.select(Entry, EntryPayload.canonical, EntryPayload.erased_at)
            .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
            .where(Entry.seq > start)
            .order_by(Entry.seq)
            .limit(CHAIN_BLOCK)
        ).all()
        if not rows:
            return
        for entry, canonical, erased_at in rows:
            start = entry.seq
            yield entry, canonical, erased_at
        session.expunge_all()


def _ends(session: Session, seq: int, last: str) -> bool:
    head = session.get(ChainHead, 1)
    return head is None or (head.seq == seq and head.hash == last)


def _content_fault(
    entry: Entry, canonical: str | None, erased_at: datetime | None
) -> Message | None:
    if canonical is None and erased_at is None:
        return N_("Journal : le détail de l’écriture n° %(seq)d manque.", seq=entry.seq)
    if canonical is not None and _digest(canonical) != entry.payload_digest:
        return N_("Journal : le détail de l’écriture n° %(seq)d a changé.", seq=entry.seq)
    return None


def _digest(canonical: str) -> str:
    return hashlib.sha256(canonical.encode()).hexdigest()
