"""The lists of the programme: one page of them, and what each further choice would leave.

Filters, counts and orders come from the programme's columns in memory (``columns``); only the
items of the page are read from the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_, or_

from sqlalchemy.orm import Session

from catalogue.paging import offset
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.columns import WITHOUT, Columns, Sets, columns_of
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.queries import lines
from catalogue.work_programme.vocabulary import DegreeFilter, ProgrammeList, WorkItemStatus

__all__ = ["FACETS", "SORTS", "WITHOUT", "Counts", "ItemFilter"]

FACETS = (
    *("exercice", "comite", "stade", "statut", "retard", "nature", "type"),
    *("prevision", "base", "ics"),
)

_IN_LIST: Mapping[ProgrammeList, Collection[WorkItemStatus]] = {
    ProgrammeList.IN_PREPARATION: (
        *(WorkItemStatus.ACTIVE, WorkItemStatus.SUSPENDED, WorkItemStatus.AWAITING_COUNCIL),
    ),
    ProgrammeList.HOMOLOGATED: (WorkItemStatus.HOMOLOGATED,),
    ProgrammeList.ABANDONED: (WorkItemStatus.ABANDONED,),
}

# Each order of a list, and whether it starts with the highest.
SORTS: Mapping[str, bool] = {
    "numero": True,
    "titre": False,
    "comite": False,
    "exercice": True,
    "stade": False,
    "depuis": False,
    "echeance": False,
    "statut": False,
    "inscription": True,
    "homologation": True,
}
DEFAULT_SORTS: Mapping[ProgrammeList, str] = {ProgrammeList.HOMOLOGATED: "homologation"}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What somebody chose to see of the programme; empty means everything of the list.

    ``text`` is looked for in number, titles and base reference, word by word; ``chosen`` maps a
    name of :data:`FACETS` to programme years, committee codes, two digits of a stage, statuses,
    states of lateness, natures, kinds, forecasts, degrees, two digits of an ICS field. ``sort`` is
    one of :data:`SORTS`, the other way round after a hyphen («-titre»).
    """

    listing: ProgrammeList = ProgrammeList.IN_PREPARATION
    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items answer a filter, and how many each value of each facet would leave."""

    total: int
    by_facet: Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The items of a list, and those each facet in use leaves."""

    columns: Columns
    sets: Mapping[str, Sets]
    listed: int
    left: Mapping[str, int]

    def but(self, name: str) -> int:
        """Give the items that answer every facet but one."""
        return reduce(and_, (one for facet, one in self.left.items() if facet != name), self.listed)


def page_of_items(
    session: Session,
    actor: Actor,
    wanted: ItemFilter,
    *,
    today: date,
    page: int,
    size: int,
    history: bool = False,
) -> Sequence[WorkItem]:
    """Give one page of the items that answer a filter, in order, with what a line shows.

    ``history`` loads their stage events too.
    """
    first = offset(page, size)
    ids = all_ids(session, actor, wanted, today=today)[first : first + size]
    return lines(session, ids, history=history)


def all_ids(
    session: Session, actor: Actor, wanted: ItemFilter, *, today: date, most: int | None = None
) -> list[int]:
    """Give every item that answers a filter, in order, for a file; the first ``most`` only."""
    found = _narrowed(session, actor, wanted, today)
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        name = DEFAULT_SORTS.get(wanted.listing, "numero")
    highest_first = SORTS[name] is not (wanted.sort == f"-{name}")
    return found.columns.in_order(found.but(""), name, highest_first=highest_first)[:most]


def how_many(session: Session, actor: Actor, wanted: ItemFilter, *, today: date) -> int:
    """Count the items that answer a filter."""
    return _narrowed(session, actor, wanted, today).but("").bit_count()


def counts_of(session: Session, actor: Actor, wanted: ItemFilter, *, today: date) -> Counts:
    """Count what answers a filter and what each further choice would leave.

    Values of one facet widen each other, facets narrow each other; a facet is counted with the
    other facets applied, so that its own values can still be added. A chosen value that nothing
    has is counted 0 and stays removable. A status counts only where this person may see it.
    """
    found = _narrowed(session, actor, wanted, today)
    counted: dict[str, Counter[str]] = {}
    for name in FACETS:
        kept = found.but(name)
        counts = ((value, (kept & items).bit_count()) for value, items in found.sets[name].items())
        counted[name] = Counter({value: count for value, count in counts if count})
        for value in wanted.chosen.get(name, ()):
            counted[name][value] += 0
    return Counts(found.but("").bit_count(), counted)


def by_group(
    session: Session,
    actor: Actor,
    wanted: ItemFilter,
    facet: str,
    *,
    today: date,
    sort: str,
    most: int,
) -> dict[str, tuple[int, list[int]]]:
    """Give, for each value of a facet, how many items it has and the first ``most`` of them."""
    found = _narrowed(session, actor, wanted, today)
    kept = found.but("")
    return {
        value: (
            (kept & items).bit_count(),
            found.columns.in_order(kept & items, sort, highest_first=SORTS[sort])[:most],
        )
        for value, items in found.sets[facet].items()
        if kept & items
    }


def _narrowed(session: Session, actor: Actor, wanted: ItemFilter, today: date) -> _Narrowed:
    columns = columns_of(session)
    statuses = columns.sets["statut"]
    listed = _any(statuses, _IN_LIST[wanted.listing])
    inside = _inside(columns, actor)
    listed &= ~statuses.get(WorkItemStatus.ABANDONED, 0) | inside
    if wanted.text:
        listed &= columns.holding(wanted.text)
    degrees = columns.sets["base"]
    with_base = _any(degrees, set(degrees) - {DegreeFilter.NONE.value})
    sets = {
        **columns.sets,
        "statut": {value: items & inside for value, items in statuses.items()},
        "retard": columns.lateness(today.isoformat()),
        "base": {**degrees, DegreeFilter.ANY.value: with_base},
    }
    left = {
        name: _any(sets[name], values)
        for name, values in wanted.chosen.items()
        if values and name in sets
    }
    return _Narrowed(columns, sets, listed, left)


def _inside(columns: Columns, actor: Actor) -> int:
    """Give the items whose inside this person sees (``rules.internal_facts``)."""
    if actor.may(Permission.PROGRAMME_READ_INTERNAL):
        return columns.of(range(len(columns.ids)))
    return reduce(or_, (columns.committees.get(one, 0) for one in actor.committee_ids), 0)


def _any(sets: Sets, values: Collection[str]) -> int:
    return reduce(or_, (sets.get(value, 0) for value in values), 0)
