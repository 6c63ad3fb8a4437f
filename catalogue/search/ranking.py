"""Put the records found in the order a reader expects them."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from catalogue import bitmaps
from catalogue.records.designation import Designation
from catalogue.search.analysis import QueryWord
from catalogue.search.contract import Sort
from catalogue.search.filing import BEGINNING
from catalogue.search.question import Run
from catalogue.search.scoring import (
    BESIDE,
    NUMBERED,
    WITHDRAWN,
    Scale,
    by_reference,
    worth_of,
)
from catalogue.search.snapshot import Snapshot

# Records looked at, shortest titles first, where there are so many: for the words in the order
# typed, which is quick, and for each word.
_LOOKED_AT = 4000
_SCORED = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What puts one record before another.

    The words, the records that answer a reference, and those of less worth (withdrawn documents
    shown beside what is in force).
    """

    words: Sequence[QueryWord]
    whole: Run
    first: Sequence[int]
    less: int = 0


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
    scores = _scores(snapshot, rest, asked, wanted)
    least = min(nlargest(wanted, scores.values()), default=0.0)
    best = [record for record, score in scores.items() if score >= least]
    best.sort(key=lambda record: (-scores[record], sort_keys[record]))
    return (first + best)[:wanted]


def by_designation(
    snapshot: Snapshot, found: int, asked: Designation, hidden: int
) -> tuple[list[int], list[int]]:
    """Give the records that answer a reference, the best first, and those it names exactly."""
    documents = ((one, snapshot.document(one)) for one in bitmaps.positions(found))
    return by_reference(asked, documents, (lambda one: bool(hidden >> one & 1)) if hidden else None)


def _scores(snapshot: Snapshot, found: int, asked: Asked, wanted: int) -> dict[int, float]:
    """Weigh the likely best: at least ``wanted`` where there are as many.

    What begins with the words in the order typed is best, then what has them in that order, and
    of these the shortest titles; so both are looked for among the shortest titles first, and no
    further than needed.  Withdrawn documents weigh less, and are looked for by themselves.
    """
    worths = [_worth(snapshot, word) for word in asked.words]
    weighing = _Weighing(snapshot, asked, worths)
    old = found & snapshot.withdrawn
    beginning = snapshot.records_with(*weighing.beginnings)
    for records in (found & ~old, old):
        weighing.look_at(records & beginning, wanted)
        weighing.look_at(records & ~beginning, wanted)
    scores = weighing.scores
    for word, worth in zip(asked.words, worths, strict=True):
        if word.number:
            for record in bitmaps.positions(snapshot.records_with(word.number) & found):
                scores[record] = scores.get(record) or weighing.score(record)
                scores[record] += NUMBERED * worth
    for record in bitmaps.positions(old):
        if record in scores:
            scores[record] *= BESIDE if asked.less >> record & 1 else WITHDRAWN
    return scores


class _Weighing:
    """Weighs records by their titles in both languages."""

    def __init__(self, snapshot: Snapshot, asked: Asked, worths: Sequence[float]) -> None:
        words = list(zip(asked.words, worths, strict=True))
        self._french = Scale(((word.french, worth) for word, worth in words), asked.whole.french)
        self._english = Scale(((word.english, worth) for word, worth in words), asked.whole.english)
        self._snapshot = snapshot
        self.scores: dict[int, float] = {}
        self.beginnings = [
            BEGINNING + run.split()[0].decode("utf-8", "surrogatepass")
            for run in (asked.whole.french, asked.whole.english)
            if run
        ]

    def look_at(self, records: int, wanted: int) -> None:
        """Weigh the ``wanted`` best of some records, and some that may be worth less."""
        titles_fr, titles_en = self._snapshot.titles_fr, self._snapshot.titles_en
        french, english = self._french, self._english
        in_french, in_english = french.run, english.run
        others: list[int] = []
        in_order = 0
        for group in self._snapshot.by_length:
            for record in bitmaps.positions(records & group):
                score = 0.0
                if in_french in titles_fr[record]:
                    score = french.score_in_order(titles_fr[record])
                if in_english in titles_en[record]:
                    score = max(score, english.score_in_order(titles_en[record]))
                if score:
                    self.scores[record] = score
                    in_order += 1
                else:
                    others.append(record)
            if in_order >= wanted or in_order + len(others) >= max(_LOOKED_AT, wanted):
                break
        for record in others[: max(_SCORED, wanted - in_order)]:
            self.scores[record] = self.score(record)

    def score(self, record: int) -> float:
        """Weigh a record by every word."""
        return max(
            self._french.score(self._snapshot.titles_fr[record]),
            self._english.score(self._snapshot.titles_en[record]),
        )


def _worth(snapshot: Snapshot, word: QueryWord) -> float:
    return worth_of(snapshot.size, snapshot.records_with(*word.terms).bit_count())
