"""Reading acts of homologation: the list, one act, those of an item, what awaits the council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.accounts.models import Account
from catalogue.work_programme.models import (
    HomologationAct,
    HomologationLine,
    TextVersion,
    WorkItem,
)
from catalogue.work_programme.vocabulary import WorkItemStatus


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act of the list, with how many standards it homologated."""

    act: HomologationAct
    lines: int


def page_of_acts(session: Session, *, page: int, size: int) -> tuple[list[ActRow], int]:
    """Give one page of the acts, latest session first, and how many there are."""
    total = session.scalar(sa.select(sa.func.count()).select_from(HomologationAct)) or 0
    counted = (
        sa.select(HomologationLine.act_id, sa.func.count().label("lines"))
        .group_by(HomologationLine.act_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(HomologationAct, sa.func.coalesce(counted.c.lines, 0))
        .outerjoin(counted, counted.c.act_id == HomologationAct.id)
        .order_by(HomologationAct.cnncq_on.desc(), HomologationAct.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return [ActRow(act, lines) for act, lines in rows], total


def act_by_id(session: Session, act_id: int) -> HomologationAct | None:
    """Give one act with its lines, their items and editions."""
    lines = selectinload(HomologationAct.lines)
    return session.scalars(
        sa.select(HomologationAct)
        .where(HomologationAct.id == act_id)
        .options(
            lines.joinedload(HomologationLine.work_item),
            lines.joinedload(HomologationLine.edition),
            lines.joinedload(HomologationLine.withdrew),
        )
    ).one_or_none()


def lines_of_item(session: Session, item: WorkItem) -> Sequence[HomologationLine]:
    """Give the lines that homologated an item, undone ones too, latest first, with their acts."""
    return session.scalars(
        sa.select(HomologationLine)
        .where(HomologationLine.work_item_id == item.id)
        .options(joinedload(HomologationLine.act))
        .order_by(HomologationLine.id.desc())
    ).all()


def awaiting_council(session: Session, only: Sequence[int] = ()) -> list[WorkItem]:
    """Give the items that wait for the council, by committee then number; ``only`` keeps some."""
    waiting = [WorkItem.status == WorkItemStatus.AWAITING_COUNCIL]
    return _to_homologate(session, [*waiting, WorkItem.id.in_(only)] if only else waiting)


def items_of_lines(session: Session, ids: Sequence[int]) -> list[WorkItem]:
    """Give these items, whatever became of them since the page was opened, in the same order."""
    return _to_homologate(session, [WorkItem.id.in_(ids)])


def _to_homologate(
    session: Session, conditions: Sequence[sa.ColumnElement[bool]]
) -> list[WorkItem]:
    items = session.scalars(
        sa.select(WorkItem)
        .where(*conditions)
        .options(
            joinedload(WorkItem.committee),
            joinedload(WorkItem.revises),
            selectinload(WorkItem.texts).joinedload(TextVersion.document),
        )
    )
    return sorted(items, key=lambda one: (one.committee.code if one.committee else "~", one.number))


def names_of(session: Session, account_ids: Sequence[int | None]) -> dict[int, str]:
    """Give the names of the accounts that recorded something."""
    known = sorted({one for one in account_ids if one is not None})
    if not known:
        return {}
    rows = session.execute(sa.select(Account.id, Account.name).where(Account.id.in_(known)))
    return dict(rows.all())
