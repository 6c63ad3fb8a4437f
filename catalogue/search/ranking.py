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
    of_same_document,
    of_same_year,
    order_for,
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
    """Give the records that answer a reference, the best first, and those it names exactly.

    Where withdrawn documents are ``hidden``, the edition in force of the document asked for comes
    before the edition whose year was typed.  Without a year, a withdrawn document is named when no
    edition of it is in force: its last edition is.
    """
    orders = ((order_for(asked, snapshot.document(one)), one) for one in bitmaps.positions(found))
    ranked = sorted((order, one) for order, one in orders if order is not None)
    exact = [(order, one) for order, one in ranked if of_same_document(order, ranked[0][0])]
    current = [one for _, one in exact if not hidden >> one & 1]
    if asked.year is None:
        named = [] if current else [one for _, one in exact[:1]]
    else:
        named = [one for order, one in exact if of_same_year(order)]
    lead = current[:1] if hidden else []
    return [*lead, *(one for _, one in ranked if one not in lead)], named


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
