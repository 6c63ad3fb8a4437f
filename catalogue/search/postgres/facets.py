"""Count in PostgreSQL what each value of each facet would leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from catalogue.search.chosen import chosen_as, presented
from catalogue.search.contract import FacetValue, Matched, Query
from catalogue.search.documents import FacetName, RecordStatus
from catalogue.search.postgres.matching import Condition, Match
from catalogue.search.postgres.tables import document, heading
from catalogue.search.postgres.writing import facet_label

# How often each value occurs, by the facet set aside, or None when all are applied.
_Counts = dict[FacetName | None, int]
_Tallies = dict[FacetName, dict[str, _Counts]]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many documents were found, and withdrawn ones left out or shown, and each facet."""

    total: int
    withdrawn_left_out: int
    withdrawn_shown: int
    facets: dict[FacetName, tuple[FacetValue, ...]]


def chosen(query: Query) -> dict[FacetName, Condition]:
    """Say, for each facet in use, what its chosen values leave."""
    labels: dict[FacetName, list[str]] = {}
    for name, values in query.filters.items():
        if values:
            own = labels.setdefault(chosen_as(name), [])
            own.extend(facet_label(name, value) for value in values)
    left: dict[FacetName, Condition] = {}
    for name, own in labels.items():
        named = heading.c.label == sa.any_(sa.literal(own, ARRAY(sa.Text)))
        numbers = sa.select(heading.c.id).where(named).scalar_subquery()
        left[name] = document.c.facets.op("&&", is_comparison=True)(sa.func.array(numbers))
    return left


def counted(
    connection: sa.Connection, result: Match, left: Mapping[FacetName, Condition], query: Query
) -> Counted:
    """Count what is found, each facet with the other facets applied.

    The status counts withdrawn documents even while they are left out: that is how a reader learns
    that there are some.
    """
    tallies = _tallies(connection, result, left, query)
    # Every document is of one kind, and of one status.
    total = sum(columns.get(None, 0) for columns in tallies[FacetName.KIND].values())
    withdrawn = tallies[FacetName.STATUS].get(RecordStatus.WITHDRAWN, {})
    shown = withdrawn.get(None, 0)
    left_out = withdrawn.get(FacetName.STATUS, shown) - shown
    facets = {}
    for name in query.facets:
        aside = chosen_as(name) if chosen_as(name) in left else None
        own = {value: count[aside] for value, count in tallies[name].items() if count.get(aside)}
        facets[name] = presented(own, query.filters.get(name, ()))
    return Counted(total, left_out, shown, facets)


def _tallies(
    connection: sa.Connection, result: Match, left: Mapping[FacetName, Condition], query: Query
) -> _Tallies:
    """Count each value with all facets applied, then once with each facet in use set aside."""
    ways = {aside: frozenset(name for name in left if name is not aside) for aside in (None, *left)}
    tallies: _Tallies = {name: {} for name in FacetName}
    if result.how is Matched.EVERYTHING:
        # What nothing narrows is known beforehand, but for the status, which hides the withdrawn.
        hiding = frozenset(() if query.filters.get(FacetName.STATUS) else left) & {FacetName.STATUS}
        known = {way: names for way, names in ways.items() if names <= hiding}
        if known:
            columns = [
                heading.c.in_force if names else heading.c.documents for names in known.values()
            ]
            _put(tallies, known, connection.execute(sa.select(heading.c.label, *columns)))
        ways = {way: names for way, names in ways.items() if way not in known}
    if ways:
        _put(tallies, ways, connection.execute(_counting(result.found, left, ways)))
    return tallies


def _put(
    tallies: _Tallies,
    ways: Iterable[FacetName | None],
    rows: Iterable[sa.Row[*tuple[Any, ...]]],
) -> None:
    for label, *own in rows:
        name, _, value = label.partition("=")
        tallies[FacetName(name)].setdefault(value, {}).update(zip(ways, own, strict=True))


def _counting(
    found: Condition,
    left: Mapping[FacetName, Condition],
    ways: Mapping[FacetName | None, frozenset[FacetName]],
) -> sa.Select[*tuple[Any, ...]]:
    """Ask for the count of each value of each facet, for each way of applying facets."""
    always = frozenset.intersection(*ways.values())
    names = [f"way_{at}" for at in range(len(ways))]
    met = [
        sa.and_(sa.true(), *(left[name] for name in left if name in applied - always)).label(own)
        for own, applied in zip(names, ways.values(), strict=True)
    ]
    values = (
        sa.select(sa.func.unnest(document.c.facets).label("id"), *met)
        .where(found, *(left[name] for name in left if name in always))
        .subquery()
    )
    counts = [sa.func.count().filter(values.c[name]).label(name) for name in names]
    tally = sa.select(values.c.id, *counts).group_by(values.c.id).subquery()
    return sa.select(heading.c.label, *(tally.c[name] for name in names)).join_from(
        tally, heading, heading.c.id == tally.c.id
    )
