"""Reading the programme: its lists, one item with its history, and what indicators count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import CommitteeKind, CommitteeStatus
from catalogue.permissions import Actor
from catalogue.records.models import Edition, IcsCode
from catalogue.work_programme.history import stage_on
from catalogue.work_programme.models import (
    FurtherBase,
    TextVersion,
    WorkItem,
)
from catalogue.work_programme.rules import visible_items
from catalogue.work_programme.vocabulary import (
    COUNCIL_FROM,
    WorkItemStatus,
)

MOST_ITEMS = 50  # shown on a document's page
_BLOCK = 500  # items read in one query


def loaded(*, history: bool = False) -> list[ExecutableOption]:
    """Give what a line of a list shows of an item beside its own columns."""
    options: list[ExecutableOption] = [
        joinedload(WorkItem.committee),
        joinedload(WorkItem.edition),
        selectinload(WorkItem.ics_codes),
        joinedload(WorkItem.further_bases),
        selectinload(WorkItem.milestones),
    ]
    return [*options, selectinload(WorkItem.stage_events)] if history else options


def lines(session: Session, ids: Sequence[int], *, history: bool = False) -> list[WorkItem]:
    """Give these items in this order, with what a line of a list shows, and their ``history``."""
    query = sa.select(WorkItem).options(*loaded(history=history))
    found: dict[int, WorkItem] = {}
    for start in range(0, len(ids), _BLOCK):
        block = query.where(WorkItem.id.in_(ids[start : start + _BLOCK]))
        found.update((item.id, item) for item in session.scalars(block).unique())
    return [found[one] for one in ids]


def facet_titles(session: Session) -> dict[str, dict[str, str]]:
    """Give the titles of committees by code and of classification fields by their two digits."""
    committees = sa.select(sa.literal("comite"), Committee.code, Committee.title_fr)
    fields = sa.select(sa.literal("ics"), IcsCode.code, IcsCode.title_fr).where(
        IcsCode.parent_code.is_(None)
    )
    titles: dict[str, dict[str, str]] = {"comite": {}, "ics": {}}
    for kind, code, title in session.execute(sa.union_all(committees, fields)):
        titles[kind][code] = title
    return titles


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
                joinedload(WorkItem.further_bases),
                selectinload(WorkItem.stage_events),
                joinedload(WorkItem.milestones),
                selectinload(WorkItem.texts).joinedload(TextVersion.document),
            )
        )
        .unique()
        .one_or_none()
    )


def items_to_act_on(session: Session, actor: Actor, ids: Sequence[int]) -> list[WorkItem]:
    """Give these items in this order, with their committee; those unknown are left out."""
    found = {
        item.id: item
        for item in session.scalars(
            sa.select(WorkItem)
            .where(WorkItem.id.in_(ids), visible_items.where(actor))
            .options(joinedload(WorkItem.committee))
        )
    }
    return [found[one] for one in dict.fromkeys(ids) if one in found]


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
        about.append(
            WorkItem.id.in_(
                sa.select(FurtherBase.work_item_id).where(
                    FurtherBase.reference_key.in_(list(base_keys))
                )
            )
        )
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


def portfolio(items: Iterable[WorkItem], *, at: date) -> list[WorkItem]:
    """Give, of the items on the programme on a day, those whose enquiry was closed (40.60) by then.

    The *portefeuille* line beside indicator 5.3 (product_rules §4).
    """
    return [item for item in items if (stage_on(item.stage_events, at) or "") >= COUNCIL_FROM]
