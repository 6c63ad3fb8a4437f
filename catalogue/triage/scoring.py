"""Score every document that people could examine, from what the database and the lists say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import standing_versions
from catalogue.open_data.stages import standing_of
from catalogue.open_data.vocabulary import Standing
from catalogue.records.designation import identifier, key, sort_key
from catalogue.records.models import Edition, IcsCode, Standard, edition_ics
from catalogue.records.vocabulary import EditionStatus
from catalogue.reference_list.models import IcsPrompt, ReferenceEntry
from catalogue.reference_list.vocabulary import Relevance
from catalogue.shipped_lists import rows_of
from catalogue.triage.nearness import Entry, Neighbourhood, subject_words
from catalogue.triage.phrases import Title
from catalogue.triage.ranking import CommitteePrior, Knowledge, Prompt, Ranked, Record, rank
from catalogue.triage.series import series_key
from catalogue.triage.terms import Terms
from catalogue.triage.vocabulary import Source

TERMS, COMMITTEES = "triage_terms.csv", "triage_committees.csv"
FLOOR = 10.0  # points under which a document is not proposed at all
MOST = 5000  # documents kept, the highest scores: more than anybody will read
_BLOCK = 2000  # rows read at a time
_CORRIGENDUM = "cor"
_GONE = frozenset({Standing.WITHDRAWN, Standing.ABANDONED})


@dataclass(frozen=True, slots=True)
class Document:
    """A document that could be examined, wherever it is recorded."""

    source: Source
    source_id: int
    reference: str
    reference_key: str
    identifier_key: str
    body_code: str
    title_fr: str | None
    title_en: str | None
    committee: str | None
    ics: tuple[str, ...]
    stage_code: str | None
    supplement: bool = False
    scope_fr: str | None = None
    scope_en: str | None = None


def documents(session: Session) -> Iterator[Document]:
    """Give every document in force or in preparation, once: withdrawn and abandoned ones left out.

    A standard of the register stands for the same reference in ISO Open Data.
    """
    recorded = list(_editions(session))
    yield from recorded
    known = {one.reference_key for one in recorded}
    yield from (one for one in _deliverables(session) if one.reference_key not in known)


def _editions(session: Session) -> Iterator[Document]:
    codes: dict[int, list[str]] = {}
    for edition_id, code in session.execute(
        sa.select(edition_ics.c.edition_id, edition_ics.c.ics_code).order_by(*edition_ics.c)
    ):
        codes.setdefault(edition_id, []).append(code)
    rows = session.execute(
        sa.select(
            Edition.id,
            Edition.reference,
            Edition.reference_key,
            Standard.identifier_key,
            Standard.body_code,
            Edition.title_fr,
            Edition.title_en,
            sa.func.coalesce(Edition.committee_reference, Committee.code),
            Edition.stage_code,
            Edition.scope,
        )
        .join(Standard, Standard.id == Edition.standard_id)
        .outerjoin(Committee, Committee.id == Edition.committee_id)
        .where(Edition.status != EditionStatus.VOID, Edition.withdrawn_on.is_(None))
        .order_by(Edition.id)
    )
    for row in rows:
        if standing_of(row[8], published=True) in _GONE:
            continue
        yield Document(
            Source.EDITION,
            *row[:8],
            ics=tuple(codes.get(row[0], ())),
            stage_code=row[8],
            scope_fr=row[9],
        )


def _deliverables(session: Session) -> Iterator[Document]:
    rows = session.execute(
        sa.select(
            Deliverable.iso_id,
            Deliverable.reference,
            Deliverable.reference_key,
            Deliverable.body,
            Deliverable.title_fr,
            Deliverable.title_en,
            Deliverable.committee,
            Deliverable.ics,
            Deliverable.stage_code,
            Deliverable.published_on,
            Deliverable.supplement,
            Deliverable.scope_fr,
            Deliverable.scope_en,
        )
        .where(standing_versions(Deliverable))
        .order_by(Deliverable.id)
        .execution_options(yield_per=_BLOCK)
    )
    for row in rows:
        kind = (row.supplement or "").casefold()
        published = row.published_on is not None
        if kind == _CORRIGENDUM or standing_of(row.stage_code, published=published) in _GONE:
            continue
        yield Document(
            Source.ISO,
            row.iso_id,
            row.reference,
            row.reference_key,
            key(identifier(row.reference)),
            row.body,
            row.title_fr,
            row.title_en,
            row.committee,
            ics=tuple(row.ics),
            stage_code=row.stage_code,
            supplement=bool(kind),
            scope_fr=row.scope_fr,
            scope_en=row.scope_en,
        )


def scored(session: Session) -> tuple[list[dict[str, Any]], int]:
    """Score everything; give the rows of :class:`Candidate` to keep, and how many were read."""
    found = list(documents(session))
    listed = session.scalars(
        sa.select(ReferenceEntry).where(ReferenceEntry.reference_key.is_not(None))
    ).all()
    named = session.execute(sa.select(IcsCode.code, IcsCode.title_fr))
    names = {row.code: row.title_fr for row in named}
    prompts = [
        Prompt(one.ics_prefix, one.level, one.prompt_fr)
        for one in session.scalars(sa.select(IcsPrompt))
    ]
    entries = [entry_of(one) for one in listed if one.verified_on or one.verified_in_source]
    here = {key(identifier(one.reference)): one.reference for one in listed}
    ranked = rank_all(found, entries=entries, listed=here, prompts=prompts, ics_names=names)
    kept = sorted(
        (pair for pair in ranked if pair[1].score >= FLOOR),
        key=lambda pair: (-pair[1].score, pair[0].reference_key),
    )[:MOST]
    return [_row(document, found) for document, found in kept], len(found)


def rank_all(
    found: Sequence[Document],
    *,
    entries: Sequence[Entry],
    listed: Mapping[str, str],
    prompts: Iterable[Prompt],
    ics_names: Mapping[str, str],
) -> Iterator[tuple[Document, Ranked]]:
    """Rank documents by the shipped lists of terms and committees. No database."""
    titles = [Title.of(one.title_fr, one.title_en) for one in found]
    words = [subject_words(title) for title in titles]
    knowledge = Knowledge(
        terms=Terms(rows_of(TERMS)),
        prompts={one.prefix: one for one in prompts},
        committees={
            row["committee"]: CommitteePrior(row["committee"], row["level"], row["why_fr"])
            for row in rows_of(COMMITTEES)
        },
        neighbourhood=Neighbourhood(entries, words),
        listed=listed,
        ics_names=ics_names,
    )
    for document, title, own in zip(found, titles, words, strict=True):
        yield document, rank(_record(document), title, own, knowledge)


def entry_of(entry: ReferenceEntry) -> Entry:
    """Say how firmly an entry is known to bear on gender, and by what it is known."""
    potential = entry.relevance is Relevance.POTENTIAL
    confirmed = entry.verified_on is not None
    return Entry(
        reference=entry.reference,
        identifier=key(identifier(entry.reference)),
        title_fr=entry.title_fr,
        title_en=entry.title_en,
        committee=entry.committee_reference,
        known_as=entry.verified_on.isoformat() if entry.verified_on else "",
        weight=(0.8 if confirmed else 0.6) if potential else 1.0,
    )


def _record(document: Document) -> Record:
    return Record(
        key=document.reference_key,
        identifier=document.identifier_key,
        ics=document.ics,
        committee=document.committee,
        supplement=document.supplement,
        scope_fr=document.scope_fr,
        scope_en=document.scope_en,
    )


def _row(document: Document, found: Ranked) -> dict[str, Any]:
    return {
        "source": document.source,
        "source_id": document.source_id,
        "reference": document.reference,
        "reference_key": document.reference_key,
        "identifier_key": document.identifier_key,
        "series_key": series_key(document.reference),
        "sort_key": sort_key(document.reference),
        "body_code": document.body_code,
        "title_fr": document.title_fr,
        "title_en": document.title_en,
        "committee": document.committee,
        "ics": list(document.ics),
        "stage_code": document.stage_code,
        "score": found.score,
        "reasons": [{**asdict(one), "facts": dict(one.facts)} for one in found.reasons],
    }
