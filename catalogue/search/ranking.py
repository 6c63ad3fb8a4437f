"""Put the records found in the order a reader expects them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log

from catalogue.records.designation import Designation, closeness, identifier, parse, sort_key
from catalogue.search import bitmaps
from catalogue.search.analysis import QueryWord
from catalogue.search.contract import Sort
from catalogue.search.documents import FacetName, RecordStatus
from catalogue.search.question import Run, title_bytes
from catalogue.search.snapshot import Snapshot

_SCORED = 2500  # records scored at least, when there are so many, shortest titles first
_LENGTH = 90  # bytes of a title of middling length
_BEGINS = 1.0  # what a title gains by beginning with the words typed, in their order
_CONTAINS = 0.5  # or by having them in their order
_NUMBERED = 1.0  # what a record gains by having for number a number typed
_WITHDRAWN = 0.8  # what is left of the score of a withdrawn document
_CURRENT = {RecordStatus.PUBLISHED: 0, RecordStatus.IN_PREPARATION: 1, RecordStatus.WITHDRAWN: 2}


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


def by_designation(snapshot: Snapshot, found: int, asked: Designation) -> list[int]:
    """Give the records that answer a reference, the closest and current one first."""
    ranked: list[tuple[tuple[object, ...], int]] = []
    for record in bitmaps.positions(found):
        document = snapshot.document(record)
        designation = parse(document.reference)
        close = closeness(asked, designation) if designation else None
        if close is not None:
            order = (
                tuple(-one for one in close),
                _CURRENT[document.status],
                sort_key(identifier(document.reference)),
                -(designation.year or 0) if designation else 0,
                document.key,
            )
            ranked.append((order, record))
    return [record for _, record in sorted(ranked)]


def _scores(snapshot: Snapshot, likely: int, asked: Asked) -> dict[int, float]:
    worths = [_worth(snapshot, word) for word in asked.words]
    french = [(word.french, worth) for word, worth in zip(asked.words, worths, strict=True)]
    english = [(word.english, worth) for word, worth in zip(asked.words, worths, strict=True)]
    in_french = _Scale(french, asked.whole.french)
    in_english = _Scale(english, asked.whole.english)
    titles_fr, titles_en = snapshot.titles_fr, snapshot.titles_en
    scores = {
        record: max(in_french.score(titles_fr[record]), in_english.score(titles_en[record]))
        for record in bitmaps.positions(likely)
    }
    for word, worth in zip(asked.words, worths, strict=True):
        if word.number:
            for record in bitmaps.positions(snapshot.records_with(word.number) & likely):
                scores[record] += _NUMBERED * worth
    withdrawn = snapshot.facets[FacetName.STATUS].get(RecordStatus.WITHDRAWN, 0)
    for record in bitmaps.positions(withdrawn & likely):
        scores[record] *= _WITHDRAWN
    return scores


class _Scale:
    """Weighs titles of one language: rare words, short titles and the order typed count."""

    def __init__(self, words: Iterable[tuple[str | None, float]], whole: bytes) -> None:
        self._words = [(title_bytes([term]), worth) for term, worth in words if term]
        self._all = 0.999 * sum(worth for _, worth in self._words)
        self._whole = whole

    def score(self, title: bytes) -> float:
        hit = 0.0
        for word, worth in self._words:
            if word in title:
                hit += worth
        if not hit:
            return 0.0
        score = 2 * hit / (1 + len(title) / _LENGTH)
        if hit >= self._all and self._whole in title:
            score += hit * (_BEGINS if title.startswith(self._whole) else _CONTAINS)
        return score


def _worth(snapshot: Snapshot, word: QueryWord) -> float:
    """Make a rare word worth more than a common one."""
    users = snapshot.records_with(*word.terms).bit_count()
    return log(1 + (snapshot.size + 1) / (users + 1))
