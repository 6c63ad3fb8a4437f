"""Search the database itself while there is no index to search: plainer, slower, never wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.faceting import narrow
from catalogue.folding import fold
from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import standing_versions
from catalogue.records.models import Edition
from catalogue.reference_list.models import ReferenceEntry
from catalogue.search.analysis import query_words
from catalogue.search.chosen import withdrawn_wanted
from catalogue.search.contract import FacetValue, Hit, Matched, Query, SearchPage, Sort
from catalogue.search.documents import (
    ICS_DEPTHS,
    FacetName,
    SearchDocument,
    facet_values,
    ics_depth,
)
from catalogue.search.filing import order_of
from catalogue.search.highlight import segments
from catalogue.search.iso_documents import DELIVERABLE
from catalogue.search.queries import EDITION, REFERENCE_ENTRY, WORK_ITEM, documents_for
from catalogue.work_programme.models import WorkItem

_LONGEST = 1000  # characters read
_MOST_WORDS = 16
MOST_OF_A_KIND = 1000  # records looked at; an index has no such limit
_Column = InstrumentedAttribute[str]
_TABLES: tuple[tuple[str, InstrumentedAttribute[int], _Column, _Column], ...] = (
    (EDITION, Edition.id, Edition.folded_text, Edition.sort_key),
    (WORK_ITEM, WorkItem.id, WorkItem.folded_text, WorkItem.number),
    (REFERENCE_ENTRY, ReferenceEntry.id, ReferenceEntry.folded_text, ReferenceEntry.sort_key),
    (DELIVERABLE, Deliverable.iso_id, Deliverable.folded_text, Deliverable.sort_key),
)


def search_database(session: Session, query: Query) -> SearchPage:
    """Answer a query from the folded titles of the database, with the same facets.

    Every word must stand somewhere in the title or the reference; nothing is mended or ranked, and
    the first 1,000 records of each kind are looked at, so that the answer comes in a second or two.
    Withdrawn documents are shown unasked only when nothing in force answers.
    """
    started = time.perf_counter()
    words = [word for word in query_words(query.text[:_LONGEST]) if word.required][:_MOST_WORDS]
    documents = list(_candidates(session, [_beginning(w.folded, w.french) for w in words]))
    chosen: dict[str, tuple[str, ...]] = {}
    for name, values in query.filters.items():
        chosen[_chosen_as(name)] = chosen.get(_chosen_as(name), ()) + tuple(values)
    in_force = [one for one in documents if withdrawn_wanted(query) or not one.withdrawn]
    kept, counts = narrow(in_force, chosen, _values)
    everything, all_counts = narrow(documents, chosen, _values)
    unasked = 0
    if words and not kept and not query.filters.get(FacetName.STATUS):
        kept, counts, unasked = everything, all_counts, len(everything)
    kept.sort(key=lambda one: (order_of(one), one.key))
    if query.sort is Sort.DATE:
        kept.sort(key=lambda one: one.date.isoformat() if one.date else "", reverse=True)
    start = (query.page - 1) * query.page_size
    french = {word.french for word in words}
    english = {word.english for word in words}
    return SearchPage(
        total=len(kept),
        hits=tuple(
            Hit(
                document=one,
                title_fr=segments(one.title_fr, french, french=True),
                title_en=segments(one.title_en, english, french=False),
            )
            for one in kept[start : start + query.page_size]
        ),
        facets={
            name: tuple(
                FacetValue(value, count, value in chosen.get(_chosen_as(name), ()))
                for value, count in sorted(
                    counts.get(_chosen_as(name), {}).items(), key=lambda pair: (-pair[1], pair[0])
                )
                if name not in ICS_DEPTHS or ics_depth(value) is name
            )
            for name in query.facets
        },
        matched=_how(query, kept),
        did_you_mean=None,
        withdrawn_left_out=len(everything) - len(kept),
        shortened=len(query.text) > _LONGEST or len(words) == _MOST_WORDS,
        duration=time.perf_counter() - started,
        withdrawn_shown=unasked,
    )


def _candidates(session: Session, words: Sequence[str]) -> Iterator[SearchDocument]:
    for kind, column, folded, order in _TABLES:
        conditions = [folded.contains(word, autoescape=True) for word in words]
        if kind == DELIVERABLE:
            conditions.append(standing_versions(Deliverable))
        ids = session.scalars(
            sa.select(column).where(*conditions).order_by(order).limit(MOST_OF_A_KIND)
        ).all()
        yield from documents_for(session, kind, ids)


def _beginning(folded: str, root: str | None) -> str:
    """Look for the common beginning of a word's forms where its root is one."""
    plain = fold(folded)
    return root if root and plain.startswith(root) else plain


def _values(document: SearchDocument) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value in facet_values(document):
        found.setdefault(_chosen_as(name), set()).add(str(value))
    return found


def _chosen_as(name: FacetName) -> str:
    return "ics" if name in ICS_DEPTHS else name.value


def _how(query: Query, kept: Sequence[SearchDocument]) -> Matched:
    if not query.text.strip():
        return Matched.EVERYTHING
    return Matched.ALL_WORDS if kept else Matched.NOTHING
