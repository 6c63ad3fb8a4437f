"""The lists of the programme: one page of them, and what each further choice would leave.

The database filters, counts, orders and cuts the page: what is not shown is not read. All counts
come from one statement over the index ``ix_work_item_counted``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.folding import has_every_word
from catalogue.paging import offset
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem, work_item_ics
from catalogue.work_programme.queries import loaded
from catalogue.work_programme.rules import internal_facts, visible_items
from catalogue.work_programme.vocabulary import (
    MOVING,
    DegreeFilter,
    LatenessFilter,
    ProgrammeList,
    WorkItemStatus,
)

WITHOUT = "sans"  # the value of a filter for «nothing recorded»
FACETS = (
    *("exercice", "comite", "stade", "statut", "retard", "nature", "type"),
    *("prevision", "base", "ics"),
)
_TOTAL = "total"
_LONGEST_YEAR = 4  # digits

_IN_LIST: dict[ProgrammeList, sa.ColumnElement[bool]] = {
    ProgrammeList.IN_PREPARATION: WorkItem.status.in_(
        (WorkItemStatus.ACTIVE, WorkItemStatus.SUSPENDED, WorkItemStatus.AWAITING_COUNCIL)
    ),
    ProgrammeList.HOMOLOGATED: WorkItem.status == WorkItemStatus.HOMOLOGATED,
    ProgrammeList.ABANDONED: WorkItem.status == WorkItemStatus.ABANDONED,
}
_DAY = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
_CODE = (
    sa.select(Committee.code)
    .where(Committee.id == WorkItem.committee_id)
    .correlate(WorkItem)
    .scalar_subquery()
)
_FIELD = sa.func.substr(work_item_ics.c.ics_code, 1, 2)

# What each order reads, and whether it starts with the highest.
SORTS: Mapping[str, tuple[sa.SQLColumnExpression[Any], bool]] = {
    "numero": (WorkItem.number, True),
    "titre": (WorkItem.title_key, False),
    "comite": (Committee.code, False),
    "exercice": (WorkItem.exercise, True),
    "stade": (WorkItem.stage_code, False),
    "depuis": (WorkItem.stage_on, False),
    "echeance": (WorkItem.awaited_on, False),
    "statut": (WorkItem.status_since, False),
    "inscription": (WorkItem.registered_on, True),
    "homologation": (_DAY, True),
}
_MAY_BE_UNKNOWN = frozenset({"comite", "echeance", "statut", "homologation"})
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


def is_late(today: date) -> sa.ColumnElement[bool]:
    """Give the condition «a planned day has passed and the item moves» (history.lateness)."""
    return sa.and_(WorkItem.status.in_(MOVING), WorkItem.awaited_on < today)


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
    query = _ordered(sa.select(WorkItem), actor, wanted, today).options(*loaded(history=history))
    return session.scalars(query.offset(offset(page, size)).limit(size)).all()


def all_ids(
    session: Session, actor: Actor, wanted: ItemFilter, *, today: date, most: int | None = None
) -> Sequence[int]:
    """Give every item that answers a filter, in order, for a file; the first ``most`` only."""
    query: Any = _ordered(sa.select(WorkItem.id), actor, wanted, today)
    found: Sequence[int] = session.scalars(query.limit(most)).all()
    return found


def how_many(session: Session, actor: Actor, wanted: ItemFilter, *, today: date) -> int:
    """Count the items that answer a filter."""
    conditions = conditions_of(actor, wanted, today)
    return session.scalar(sa.select(sa.func.count(WorkItem.id)).where(*conditions)) or 0


def counts_of(session: Session, actor: Actor, wanted: ItemFilter, *, today: date) -> Counts:
    """Count what answers a filter and what each further choice would leave, in one statement.

    Values of one facet widen each other, facets narrow each other; a facet is counted with the
    other facets applied, so that its own values can still be added. A chosen value that nothing
    has is counted 0 and stays removable. A status counts only where this person may see it.
    """
    values = _values(actor, today)
    arms = [_arm(name, values[name], actor, wanted, today) for name in FACETS]
    conditions = conditions_of(actor, wanted, today)
    total = sa.select(
        sa.literal(_TOTAL).label("facet"),
        sa.cast(sa.null(), sa.String).label("value"),
        sa.func.count(WorkItem.id),
    ).where(*conditions)
    counted: dict[str, Counter[str]] = {name: Counter() for name in (*FACETS, _TOTAL)}
    rows: Any = session.execute(sa.union_all(total, *arms))
    for name, value, count in rows:
        if name == _TOTAL:
            counted[name][_TOTAL] = count
        elif value is not None:
            counted[name][value] += count
    if degrees := counted["base"]:
        degrees[DegreeFilter.ANY] = degrees.total() - degrees[DegreeFilter.NONE]
        counted["base"] = Counter({one: count for one, count in degrees.items() if count})
    for name in FACETS:
        for value in wanted.chosen.get(name, ()):
            counted[name][value] += 0
    return Counts(counted.pop(_TOTAL)[_TOTAL], counted)


def conditions_of(
    actor: Actor, wanted: ItemFilter, today: date, *, without: str = ""
) -> list[sa.ColumnElement[bool]]:
    """Give the conditions of a filter, leaving one facet aside."""
    conditions = [
        _IN_LIST[wanted.listing],
        visible_items.where(actor),
        *has_every_word(WorkItem.folded_text, wanted.text),
    ]
    for name, chosen in wanted.chosen.items():
        if chosen and name != without:
            conditions.append(_chosen(name, chosen, actor, today))
    return conditions


def _chosen(
    name: str, chosen: Collection[str], actor: Actor, today: date
) -> sa.ColumnElement[bool]:
    match name:
        case "ics":
            coded = sa.select(work_item_ics.c.work_item_id).where(_FIELD.in_(chosen))
            found: sa.ColumnElement[bool] = WorkItem.id.in_(coded)
        case "comite":
            committees = sa.select(Committee.id).where(Committee.code.in_(chosen))
            found = WorkItem.committee_id.in_(committees)
            if WITHOUT in chosen:
                found = sa.or_(found, WorkItem.committee_id.is_(None))
        case "exercice":
            found = WorkItem.exercise.in_([int(one) for one in chosen if _is_year(one)])
        case "statut":
            known = [one for one in WorkItemStatus if one.value in chosen]
            found = sa.and_(internal_facts.where(actor), WorkItem.status.in_(known))
        case "base" if DegreeFilter.ANY in chosen:
            found = sa.true() if DegreeFilter.NONE in chosen else WorkItem.base_key.is_not(None)
        case _:
            found = _values(actor, today)[name].in_(chosen)
    return found


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_YEAR


def _values(actor: Actor, today: date) -> Mapping[str, sa.SQLColumnExpression[Any]]:
    """Give what each facet reads of an item; an item has several ICS fields, or none."""

    def words(column: Any) -> sa.SQLColumnExpression[Any]:
        return sa.type_coerce(column, sa.String)

    late = sa.case(
        (WorkItem.status.not_in(MOVING), sa.null()),
        (WorkItem.awaited_on.is_(None), LatenessFilter.UNPLANNED.value),
        (WorkItem.awaited_on < today, LatenessFilter.LATE.value),
        else_=LatenessFilter.IN_TIME.value,
    )
    degree = sa.case(
        (WorkItem.base_key.is_(None), DegreeFilter.NONE.value),
        (WorkItem.correspondence.is_(None), DegreeFilter.UNKNOWN.value),
        else_=words(WorkItem.correspondence),
    )
    inside = internal_facts.where(actor)
    return {
        "exercice": sa.cast(WorkItem.exercise, sa.String),
        "comite": sa.func.coalesce(_CODE, WITHOUT),
        "stade": WorkItem.stage_group,
        "statut": sa.case((inside, words(WorkItem.status)), else_=sa.null()),
        "retard": late,
        "nature": words(WorkItem.nature),
        "type": words(WorkItem.kind),
        "prevision": sa.func.coalesce(words(WorkItem.forecast), WITHOUT),
        "base": degree,
        "ics": _FIELD,
    }


def _arm(
    name: str,
    value: sa.SQLColumnExpression[Any],
    actor: Actor,
    wanted: ItemFilter,
    today: date,
) -> sa.Select[str, str, int]:
    shown = sa.cast(value, sa.String).label("value")
    number = sa.func.count(WorkItem.id)
    query = sa.select(sa.literal(name).label("facet"), shown, number)
    if name == "ics":  # two codes of one field are one item there
        number = sa.func.count(sa.distinct(WorkItem.id))
        query = sa.select(sa.literal(name).label("facet"), shown, number).join_from(
            WorkItem, work_item_ics, work_item_ics.c.work_item_id == WorkItem.id
        )
    by = WorkItem.committee_id if name == "comite" else sa.text("value")
    return query.where(*conditions_of(actor, wanted, today, without=name)).group_by(by)


def _ordered(query: Any, actor: Actor, wanted: ItemFilter, today: date) -> Any:
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        name = DEFAULT_SORTS.get(wanted.listing, "numero")
    column, highest_first = SORTS[name]
    if wanted.sort == f"-{name}":
        highest_first = not highest_first
    by = column.desc() if highest_first else column.asc()
    if name in _MAY_BE_UNKNOWN:
        by = by.nulls_last()
    query = query.where(*conditions_of(actor, wanted, today))
    if name == "homologation":
        query = query.outerjoin(Edition, Edition.id == WorkItem.edition_id)
    elif name == "comite":
        query = query.outerjoin(Committee, Committee.id == WorkItem.committee_id)
    last = WorkItem.id.desc() if highest_first else WorkItem.id.asc()
    return query.order_by(by, last)
