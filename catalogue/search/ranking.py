"""Put the records found in the order a reader expects them."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from catalogue.records.designation import Designation
from catalogue.search import bitmaps
from catalogue.search.analysis import QueryWord
from catalogue.search.contract import Sort
from catalogue.search.documents import FacetName, RecordStatus
from catalogue.search.question import Run
from catalogue.search.scoring import (
    NUMBERED,
    WITHDRAWN,
    Scale,
    by_reference,
    worth_of,
)
from catalogue.search.snapshot import Snapshot

_SCORED = 2500  # records scored at least, when there are so many, shortest titles first


@dataclass(frozen=True, slots=True)
class Asked:
    """What puts one record before another: the words, and records that answer a reference."""

    words: Sequence[QueryWord]
    whole: Run
    first: Sequence[int]


def ordered(snapshot: Snapshot, found: int, asked: Asked, sort: Sort, wanted: int) -> list[int]:
    """Give the ``wanted`` first records of a set."""
    sort_keys, dates = snapshot.sort_keys, snapshot.dates
    if sort is Sort.DATE:
        records = sorted(bitmaps.positions(found), key=sort_keys.__getitem__)
        return sorted(records, key=dates.__getitem__, reverse=True)[:wanted]
    if sort is Sort.REFERENCE or not asked.words:
        return nsmallest(wanted, bitmaps.positions(found), key=sort_keys.__getitem__)
    first = [record for record in asked.first if found >> record & 1]
    rest = found & ~bitmaps.from_positions(first, snapshot.size)
    likely = 0
    for group in snapshot.by_length:
        if likely.bit_count() < max(_SCORED, wanted):
            likely |= rest & group
    scores = _scores(snapshot, likely, asked)
    best = nsmallest(wanted, scores, key=lambda record: (-scores[record], sort_keys[record]))
    return (first + best)[:wanted]


def by_designation(
    snapshot: Snapshot, found: int, asked: Designation, hidden: int
) -> tuple[list[int], list[int]]:
    """Give the records that answer a reference, the best first, and those it names exactly."""
    documents = ((one, snapshot.document(one)) for one in bitmaps.positions(found))
    return by_reference(asked, documents, (lambda one: bool(hidden >> one & 1)) if hidden else None)


def _scores(snapshot: Snapshot, likely: int, asked: Asked) -> dict[int, float]:
    worths = [_worth(snapshot, word) for word in asked.words]
    french = [(word.french, worth) for word, worth in zip(asked.words, worths, strict=True)]
    english = [(word.english, worth) for word, worth in zip(asked.words, worths, strict=True)]
    in_french = Scale(french, asked.whole.french)
    in_english = Scale(english, asked.whole.english)
    titles_fr, titles_en = snapshot.titles_fr, snapshot.titles_en
    scores = {
        record: max(in_french.score(titles_fr[record]), in_english.score(titles_en[record]))
        for record in bitmaps.positions(likely)
    }
    for word, worth in zip(asked.words, worths, strict=True):
        if word.number:
            for record in bitmaps.positions(snapshot.records_with(word.number) & likely):
                scores[record] += NUMBERED * worth
    withdrawn = snapshot.facets[FacetName.STATUS].get(RecordStatus.WITHDRAWN, 0)
    for record in bitmaps.positions(withdrawn & likely):
        scores[record] *= WITHDRAWN
    return scores


def _worth(snapshot: Snapshot, word: QueryWord) -> float:
    return worth_of(snapshot.size, snapshot.records_with(*word.terms).bit_count())
