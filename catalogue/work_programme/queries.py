"""Reading the programme: its lists, one item with its history, and what indicators count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus
from catalogue.faceting import narrow
from catalogue.folding import has_every_word
from catalogue.permissions import Actor
from catalogue.records.models import Edition, IcsCode
from catalogue.work_programme.history import stage_on
from catalogue.work_programme.models import TextVersion, WorkItem, work_item_ics
from catalogue.work_programme.rules import internal_facts, visible_items
from catalogue.work_programme.vocabulary import (
    COUNCIL_FROM,
    Forecast,
    ProgrammeList,
    WorkItemStatus,
)

WITHOUT = "sans"  # the value of a filter for «nothing recorded»
MOST_ITEMS = 50  # shown on a document's page
FACETS = ("comite", "stade", "statut", "ics", "prevision")

_IN_LIST: dict[ProgrammeList, sa.ColumnElement[bool]] = {
    ProgrammeList.IN_PREPARATION: WorkItem.status.not_in(
        (WorkItemStatus.HOMOLOGATED, WorkItemStatus.ABANDONED)
    ),
    ProgrammeList.HOMOLOGATED: WorkItem.status == WorkItemStatus.HOMOLOGATED,
    ProgrammeList.ABANDONED: WorkItem.status == WorkItemStatus.ABANDONED,
}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What somebody chose to see of the programme; empty means everything of the list.

    ``text`` is looked for in number, titles and base reference, word by word; ``chosen`` maps a
    name of :data:`FACETS` to committee codes, two digits of a stage, statuses, two digits of an ICS
    field, forecasts.
    """

    listing: ProgrammeList = ProgrammeList.IN_PREPARATION
    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items that answer a filter, in order, and what each further choice would leave."""

    ids: list[int]
    counts: Mapping[str, Mapping[str, int]]


def narrowed(session: Session, actor: Actor, wanted: ItemFilter) -> ItemList:
    """Give the list somebody asked for: few facts of every item, in two queries.

    A status counts and filters only where this person may see it.
    """
    inside = sa.case((internal_facts.where(actor), 1), else_=0)
    base = _items(actor, wanted)
    rows = session.execute(
        base.with_only_columns(
            WorkItem.id,
            Committee.code,
            WorkItem.stage_code,
            WorkItem.status,
            WorkItem.forecast,
            inside,
        ).outerjoin(Committee, Committee.id == WorkItem.committee_id)
    ).all()
    fields: dict[int, set[str]] = {}
    codes = (
        base.with_only_columns(WorkItem.id, work_item_ics.c.ics_code)
        .join(work_item_ics, work_item_ics.c.work_item_id == WorkItem.id)
        .order_by(None)
    )
    for item_id, code in session.execute(codes):
        fields.setdefault(item_id, set()).add(code[:2])

    def values_of(row: Any) -> dict[str, Collection[str]]:
        item_id, committee, stage, status, forecast, seen = row
        return {
            "comite": (committee or WITHOUT,),
            "stade": (stage[:2],),
            "statut": (status.value,) if seen else (),
            "ics": fields.get(item_id, ()),
            "prevision": (forecast.value if forecast else WITHOUT,),
        }

    kept, counts = narrow(rows, wanted.chosen, values_of)
    return ItemList([row[0] for row in kept], counts)


def lines(session: Session, ids: Sequence[int]) -> list[WorkItem]:
    """Give these items in this order, with what a line of a list shows."""
    found = session.scalars(
        sa.select(WorkItem)
        .where(WorkItem.id.in_(ids))
        .options(
            joinedload(WorkItem.committee),
            joinedload(WorkItem.edition),
            selectinload(WorkItem.ics_codes),
            selectinload(WorkItem.milestones),
        )
    )
    by_id = {item.id: item for item in found}
    return [by_id[one] for one in ids]


def facet_titles(session: Session) -> dict[str, dict[str, str]]:
    """Give the titles of committees by code and of classification fields by their two digits."""
    committees = session.execute(sa.select(Committee.code, Committee.title_fr))
    fields = session.execute(
        sa.select(IcsCode.code, IcsCode.title_fr).where(IcsCode.parent_code.is_(None))
    )
    return {"comite": dict(committees.all()), "ics": dict(fields.all())}


def item_by_id(session: Session, actor: Actor, item_id: int) -> WorkItem | None:
    """Give one item with everything its page shows, if this person may know of it."""
    return (
        session.scalars(
            sa.select(WorkItem)
            .where(WorkItem.id == item_id, visible_items.where(actor))
            .options(
                joinedload(WorkItem.committee),
                joinedload(WorkItem.stage),
                joinedload(WorkItem.edition),
                joinedload(WorkItem.revises),
                selectinload(WorkItem.ics_codes),
                selectinload(WorkItem.stage_events),
                selectinload(WorkItem.milestones),
                selectinload(WorkItem.texts).joinedload(TextVersion.document),
            )
        )
        .unique()
        .one_or_none()
    )


def items_about(
    session: Session, actor: Actor, *, base_keys: Collection[str], edition_id: int | None
) -> Sequence[WorkItem]:
    """Give the items that have a document for base, revise it or became it, latest first.

    ``base_keys`` are the document's keys (``designation.key``), ``edition_id`` its row in the
    register; at most :data:`MOST_ITEMS`, and only those this person may know of.
    """
    about: list[sa.ColumnElement[bool]] = []
    if base_keys:
        about.append(WorkItem.base_key.in_(list(base_keys)))
    if edition_id is not None:
        about += [WorkItem.edition_id == edition_id, WorkItem.revises_edition_id == edition_id]
    if not about:
        return []
    return session.scalars(
        sa.select(WorkItem)
        .where(visible_items.where(actor), sa.or_(*about))
        .order_by(WorkItem.registered_on.desc(), WorkItem.id.desc())
        .limit(MOST_ITEMS)
    ).all()


def visible_ids(session: Session, actor: Actor, item_ids: Sequence[int | None]) -> Collection[int]:
    """Tell which of these items this person may know of today."""
    wanted = [one for one in item_ids if one is not None]
    return set(
        session.scalars(
            sa.select(WorkItem.id).where(WorkItem.id.in_(wanted), visible_items.where(actor))
        )
    )


def committees_to_choose(session: Session) -> list[tuple[int, str]]:
    """Give the committees that may carry an item: open ones, by code."""
    carrying = (CommitteeKind.TECHNICAL, CommitteeKind.WORKING_GROUP, CommitteeKind.MIRROR)
    return [
        (row.id, f"{row.code} – {row.title_fr}")
        for row in session.execute(
            sa.select(Committee.id, Committee.code, Committee.title_fr)
            .where(Committee.status != CommitteeStatus.CLOSED, Committee.kind.in_(carrying))
            .order_by(Committee.code)
        )
    ]


def _items(actor: Actor, wanted: ItemFilter) -> sa.Select[WorkItem]:
    query = sa.select(WorkItem).where(
        visible_items.where(actor),
        _IN_LIST[wanted.listing],
        *has_every_word(WorkItem.folded_text, wanted.text),
    )
    if wanted.listing is ProgrammeList.HOMOLOGATED:
        day = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
        return query.outerjoin(Edition, Edition.id == WorkItem.edition_id).order_by(
            day.desc(), WorkItem.number
        )
    return query.order_by(WorkItem.number.desc())


@dataclass(frozen=True, slots=True)
class ProgrammeCounts:
    """How many items are on the programme, and how many by forecast (``None``: not given)."""

    total: int
    by_forecast: dict[Forecast | None, int]


def in_programme(session: Session, *, at: date) -> Sequence[WorkItem]:
    """Give the items on the programme on a day, from today's records (indicator 5.2).

    Registered by then, not yet abandoned nor homologated; with committee and history loaded.
    """
    ended = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
    still = sa.case(
        (WorkItem.status == WorkItemStatus.ABANDONED, WorkItem.stage_on > at),
        (WorkItem.status == WorkItemStatus.HOMOLOGATED, ended > at),
        else_=sa.true(),
    )
    return session.scalars(
        sa.select(WorkItem)
        .outerjoin(Edition, Edition.id == WorkItem.edition_id)
        .where(WorkItem.registered_on <= at, still)
        .options(joinedload(WorkItem.committee), selectinload(WorkItem.stage_events))
        .order_by(WorkItem.number)
    ).all()


def programme_counts(session: Session, *, at: date) -> ProgrammeCounts:
    """Count the items on the programme on a day, in all and by forecast (indicator 5.2)."""
    by_forecast = Counter(item.forecast for item in in_programme(session, at=at))
    return ProgrammeCounts(by_forecast.total(), dict(by_forecast))


def portfolio(session: Session, *, at: date) -> list[WorkItem]:
    """Give the items whose enquiry was closed (40.60) on a day and that were not homologated.

    The *portefeuille* line beside indicator 5.3 (product_rules §4).
    """
    items = in_programme(session, at=at)
    return [item for item in items if (stage_on(item.stage_events, at) or "") >= COUNCIL_FROM]
