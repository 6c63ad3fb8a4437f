"""Answer queries over a snapshot of the index."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue import bitmaps
from catalogue.search.analysis import QueryWord
from catalogue.search.chosen import withdrawn_wanted
from catalogue.search.contract import Hit, Query, SearchPage
from catalogue.search.documents import FacetName, key_of
from catalogue.search.facets import chosen_records, counted, narrowed
from catalogue.search.highlight import segments
from catalogue.search.matching import Match, match
from catalogue.search.question import Question, title_bytes, understand
from catalogue.search.ranking import Asked, ordered
from catalogue.search.snapshot import Snapshot
from catalogue.search.withdrawn import Unasked, shown_unasked


def answer(snapshot: Snapshot, query: Query) -> SearchPage:
    """Give one page of results with its facets."""
    started = time.perf_counter()
    question = understand(query.text)
    answers = _answers(snapshot, query, question)
    result, left = answers.result, answers.left
    found = narrowed(result.found, left)
    before = (query.page - 1) * query.page_size
    asked = Asked(result.words, result.whole, result.first, answers.unasked.beside)
    records = ordered(snapshot, found, asked, query.sort, before + query.page_size)
    return SearchPage(
        total=found.bit_count(),
        hits=tuple(_hit(snapshot, record, result.words) for record in records[before:]),
        facets=counted(snapshot, result.found, left, query),
        matched=result.how,
        did_you_mean=result.did_you_mean,
        withdrawn_left_out=(
            narrowed(result.found, left, but=FacetName.STATUS) & answers.hidden
        ).bit_count(),
        shortened=question.shortened,
        duration=time.perf_counter() - started,
        withdrawn_shown=answers.unasked.shown.bit_count(),
    )


def matching_keys(snapshot: Snapshot, query: Query, limit: int) -> frozenset[str] | None:
    """Give the key of every document that answers; None when there are more than ``limit``."""
    answers = _answers(snapshot, query, understand(query.text))
    found = narrowed(answers.result.found, answers.left)
    if found.bit_count() > limit:
        return None
    return frozenset(key_of(snapshot.stored(record)) for record in bitmaps.positions(found))


@dataclass(frozen=True, slots=True)
class _Answers:
    """What answers, what each facet leaves of it, and the withdrawn documents left out or not."""

    result: Match
    left: dict[FacetName, int]
    hidden: int
    unasked: Unasked


def _answers(snapshot: Snapshot, query: Query, question: Question) -> _Answers:
    withdrawn = snapshot.withdrawn
    hidden = 0 if withdrawn_wanted(query) else withdrawn & snapshot.live
    result = match(snapshot, question, hidden, mending=query.mending)
    left = chosen_records(snapshot, query)
    unasked = Unasked()
    if hidden:
        if question.text and not query.filters.get(FacetName.STATUS):
            answering = narrowed(result.found, left)
            unasked = shown_unasked(
                snapshot,
                answering,
                hidden,
                whole=result.whole,
                named=result.named if result.first else None,
            )
        hidden &= ~unasked.shown
        left[FacetName.STATUS] = left.get(FacetName.STATUS, snapshot.live) & ~hidden
    return _Answers(result, left, hidden, unasked)


def _hit(snapshot: Snapshot, record: int, words: Sequence[QueryWord]) -> Hit:
    document = snapshot.document(record)
    french = _present(snapshot.titles_fr[record], (word.french for word in words))
    english = _present(snapshot.titles_en[record], (word.english for word in words))
    return Hit(
        document=document,
        title_fr=segments(document.title_fr, french, french=True),
        title_en=segments(document.title_en, english, french=False),
    )


def _present(title: bytes, terms: Iterable[str | None]) -> set[str]:
    """Keep the terms that a title has; only they need looking for in its words."""
    return {term for term in terms if term and title_bytes([term]) in title}
