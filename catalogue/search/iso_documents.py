"""The documents of ISO's catalogue as they are searched, each shown once beside what we record.

A document of ISO that is also recorded as an edition is found as that edition, whose search
document it completes; the entries of the reference list that speak of it are shown with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import standing_versions
from catalogue.open_data.stages import standing_of
from catalogue.open_data.vocabulary import Standing
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search.documents import Kind, RecordStatus, SearchDocument

DELIVERABLE = "deliverable"
# A project that ISO has cancelled is shown, like what is withdrawn, by choice only.
STATUS = {
    Standing.PUBLISHED: RecordStatus.PUBLISHED,
    Standing.IN_PREPARATION: RecordStatus.IN_PREPARATION,
    Standing.WITHDRAWN: RecordStatus.WITHDRAWN,
    Standing.ABANDONED: RecordStatus.WITHDRAWN,
}
_BLOCK = 500
_WHOLE_DAY = 10  # characters of AAAA-MM-JJ
_FACTS = (
    Deliverable.iso_id,
    Deliverable.reference,
    Deliverable.reference_key,
    Deliverable.body,
    Deliverable.title_fr,
    Deliverable.title_en,
    Deliverable.scope_fr,
    Deliverable.scope_en,
    Deliverable.ics,
    Deliverable.committee,
    Deliverable.year,
    Deliverable.published_on,
    Deliverable.stage_code,
    Deliverable.languages,
)


def status_of(row: Any) -> RecordStatus:
    """Tell where a document of ISO stands for a reader of search results."""
    return STATUS[standing_of(row.stage_code, published=row.published_on is not None)]


def languages_of(row: Any) -> tuple[str, ...]:
    """Give the languages a document can be read in: those ISO publishes, and those of its title."""
    titles = [code for code, title in (("en", row.title_en), ("fr", row.title_fr)) if title]
    return tuple(sorted({*row.languages, *titles}))


def iso_documents(
    session: Session, ids: Sequence[int] | None, shown_bodies: Mapping[str, str]
) -> Iterator[SearchDocument]:
    """Give the search documents of ISO's numbers ``ids``, of all of them when none are named."""
    entries = _entries_by_key(session)
    recorded = recorded_keys(session)
    for row in _facts(session, Deliverable.iso_id, ids):
        if row.reference_key in recorded:
            continue
        entry = entries.get(row.reference_key)
        yield SearchDocument(
            key=f"{DELIVERABLE}:{row.iso_id}",
            kind=Kind.DELIVERABLE,
            status=status_of(row),
            reference=row.reference,
            title_fr=row.title_fr or (entry.title_fr if entry else None) or "",
            title_en=row.title_en or (entry.title_en if entry else None) or "",
            body=row.body,
            ics=tuple(row.ics) or (tuple(entry.ics) if entry else ()),
            committee=row.committee or "",
            year=row.year,
            relevance=entry.relevance.value if entry else None,
            languages=languages_of(row),
            text_fr=_joined(
                row.scope_fr, entry.rationale_fr if entry else None, shown_bodies.get(row.body)
            ),
            text_en=_joined(row.scope_en, entry.rationale_en if entry else None),
            date=day_of(row.published_on),
        )


def day_of(published_on: str | None) -> dt.date | None:
    """Give the day of a publication when ISO gives a day, not only a month or a year."""
    whole = published_on is not None and len(published_on) == _WHOLE_DAY
    return dt.date.fromisoformat(published_on) if published_on and whole else None


def facts_by_key(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    """Give what ISO says of the documents of some reference keys, to complete our own records."""
    return {row.reference_key: row for row in _facts(session, Deliverable.reference_key, keys)}


def recorded_keys(session: Session) -> frozenset[str]:
    """Give the reference keys of the recorded editions, as which ISO's documents are found."""
    return frozenset(
        session.scalars(
            sa.select(Edition.reference_key).where(Edition.status != EditionStatus.VOID)
        )
    )


def entries_shown_with_iso(session: Session) -> set[int]:
    """Give the entries of the reference list that a document of ISO speaks for."""
    return set(
        session.scalars(
            sa.select(ReferenceEntry.id).where(
                ReferenceEntry.edition_id.is_(None),
                ReferenceEntry.reference_key.in_(
                    sa.select(Deliverable.reference_key).where(standing_versions(Deliverable))
                ),
            )
        )
    )


def iso_ids_beside(session: Session, kind: Any, ids: Iterable[int]) -> set[int]:
    """Give ISO's numbers of the documents that some entries or editions speak of."""
    return _in_blocks(
        session,
        lambda some: (
            sa.select(Deliverable.iso_id)
            .join(kind, kind.reference_key == Deliverable.reference_key)
            .where(kind.id.in_(some))
        ),
        ids,
    )


def editions_beside(session: Session, iso_ids: Iterable[int]) -> set[int]:
    """Give the editions that some documents of ISO complete, or completed before."""
    return _in_blocks(
        session,
        lambda some: (
            sa.select(Edition.id)
            .join(Deliverable, Edition.reference_key == Deliverable.reference_key)
            .where(Deliverable.iso_id.in_(some))
        ),
        iso_ids,
    )


def due_in_index(session: Session) -> set[int]:
    """Give ISO's numbers of every document that is found as itself."""
    recorded = recorded_keys(session)
    rows = session.execute(
        sa.select(Deliverable.iso_id, Deliverable.reference_key).where(
            standing_versions(Deliverable)
        )
    )
    return {iso_id for iso_id, key in rows if key not in recorded}


def _entries_by_key(session: Session) -> dict[str, Any]:
    rows = session.execute(
        sa.select(
            ReferenceEntry.reference_key,
            ReferenceEntry.relevance,
            ReferenceEntry.title_fr,
            ReferenceEntry.title_en,
            ReferenceEntry.ics,
            ReferenceEntry.rationale_fr,
            ReferenceEntry.rationale_en,
        ).where(ReferenceEntry.reference_key.is_not(None), ReferenceEntry.edition_id.is_(None))
    )
    return {row.reference_key: row for row in rows}


def _facts(session: Session, column: Any, wanted: Sequence[Any] | None) -> Iterator[Any]:
    query = sa.select(*_FACTS).where(standing_versions(Deliverable)).order_by(Deliverable.iso_id)
    if wanted is None:
        yield from session.execute(query.execution_options(yield_per=2000))
        return
    for start in range(0, len(wanted), _BLOCK):
        yield from session.execute(query.where(column.in_(wanted[start : start + _BLOCK])))


def _in_blocks(session: Session, query: Any, ids: Iterable[int]) -> set[int]:
    wanted = sorted(set(ids))
    return {
        found
        for start in range(0, len(wanted), _BLOCK)
        for found in session.scalars(query(wanted[start : start + _BLOCK]))
    }


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
