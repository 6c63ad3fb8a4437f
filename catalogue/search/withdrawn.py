"""Tell which withdrawn documents a reader is shown though they are left out by default.

A withdrawn document comes by choice only, except where leaving it out would answer the reader
worse than anything in force does: when nothing in force answers, when the reader named it (its
reference with its year, or its number where no edition of it is in force), and when it alone has
the title typed, or the words typed in their order.  It is then shown for what it is: withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue import bitmaps
from catalogue.search.question import Run
from catalogue.search.snapshot import Snapshot

_FEWEST_WORDS = 3  # that make an order worth comparing
_SAME_TITLE = 2
_MOST_COMPARED = 4000  # records; what finds more says too little


@dataclass(frozen=True, slots=True)
class Unasked:
    """Withdrawn records shown though nobody asked for them.

    ``beside`` are those that only have the words in their order: what is in force and has them all
    in another order is worth as much.
    """

    shown: int = 0
    beside: int = 0


def shown_unasked(
    snapshot: Snapshot, answering: int, hidden: int, *, whole: Run, named: Iterable[int] | None
) -> Unasked:
    """Choose, among the hidden records that answer, those that are better shown.

    ``named`` are the records whose reference was typed; None when no reference was.
    """
    old, in_force = answering & hidden, answering & ~hidden
    if not old or not in_force:
        return Unasked(old)
    if named is not None:
        return Unasked(bitmaps.from_positions(named, snapshot.size) & old)
    return _better_titled(snapshot, old, in_force, whole)


def worth_comparing(whole: Run, records: int) -> bool:
    """Tell whether the words typed, in their order, say enough to compare so many titles."""
    longest = max(whole.french.count(b" "), whole.english.count(b" ")) - 1
    return longest >= _FEWEST_WORDS and records <= _MOST_COMPARED


def _better_titled(snapshot: Snapshot, old: int, in_force: int, whole: Run) -> Unasked:
    """Choose the records that have the words for title, or in order, if none in force has."""
    if not worth_comparing(whole, (old | in_force).bit_count()):
        return Unasked()
    best = max(_likeness(snapshot, in_force, whole))
    records = _likeness(snapshot, old, whole)
    level = max(records)
    if level <= best:
        return Unasked()
    shown = bitmaps.from_positions(records[level], snapshot.size)
    return Unasked(shown, 0 if level == _SAME_TITLE else shown)


def _likeness(snapshot: Snapshot, records: int, whole: Run) -> dict[int, list[int]]:
    """Group records: 2 has the words typed for whole title, 1 in their order, 0 otherwise."""
    titles_fr, titles_en = snapshot.titles_fr, snapshot.titles_en
    alike: dict[int, list[int]] = {0: []}
    for record in bitmaps.positions(records):
        french, english = titles_fr[record], titles_en[record]
        if whole.french == french or whole.english == english:
            alike.setdefault(_SAME_TITLE, []).append(record)
        elif whole.french in french or whole.english in english:
            alike.setdefault(1, []).append(record)
    return alike
