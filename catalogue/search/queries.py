"""Gather from the database what the search index holds: the projection of every public record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.open_data.stages import standing_of
from catalogue.permissions import ANONYMOUS
from catalogue.records.models import Edition, SourceBody, Standard, edition_ics
from catalogue.records.queries import agency_body, latest_tags
from catalogue.records.vocabulary import NOT_EXAMINED, EditionStatus
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import Relevance
from catalogue.search.documents import Kind, RecordStatus, SearchDocument
from catalogue.search.iso_documents import (
    DELIVERABLE,
    STATUS,
    day_of,
    entries_shown_with_iso,
    facts_by_key,
    iso_documents,
    languages_of,
    status_of,
)
from catalogue.work_programme.models import WorkItem, work_item_ics
from catalogue.work_programme.rules import visible_items
from catalogue.work_programme.vocabulary import WorkItemStatus

EDITION, WORK_ITEM, REFERENCE_ENTRY = "edition", "work_item", "reference_entry"
KINDS = (EDITION, WORK_ITEM, REFERENCE_ENTRY, DELIVERABLE)
COMMITTEE = "committee"  # has no document; its code stands in those of its standards and items

_BLOCK = 500  # ids per statement
_STATUS = {
    EditionStatus.PUBLISHED: RecordStatus.PUBLISHED,
    EditionStatus.IN_PREPARATION: RecordStatus.IN_PREPARATION,
    EditionStatus.WITHDRAWN: RecordStatus.WITHDRAWN,
}
_RANK = {relevance: rank for rank, relevance in enumerate(Relevance)}


def key_of(kind: str, record_id: int) -> str:
    """Give the key of a record in the index: «edition:12»."""
    return f"{kind}:{record_id}"


def documents_for(
    session: Session, kind: str, ids: Iterable[int] | None = None
) -> Iterator[SearchDocument]:
    """Give the search documents of records of a kind, all of them unless ``ids`` names some.

    Only what everybody may read goes into the index. A reference-list entry that speaks of a
    recorded standard (linked to it, or of the same reference) has no document of its own: the
    standard's carries its interest and its reason, so that both are shown once, together. So it is
    with ISO's catalogue: an entry is shown with ISO's document, and that document with the recorded
    standard of its reference. ``ids`` of deliverables are the numbers ISO gives them.
    """
    wanted = None if ids is None else sorted(set(ids))
    if kind == EDITION:
        return _editions(session, wanted)
    if kind == WORK_ITEM:
        return _work_items(session, wanted)
    if kind == DELIVERABLE:
        return iso_documents(session, wanted, _bodies(session))
    return _entries(session, wanted)


def editions_shown_with(session: Session, entry_ids: Iterable[int]) -> set[int]:
    """Give the standards that some entries are shown together with."""
    wanted = set(entry_ids)
    return {row.edition_id for row in session.execute(_pairs()) if row.entry_id in wanted}


def records_of_committees(session: Session, committee_ids: Iterable[int]) -> dict[str, set[int]]:
    """Give the standards and work items whose documents name some committees."""
    ids = list(committee_ids)
    editions = sa.select(Edition.id).where(Edition.committee_id.in_(ids))
    items = sa.select(WorkItem.id).where(WorkItem.committee_id.in_(ids))
    return {EDITION: set(session.scalars(editions)), WORK_ITEM: set(session.scalars(items))}


def standalone_entries(session: Session) -> set[int]:
    """Give the entries that have a document of their own."""
    paired = {row.entry_id for row in session.execute(_pairs())} | entries_shown_with_iso(session)
    return set(session.scalars(sa.select(ReferenceEntry.id))) - paired


def _pairs() -> sa.Select[Any]:
    linked = sa.select(
        Edition.id.label("edition_id"), ReferenceEntry.id.label("entry_id")
    ).join_from(ReferenceEntry, Edition, ReferenceEntry.edition_id == Edition.id)
    same = sa.select(Edition.id.label("edition_id"), ReferenceEntry.id.label("entry_id")).join_from(
        ReferenceEntry, Edition, ReferenceEntry.reference_key == Edition.reference_key
    )
    standing = Edition.status != EditionStatus.VOID
    both = sa.union_all(
        linked.where(standing), same.where(standing, ReferenceEntry.edition_id.is_(None))
    ).subquery()
    return sa.select(both.c.edition_id, both.c.entry_id)


def _editions(session: Session, ids: Sequence[int] | None) -> Iterator[SearchDocument]:
    shown_with = _entries_by_edition(session)
    tags = latest_tags(session)
    shown_bodies = _bodies(session)
    query = (
        sa.select(
            Edition.id,
            Edition.status,
            Edition.reference,
            Edition.reference_key,
            Edition.title_fr,
            Edition.title_en,
            Edition.scope,
            Edition.year,
            Edition.national,
            Edition.base_reference,
            Edition.committee_reference,
            Edition.cnncq_adopted_on,
            Edition.homologated_on,
            Edition.published_on,
            Standard.body_code,
            Committee.code.label("committee"),
        )
        .join(Standard, Standard.id == Edition.standard_id)
        .outerjoin(Committee, Committee.id == Edition.committee_id)
        .where(Edition.status != EditionStatus.VOID)
        .order_by(Edition.id)
    )
    codes = _codes(session, edition_ics, edition_ics.c.edition_id, ids)
    rows = list(_rows(session, query, Edition.id, ids))
    said_by_iso = facts_by_key(session, [row.reference_key for row in rows])
    for row in rows:
        entries = shown_with.get(row.id, ())
        entry = entries[0] if entries else None
        iso = said_by_iso.get(row.reference_key)
        day: date | None = (
            row.homologated_on
            or row.published_on
            or row.cnncq_adopted_on
            or (day_of(iso.published_on) if iso else None)
        )
        known = [one for one in (row, iso, entry) if one is not None]
        yield SearchDocument(
            key=key_of(EDITION, row.id),
            kind=Kind.STANDARD,
            status=_edition_status(row.status, iso),
            reference=row.reference,
            title_fr=next((one.title_fr for one in known if one.title_fr), ""),
            title_en=next((one.title_en for one in known if one.title_en), ""),
            body=row.body_code,
            ics=tuple(codes.get(row.id, ()))
            or next((tuple(one.ics) for one in (iso, entry) if one is not None and one.ics), ()),
            committee=row.committee
            or row.committee_reference
            or (iso.committee if iso else None)
            or "",
            year=row.year or (day.year if day else None),
            languages=languages_of(iso) if iso else (),
            relevance=entry.relevance.value if entry else None,
            marker=tags.get(row.id, NOT_EXAMINED if row.national else None),
            text_fr=_joined(
                row.base_reference,
                row.scope,
                iso.scope_fr if iso else None,
                entry.rationale_fr if entry else None,
                shown_bodies.get(row.body_code),
            ),
            text_en=_joined(iso.scope_en if iso else None, entry.rationale_en if entry else None),
            date=day,
        )


def _entries_by_edition(session: Session) -> Mapping[int, Sequence[Any]]:
    """Give, by standard, the entries shown with it, the one of highest interest first."""
    facts = {
        row.id: row
        for row in session.execute(
            sa.select(
                ReferenceEntry.id,
                ReferenceEntry.relevance,
                ReferenceEntry.title_fr,
                ReferenceEntry.title_en,
                ReferenceEntry.ics,
                ReferenceEntry.rationale_fr,
                ReferenceEntry.rationale_en,
            )
        )
    }
    found: dict[int, list[Any]] = {}
    for pair in session.execute(_pairs()):
        found.setdefault(pair.edition_id, []).append(facts[pair.entry_id])
    for entries in found.values():
        entries.sort(key=lambda entry: (_RANK[entry.relevance], entry.id))
    return found


def _work_items(session: Session, ids: Sequence[int] | None) -> Iterator[SearchDocument]:
    agency = agency_body(session)
    query = (
        sa.select(
            WorkItem.id,
            WorkItem.number,
            WorkItem.title_fr,
            WorkItem.title_en,
            WorkItem.base_reference,
            WorkItem.stage_on,
            Committee.code.label("committee"),
        )
        .outerjoin(Committee, Committee.id == WorkItem.committee_id)
        # Once homologated it is found as the standard it has become.
        .where(visible_items.where(ANONYMOUS), WorkItem.status != WorkItemStatus.HOMOLOGATED)
        .order_by(WorkItem.id)
    )
    codes = _codes(session, work_item_ics, work_item_ics.c.work_item_id, ids)
    for row in _rows(session, query, WorkItem.id, ids):
        yield SearchDocument(
            key=key_of(WORK_ITEM, row.id),
            kind=Kind.WORK_ITEM,
            status=RecordStatus.IN_PREPARATION,
            reference=row.number,
            title_fr=row.title_fr,
            title_en=row.title_en or "",
            body=agency.code if agency else "",
            ics=tuple(codes.get(row.id, ())),
            committee=row.committee or "",
            text_fr=_joined(row.base_reference),
            date=row.stage_on,
        )


def _entries(session: Session, ids: Sequence[int] | None) -> Iterator[SearchDocument]:
    alone = standalone_entries(session)
    shown_bodies = _bodies(session)
    query = sa.select(
        ReferenceEntry.id,
        ReferenceEntry.body_code,
        ReferenceEntry.reference,
        ReferenceEntry.title_fr,
        ReferenceEntry.title_en,
        ReferenceEntry.edition_year,
        ReferenceEntry.stage_code,
        ReferenceEntry.ics,
        ReferenceEntry.committee_reference,
        ReferenceEntry.relevance,
        ReferenceEntry.rationale_fr,
        ReferenceEntry.rationale_en,
    ).order_by(ReferenceEntry.id)
    for row in _rows(session, query, ReferenceEntry.id, ids):
        if row.id not in alone:
            continue
        yield SearchDocument(
            key=key_of(REFERENCE_ENTRY, row.id),
            kind=Kind.REFERENCE_ENTRY,
            status=_status_of_stage(row.stage_code),
            reference=row.reference,
            title_fr=row.title_fr or "",
            title_en=row.title_en or "",
            body=row.body_code,
            ics=tuple(row.ics),
            committee=row.committee_reference or "",
            year=row.edition_year,
            relevance=row.relevance.value,
            text_fr=_joined(row.rationale_fr, shown_bodies.get(row.body_code)),
            text_en=_joined(row.rationale_en),
        )


def _edition_status(status: EditionStatus, iso: Any) -> RecordStatus:
    """Tell where a recorded edition stands; what ISO has withdrawn is never shown as valid."""
    if iso is not None and status_of(iso) is RecordStatus.WITHDRAWN:
        return RecordStatus.WITHDRAWN
    return _STATUS[status]


def _status_of_stage(stage_code: str | None) -> RecordStatus:
    """Read a harmonized stage; an entry without one speaks of a published document."""
    return STATUS[standing_of(stage_code, published=True)]


def _bodies(session: Session) -> dict[str, str]:
    rows = session.execute(sa.select(SourceBody.code, SourceBody.display_fr))
    return {row.code: row.display_fr for row in rows}


def _codes(
    session: Session, table: sa.Table, owner: sa.Column[int], ids: Sequence[int] | None
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = sa.select(owner, table.c.ics_code).order_by(owner, table.c.ics_code)
    for record_id, code in _rows(session, query, owner, ids):
        found.setdefault(record_id, []).append(code)
    return found


def _rows(
    session: Session,
    query: Any,
    column: Any,
    ids: Sequence[int] | None,
) -> Iterator[Any]:
    if ids is None:
        yield from session.execute(query.execution_options(yield_per=2000))
        return
    for start in range(0, len(ids), _BLOCK):
        yield from session.execute(query.where(column.in_(ids[start : start + _BLOCK])))


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
