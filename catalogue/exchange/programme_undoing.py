"""Putting the programme back as it was before a file: thousands of items at one stroke."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.exchange.kinds import Stamp, chunks
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.snapshots import columns_of, values_of
from catalogue.exchange.vocabulary import BatchState, ImportKind, Verdict
from catalogue.messages import N_
from catalogue.work_programme.history import standing
from catalogue.work_programme.in_step import renew_stamp
from catalogue.work_programme.models import (
    Milestone,
    StageEvent,
    WorkItem,
    work_item_ics,
)


def snapshot_of(item: WorkItem) -> dict[str, Any]:
    """Write down columns, ICS codes, events and planned days, ready for JSON."""
    return {
        **columns_of(item),
        "ics": [code.code for code in item.ics_codes],
        "events": [event.id for event in item.stage_events],
        "planned": {one.code: one.planned_on.isoformat() for one in item.milestones},
    }


def unchanged_since_import(session: Session, items: Iterable[WorkItem]) -> frozenset[int]:
    """Give those of these items that nobody has written on since a file last did."""
    versions = {item.id: item.version for item in items}
    found: set[int] = set()
    for some in chunks(versions):
        left = session.execute(
            sa.select(ImportRow.subject_id, sa.func.max(ImportRow.before["mark"][0].as_integer()))
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .where(
                ImportBatch.kind == ImportKind.PROGRAMME,
                ImportBatch.state == BatchState.APPLIED,
                ImportRow.verdict.in_((Verdict.NEW, Verdict.CHANGED)),
                ImportRow.subject_id.in_(some),
            )
            .group_by(ImportRow.subject_id)
        )
        found.update(item_id for item_id, version in left if versions[item_id] == version)
    return frozenset(found)


def restore_items(session: Session, before: Mapping[int, Mapping[str, Any]], stamp: Stamp) -> None:
    """Put columns, codes and plan back; a stage the import recorded is declared void.

    History is never rewritten (product_rules §5): the void event stays readable.
    """
    if not before:
        return
    table = WorkItem.metadata.tables[WorkItem.__tablename__]
    values = {one: values_of(table, written) for one, written in before.items()}
    names = list(next(iter(values.values())))
    session.connection().execute(
        sa.update(table)
        .where(table.c.id == sa.bindparam("b_id"))
        .values(
            {name: sa.bindparam(f"b_{name}") for name in names} | {"version": table.c.version + 1}
        ),
        [
            {"b_id": one, **{f"b_{name}": value for name, value in given.items()}}
            for one, given in values.items()
        ],
    )
    for some in chunks(before):
        _void_events(session, {one: before[one] for one in some}, stamp)
        _put_parts_back(session, {one: before[one] for one in some})
    renew_stamp(session)
    for held in session.identity_map.values():
        if isinstance(held, WorkItem):
            session.expire(held)


def _void_events(session: Session, before: Mapping[int, Mapping[str, Any]], stamp: Stamp) -> None:
    events: dict[int, list[StageEvent]] = {}
    for event in session.scalars(
        sa.select(StageEvent)
        .where(StageEvent.work_item_id.in_(before))
        .execution_options(populate_existing=True)
    ):
        events.setdefault(event.work_item_id, []).append(event)
    reason = str(N_("Annulation de l’import n° %(id)d", id=stamp.batch_id))
    void = [
        {
            "work_item_id": item_id,
            "code": event.code,
            "reached_on": event.reached_on,
            "reason": reason,
            "recorded_at": stamp.at,
            "recorded_by_id": stamp.actor.account_id,
            "corrects_id": event.id,
            "annuls": True,
        }
        for item_id, some in events.items()
        for event in standing(some)
        if event.id not in before[item_id]["events"]
    ]
    if void:
        session.execute(sa.insert(StageEvent.metadata.tables["stage_event"]), void)


def _put_parts_back(session: Session, before: Mapping[int, Mapping[str, Any]]) -> None:
    plan = Milestone.metadata.tables[Milestone.__tablename__]
    for table in (plan, work_item_ics):
        session.execute(sa.delete(table).where(table.c.work_item_id.in_(before)))
    planned = [
        {"work_item_id": one, "code": code, "planned_on": date.fromisoformat(day)}
        for one, written in before.items()
        for code, day in written["planned"].items()
    ]
    codes = [
        {"work_item_id": one, "ics_code": code}
        for one, written in before.items()
        for code in written["ics"]
    ]
    for table, rows in ((plan, planned), (work_item_ics, codes)):
        if rows:
            session.execute(sa.insert(table), rows)


def remove_items(session: Session, ids: Sequence[int]) -> None:
    """Delete items with their events, planned days and codes."""
    for some in chunks(ids):
        session.execute(sa.delete(StageEvent).where(StageEvent.work_item_id.in_(some)))
        session.execute(sa.delete(Milestone).where(Milestone.work_item_id.in_(some)))
        session.execute(sa.delete(work_item_ics).where(work_item_ics.c.work_item_id.in_(some)))
        session.execute(sa.delete(WorkItem).where(WorkItem.id.in_(some)))
