"""Searching everything, and keeping the index in step with the database, which is the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from catalogue.config import Settings
from catalogue.outbox.models import Message
from catalogue.records.models import Edition
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search.contract import IndexBusy, IndexDamaged, Query, SearchIndex, SearchPage
from catalogue.search.documents import SearchDocument, fingerprint, to_bytes
from catalogue.search.fallback import search_database
from catalogue.search.index import WhooshIndex
from catalogue.search.iso_documents import (
    DELIVERABLE,
    due_in_index,
    editions_beside,
    iso_ids_beside,
)
from catalogue.search.postgres.index import PostgresIndex
from catalogue.search.queries import (
    COMMITTEE,
    EDITION,
    KINDS,
    REFERENCE_ENTRY,
    documents_for,
    editions_shown_with,
    key_of,
    records_of_committees,
    standalone_entries,
)

logger = logging.getLogger("normes.search")

_HELD = "search_index"
EVERYTHING = "everything"  # asks for the whole index anew


class Host(Protocol):
    """What holds the one index of an installation: the application."""

    extensions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, and whether the index gave it or, while it is missing, the database."""

    page: SearchPage
    from_index: bool


def the_index(host: Host) -> SearchIndex:
    """Give the application's index: the «index» folder of its data, or a part of its database."""
    held: SearchIndex | None = host.extensions.get(_HELD)
    if held is None:
        settings: Settings = host.extensions["settings"]
        held = host.extensions.setdefault(_HELD, _open(settings))
    return held


def _open(settings: Settings) -> SearchIndex:
    if settings.search_engine == "postgresql":
        return PostgresIndex(settings.database_url, readers=settings.threads)
    return WhooshIndex(settings.data_dir / "index")


def close_connections(host: Host) -> None:
    """Close the connections that the index holds, if any; the next search opens others."""
    held = host.extensions.get(_HELD)
    if isinstance(held, PostgresIndex):
        held.close()


def find(session: Session, index: SearchIndex, query: Query) -> Found:
    """Answer a query from the index, or from the database while the index is missing or damaged."""
    try:
        if index.document_count():
            return Found(index.search(query), from_index=True)
    except IndexDamaged:
        logger.warning("the search index is damaged; searching the database", exc_info=True)
    return Found(search_database(session, query), from_index=False)


def every_document(session: Session) -> Iterator[SearchDocument]:
    """Give everything the index is to hold."""
    for kind in KINDS:
        yield from documents_for(session, kind)


def rebuild(session: Session, index: SearchIndex) -> int:
    """Build the index anew from the database; give how many documents it holds."""
    index.replace_all(every_document(session))
    return index.document_count()


def holds_something(index: SearchIndex) -> bool:
    """Tell whether there is an index at all, and one that can be read."""
    try:
        return index.document_count() > 0
    except IndexDamaged:
        return False


def in_step(session: Session, index: SearchIndex) -> bool:
    """Tell whether the index holds exactly what the database says; a damaged one does not."""
    try:
        held = index.fingerprint() if index.document_count() else None
    except IndexDamaged:
        return False
    return held is not None and held == fingerprint(
        to_bytes(one) for one in every_document(session)
    )


def synchronise(
    session: Session, messages: Sequence[Message], *, index: SearchIndex
) -> Mapping[int, str]:
    """Bring the index in step with what messages say has changed; give those that failed.

    A message names a kind («edition», «work_item», «reference_entry», «deliverable», «committee»)
    and ids, or «everything». What an entry, a standard and a document of ISO say together follows
    each of them; a committee's code follows it into what it made. An index that is missing or
    damaged, or everything of which is to change, is built anew. While another process or machine
    writes for longer than we wait, the messages are left for later.
    """
    wanted: dict[str, set[int]] = {kind: set() for kind in (*KINDS, COMMITTEE, EVERYTHING)}
    for message in messages:
        wanted[message.payload["kind"]].update(message.payload["ids"])
    everything = any(message.payload["kind"] == EVERYTHING for message in messages)
    del wanted[EVERYTHING]
    try:
        if everything:
            index.replace_all(every_document(session))
        else:
            _bring_up(session, index, wanted)
    except IndexBusy:
        return {message.id: "another process is writing the index" for message in messages}
    return {}


def _bring_up(session: Session, index: SearchIndex, wanted: dict[str, set[int]]) -> None:
    try:
        if index.document_count():
            _apply(session, index, wanted)
        else:
            rebuild(session, index)
    except IndexDamaged:
        logger.warning("the search index is damaged; building it anew", exc_info=True)
        rebuild(session, index)


def _apply(session: Session, index: SearchIndex, wanted: dict[str, set[int]]) -> None:
    for kind, ids in records_of_committees(session, wanted.pop(COMMITTEE)).items():
        wanted[kind] |= ids
    _widen(session, index, wanted)
    changed = [
        document
        for kind, ids in wanted.items()
        if ids
        for document in documents_for(session, kind, ids)
    ]
    present = {document.key for document in changed}
    asked = {key_of(kind, one) for kind, ids in wanted.items() for one in ids}
    index.apply(changed, asked - present)


def _widen(session: Session, index: SearchIndex, wanted: dict[str, set[int]]) -> None:
    """Add what else the changes are seen in: records of one reference are shown together."""
    if not (wanted[EDITION] or wanted[REFERENCE_ENTRY] or wanted[DELIVERABLE]):
        return
    wanted[EDITION] |= editions_shown_with(session, wanted[REFERENCE_ENTRY])
    wanted[EDITION] |= editions_beside(session, wanted[DELIVERABLE])
    wanted[DELIVERABLE] |= iso_ids_beside(session, ReferenceEntry, wanted[REFERENCE_ENTRY])
    wanted[DELIVERABLE] |= iso_ids_beside(session, Edition, wanted[EDITION])
    # A record leaves the index when another one speaks for it, and comes back without it.
    keys = index.keys()
    wanted[REFERENCE_ENTRY] |= standalone_entries(session) ^ _held(keys, REFERENCE_ENTRY)
    wanted[DELIVERABLE] |= due_in_index(session) ^ _held(keys, DELIVERABLE)


def _held(keys: frozenset[str], kind: str) -> set[int]:
    begun = f"{kind}:"
    return {int(key.removeprefix(begun)) for key in keys if key.startswith(begun)}
