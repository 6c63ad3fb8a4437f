"""Reading the journal: of one object, or of everything, and checking its chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account
from catalogue.journal.chain import GENESIS, entry_hash
from catalogue.journal.models import ChainHead, Entry, EntryPayload
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.messages import N_, Message
from catalogue.permissions import ANONYMOUS, Actor, Permission

CHAIN_BLOCK = 5000

# Conditions that an act must fulfil to be shown to a person, filled by the composition root from
# the slices that keep something secret for a time (the reviews of an undecided round).
CONCEALED: list[Callable[[Session, Actor], sa.ColumnElement[bool]]] = []

# Acts whose details name personal facts: shown in full to those who keep the register they are of.
PERSONAL: Mapping[str, Permission] = {
    "account": Permission.ACCOUNT_MANAGE,
    "account_role": Permission.ACCOUNT_MANAGE,
    "one_time_link": Permission.ACCOUNT_MANAGE,
    "person": Permission.PERSON_READ,
    "mandate": Permission.PERSON_READ,
    "participation_count": Permission.PERSON_READ,
}


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
    withheld: bool = False  # details kept from this reader


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
    session: Session,
    subject_type: str,
    subject_ids: Iterable[int | str],
    *,
    limit: int = 200,
    actor: Actor = ANONYMOUS,
) -> list[Line]:
    """Give the acts on one object (or several of a kind), latest first.

    Whoever may open the object's page may read this; ``actor`` matters for what is secret for a
    time (:data:`CONCEALED`), and nobody in particular sees none of that.
    """
    ids = [str(one) for one in subject_ids]
    query = _lines().where(
        Entry.subject_type == subject_type,
        Entry.subject_id.in_(ids),
        *_open_to(session, actor),
    )
    return [_line(row) for row in session.execute(query.limit(limit))]


def page_of(
    session: Session, wanted: JournalFilter, *, actor: Actor, page: int, size: int
) -> tuple[list[Line], int]:
    """Give one page of the journal, latest first, and how many acts answer the filter."""
    conditions = [*_conditions(wanted), *_open_to(session, actor)]
    total = session.scalar(sa.select(sa.func.count()).select_from(Entry).where(*conditions)) or 0
    rows = session.execute(_lines().where(*conditions).limit(size).offset((page - 1) * size))
    return [_line(row, actor) for row in rows], total


def every_line(session: Session, wanted: JournalFilter, *, actor: Actor) -> Iterator[Line]:
    """Give every act that answers the filter, for an export, without holding them all."""
    conditions = [*_conditions(wanted), *_open_to(session, actor)]
    query = _lines().where(*conditions).execution_options(yield_per=500)
    for row in session.execute(query):
        yield _line(row, actor)


def tags_in_use(session: Session, actor: Actor) -> Sequence[str]:
    """Give the tags that occur among the acts this person may see, for the filter.

    A tag offered because of one act that is secret for a time would tell of it.
    """
    return session.scalars(
        sa.select(Entry.tag).where(*_open_to(session, actor)).distinct().order_by(Entry.tag)
    ).all()


def subject_types_in_use(session: Session, actor: Actor) -> Sequence[str]:
    """Give the kinds of object that occur among the acts this person may see."""
    return session.scalars(
        sa.select(Entry.subject_type)
        .where(*_open_to(session, actor))
        .distinct()
        .order_by(Entry.subject_type)
    ).all()


def people_in_use(session: Session, actor: Actor) -> Sequence[tuple[int, str]]:
    """Give the accounts that have acted, as far as this person may see, by name."""
    acted = (
        sa.select(Entry.actor_id)
        .where(Entry.actor_id.is_not(None), *_open_to(session, actor))
        .distinct()
    )
    rows = session.execute(
        sa.select(Account.id, Account.name).where(Account.id.in_(acted)).order_by(Account.name)
    )
    return [(account_id, name) for account_id, name in rows]


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
                yield N_("Journal : il manque l’écriture n° %(seq)d.", seq=expected_seq)
            if entry.previous_hash != expected_hash or entry.hash != entry_hash(entry):
                yield N_("Journal : la chaîne est rompue à l’écriture n° %(seq)d.", seq=entry.seq)
            if canonical is None and erased_at is None:
                yield N_("Journal : le détail de l’écriture n° %(seq)d manque.", seq=entry.seq)
            elif canonical is not None and _digest(canonical) != entry.payload_digest:
                yield N_("Journal : le détail de l’écriture n° %(seq)d a changé.", seq=entry.seq)
            expected_hash, expected_seq = entry.hash, entry.seq + 1
        session.expunge_all()
    head = session.get(ChainHead, 1)
    if head is not None and (head.seq != expected_seq - 1 or head.hash != expected_hash):
        yield N_("Journal : la dernière écriture connue n’est pas la dernière inscrite.")


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


def _open_to(session: Session, actor: Actor) -> list[sa.ColumnElement[bool]]:
    return [condition(session, actor) for condition in CONCEALED]


_Behalf = aliased(Account)


def _lines() -> sa.Select[Entry, str, str, str | None]:
    return (
        sa.select(Entry, Account.name, _Behalf.name, EntryPayload.canonical)
        .outerjoin(Account, Account.id == Entry.actor_id)
        .outerjoin(_Behalf, _Behalf.id == Entry.on_behalf_of_id)
        .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .order_by(Entry.seq.desc())
    )


def _line(row: Sequence[Any], reader: Actor | None = None) -> Line:
    entry, name, behalf, canonical = row
    needed = PERSONAL.get(entry.subject_type)
    withheld = reader is not None and needed is not None and not reader.may(needed)
    payload = json.loads(canonical) if canonical and not withheld else {}
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=name,
        on_behalf_of=behalf,
        tag=entry.tag,
        label=TAG_LABELS.get(entry.tag, Message(entry.tag)),
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        reason=str(payload.get("reason", "")),
        changes=dict(payload.get("changes", {})),
        erased=canonical is None,
        withheld=withheld,
    )
