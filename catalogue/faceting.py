"""Narrow a list by what somebody chose, and count what each further choice would leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

Row = TypeVar("Row")
Values = Mapping[str, Collection[str]]


def narrow(
    rows: Iterable[Row], chosen: Values, values_of: Callable[[Row], Values]
) -> tuple[list[Row], dict[str, Counter[str]]]:
    """Give the rows that answer every facet in use, and the counts of each facet's values.

    Values of one facet widen each other, facets narrow each other; a facet is counted with the
    other facets applied, so that its own values can still be added. A chosen value that nothing has
    is counted 0 and stays removable.
    """
    wanted = {name: frozenset(values) for name, values in chosen.items() if values}
    kept: list[Row] = []
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        own = values_of(row)
        missed = [name for name, values in wanted.items() if values.isdisjoint(own.get(name, ()))]
        if not missed:
            kept.append(row)
            for name, values in own.items():
                for value in values:
                    counts[name][value] += 1
        elif len(missed) == 1:
            for value in own.get(missed[0], ()):
                counts[missed[0]][value] += 1
    for name, values in wanted.items():
        for value in values:
            counts[name][value] += 0
    return kept, dict(counts)
