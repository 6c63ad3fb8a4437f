"""Reading the journal: of one object, or of everything."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.accounts.models import Account
from catalogue.journal.models import Entry, EntryPayload
from catalogue.journal.objects import Journalled, gaps_teach
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.messages import Message
from catalogue.permissions import ANONYMOUS, Actor, Permission

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
    "committee_meeting": Permission.PERSON_READ,
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
    erased_at: datetime | None = None
    hash: str = ""


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
    query = lines_query().where(
        Entry.subject_type == subject_type,
        Entry.subject_id.in_(ids),
        *open_to(session, actor),
    )
    return [_line(row) for row in session.execute(query.limit(limit))]


def page_of(
    session: Session, wanted: JournalFilter, *, actor: Actor, page: int, size: int
) -> tuple[list[Line], int]:
    """Give one page of the journal, latest first, and how many acts answer the filter."""
    conditions = [*_conditions(wanted), *open_to(session, actor)]
    total = session.scalar(sa.select(sa.func.count()).select_from(Entry).where(*conditions)) or 0
    rows = session.execute(lines_query().where(*conditions).limit(size).offset((page - 1) * size))
    return [_line(row, actor) for row in rows], total


def every_line(session: Session, wanted: JournalFilter, *, actor: Actor) -> Iterator[Line]:
    """Give every act that answers the filter, for an export, without holding them all."""
    conditions = [*_conditions(wanted), *open_to(session, actor)]
    query = lines_query().where(*conditions).execution_options(yield_per=500)
    for row in session.execute(query):
        yield _line(row, actor)


def tags_in_use(session: Session, actor: Actor) -> Sequence[str]:
    """Give the tags that occur among the acts this person may see, for the filter.

    A tag offered because of one act that is secret for a time would tell of it.
    """
    return session.scalars(
        sa.select(Entry.tag).where(*open_to(session, actor)).distinct().order_by(Entry.tag)
    ).all()


def subject_types_in_use(session: Session, actor: Actor) -> Sequence[str]:
    """Give the kinds of object that occur among the acts this person may see."""
    return session.scalars(
        sa.select(Entry.subject_type)
        .where(*open_to(session, actor))
        .distinct()
        .order_by(Entry.subject_type)
    ).all()


def people_in_use(session: Session, actor: Actor) -> Sequence[tuple[int, str]]:
    """Give the accounts that have acted, as far as this person may see, by name."""
    acted = (
        sa.select(Entry.actor_id)
        .where(Entry.actor_id.is_not(None), *open_to(session, actor))
        .distinct()
    )
    rows = session.execute(
        sa.select(Account.id, Account.name).where(Account.id.in_(acted)).order_by(Account.name)
    )
    return [(account_id, name) for account_id, name in rows]


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


def open_to(session: Session, actor: Actor) -> list[sa.ColumnElement[bool]]:
    """Give the conditions an act must fulfil to be shown to a person."""
    return [condition(session, actor) for condition in CONCEALED]


def numbered_until(session: Session, actor: Actor) -> int | None:
    """Give the first act whose number, and those after it, this person is not shown; None for all.

    A number missing between two others would say that something happened there. Up to the first
    act that is hidden there is no hole, and the chain can be verified; it goes further as what was
    secret is so no more.
    """
    conditions = open_to(session, actor)
    if not conditions or not gaps_teach(session, actor):
        return None
    return session.scalar(sa.select(sa.func.min(Entry.seq)).where(sa.not_(sa.and_(*conditions))))


_Behalf = aliased(Account)


def lines_query() -> sa.Select[Entry, str, str, str | None, datetime | None]:
    """Give the query of lines, latest first, to be narrowed."""
    return (
        sa.select(Entry, Account.name, _Behalf.name, EntryPayload.canonical, EntryPayload.erased_at)
        .outerjoin(Account, Account.id == Entry.actor_id)
        .outerjoin(_Behalf, _Behalf.id == Entry.on_behalf_of_id)
        .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .order_by(Entry.seq.desc())
    )


def _line(row: Sequence[Any], reader: Actor | None = None) -> Line:
    entry, name, behalf, canonical, erased_at = row
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
        erased_at=erased_at,
        hash=entry.hash,
    )


def lines_of(session: Session, query: sa.Select[*tuple[Any, ...]], actor: Actor) -> list[Line]:
    """Read the lines of a query of :func:`lines_query`, as this person may read them."""
    return [_line(row, actor) for row in session.execute(query)]


def page_about(
    session: Session, found: Journalled, *, actor: Actor, page: int, size: int
) -> tuple[list[Line], int]:
    """Give one page of the acts on an object, latest first, and how many there are."""
    conditions = _about(session, found, actor)
    total = session.scalar(sa.select(sa.func.count()).select_from(Entry).where(*conditions)) or 0
    query = lines_query().where(*conditions).limit(size).offset((page - 1) * size)
    return lines_of(session, query, actor), total


def every_line_about(session: Session, found: Journalled, *, actor: Actor) -> Iterator[Line]:
    """Give every act on an object that this person may read, for an export."""
    query = lines_query().where(*_about(session, found, actor))
    for row in session.execute(query.execution_options(yield_per=500)):
        yield _line(row, actor)


def _about(session: Session, found: Journalled, actor: Actor) -> list[sa.ColumnElement[bool]]:
    wanted = sa.or_(*(one.where for one in found.acts)) if found.acts else sa.false()
    return [wanted] if found.own_rule else [wanted, *open_to(session, actor)]


def chain_links(session: Session, *, actor: Actor) -> Iterator[dict[str, Any]]:
    """Give every entry as a third party needs it to verify the chain, in order.

    Of an act this person may not see yet, the two hashes only: the chain can be followed over it.
    Whoever must not see that there is one gets the chain up to it (:func:`numbered_until`).
    """
    conditions = open_to(session, actor)
    shown = sa.and_(*conditions) if conditions else sa.true()
    until = numbered_until(session, actor)
    query = (
        sa.select(Entry, EntryPayload.canonical, EntryPayload.erased_at, shown.label("shown"))
        .outerjoin(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .where(sa.true() if until is None else Entry.seq < until)
        .order_by(Entry.seq)
        .execution_options(yield_per=500)
    )
    for entry, canonical, erased_at, visible in session.execute(query):
        link = {"seq": entry.seq, "previous_hash": entry.previous_hash, "hash": entry.hash}
        if not visible:
            yield link | {"sealed": True}
            continue
        needed = PERSONAL.get(entry.subject_type)
        withheld = needed is not None and not actor.may(needed)
        yield link | {
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": entry.actor_id,
            "on_behalf_of_id": entry.on_behalf_of_id,
            "tag": entry.tag,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "payload_digest": entry.payload_digest,
            "payload": None if withheld else canonical,
            "payload_withheld": withheld,
            "erased_at": erased_at.isoformat() if erased_at else None,
        }
