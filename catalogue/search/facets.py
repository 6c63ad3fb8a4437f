"""Count, for each facet, what each of its values would leave."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import compress

from catalogue import bitmaps
from catalogue.search.chosen import chosen_as, presented
from catalogue.search.contract import FacetValue, Query
from catalogue.search.documents import FacetName, RecordStatus
from catalogue.search.snapshot import Snapshot, values_in

_FEW = 2000  # records that are counted quicker one by one


def chosen_records(snapshot: Snapshot, query: Query) -> dict[FacetName, int]:
    """Give, for each facet in use, the records its chosen values leave; ICS depths as one facet."""
    left: dict[FacetName, int] = {}
    for name, values in query.filters.items():
        if values:
            records = _union(snapshot.with_value(name, value) for value in values)
            left[chosen_as(name)] = left.get(chosen_as(name), 0) | records
    return left


def narrowed(found: int, left: Mapping[FacetName, int], *, but: FacetName | None = None) -> int:
    """Apply every facet in use to a set, one of them aside."""
    for name, records in left.items():
        if but is None or name is not chosen_as(but):
            found &= records
    return found


def counted(
    snapshot: Snapshot,
    found: int,
    left: Mapping[FacetName, int],
    query: Query,
) -> dict[FacetName, tuple[FacetValue, ...]]:
    """Count each facet with the other facets applied, the largest values first.

    The status facet counts withdrawn documents even while they are left out: that is how a reader
    learns that there are some.
    """
    tally = _Tally(snapshot, narrowed(found, left))
    aside = {name: _Tally(snapshot, narrowed(found, left, but=name)) for name in left}
    pages: dict[FacetName, tuple[FacetValue, ...]] = {}
    for name in query.facets:
        chosen = query.filters.get(name, ())
        counts = aside.get(chosen_as(name), tally).of(name)
        pages[name] = presented(counts, chosen)
    return pages


class _Tally:
    """The counts of one set of records."""

    def __init__(self, snapshot: Snapshot, base: int) -> None:
        self._snapshot = snapshot
        self._base = base
        self._few = base.bit_count() <= _FEW

    def of(self, name: FacetName) -> Mapping[str, int]:
        """Count the values of a facet that have any record."""
        if name is FacetName.STATUS:
            # Few values, whose records are at hand.
            sets = ((value, self._snapshot.with_value(name, value)) for value in RecordStatus)
            pairs = ((value.value, (one & self._base).bit_count()) for value, one in sets)
            return {value: count for value, count in pairs if count}
        counts: dict[str, int] = {}
        for written, count in Counter(self._written(name)).items():
            for value in values_in(name, written):
                counts[value] = counts.get(value, 0) + count
        return counts

    def _written(self, name: FacetName) -> Iterator[str]:
        column = self._snapshot.facet_column(name)
        if self._few:
            return map(column.__getitem__, self._positions)
        return compress(column, self._marks)

    @cached_property
    def _positions(self) -> list[int]:
        return bitmaps.positions(self._base)

    @cached_property
    def _marks(self) -> bytes:
        return bitmaps.marks(self._base)


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found
