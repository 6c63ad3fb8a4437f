"""Bringing thousands of items to what a file says: worked out beforehand, written at one stroke.

The acts one by one (:mod:`items`, :mod:`stage_acts`) take some ten milliseconds each, all in the
writer's place. Here everything that can be known before is: rows, journal, numbers. What is left
to write takes some four seconds for ten thousand items (benchmarks/programme_import.py), and either
all of it is written or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.database import Base
from catalogue.folding import fold
from catalogue.journal import services as journal
from catalogue.journal.in_bulk import Line, Told, record_lines, tell
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.work_programme.aims import Aim, awaited_day, followed
from catalogue.work_programme.facts import Found, ItemFacts, facts_held, next_number, told, write
from catalogue.work_programme.guards import require_manager
from catalogue.work_programme.hooks import after_stage
from catalogue.work_programme.in_step import renew_stamp
from catalogue.work_programme.items import REGISTERED_CODES
from catalogue.work_programme.models import (
    Milestone,
    StageEvent,
    WorkItem,
    keep_in_step,
    work_item_ics,
)
from catalogue.work_programme.vocabulary import WorkItemStatus as S
from catalogue.work_programme.workflow import (
    DECISIONS_TO_REPEAT,
    TRANSITIONS,
    abandon_code,
)

MOST_INDEXED = 1_000  # ids in one message to the search index
_CHUNK = 500  # keys in one query
_Row = dict[str, Any]


class OvertakenError(Exception):
    """What was worked out no longer holds: somebody wrote about these items meanwhile."""


@dataclass(slots=True)
class _Parts:
    """What hangs on one item that is to be written."""

    events: list[_Row] = field(default_factory=list)
    planned: dict[str, date] = field(default_factory=dict)
    codes: tuple[str, ...] | None = None  # None leaves the recorded ones
    told: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Stroke:
    """Everything to write, as plain rows: the session that worked it out may be over.

    ``seen`` gives the version of each recorded item as it was when this was worked out.
    """

    actor: Actor
    at: datetime
    new: dict[int, _Row] = field(default_factory=dict)
    changed: dict[int, _Row] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()  # folded, of items that carry no number in the file
    _parts: dict[int, _Parts] = field(default_factory=dict)
    _unnumbered: dict[int, tuple[Aim, ItemFacts]] = field(default_factory=dict)
    _moved: dict[int, int] = field(default_factory=dict)
    _moved_plan: set[tuple[int, str]] = field(default_factory=set)

    def add(self, aim: Aim) -> None:
        """Work out what one item needs."""
        if aim.item is None:
            self._register(aim)
        else:
            self._change(aim, aim.item)

    def write(self, session: Session) -> dict[int, int]:
        """Write it all, as a writer; give the items by row. Raises :class:`OvertakenError`.

        The search index follows after commit.
        """
        require_manager(self.actor)
        self._require_still_so(session)
        self._number(session)
        ids = self._insert(session)
        self._update(session)
        ids |= {row: values["b_id"] for row, values in self.changed.items()}
        self._write_parts(session, ids)
        lines = (
            Line(act, WorkItem.__tablename__, ids[row])
            for row in sorted(ids)
            for act in self._parts[row].told
        )
        record_lines(session, lines, actor=self.actor, at=self.at)
        for some in _chunks(sorted(ids.values()), MOST_INDEXED):
            outbox.reindex(session, "work_item", some, at=self.at)
        renew_stamp(session)
        for held in session.identity_map.values():
            if isinstance(held, WorkItem):
                session.expire(held)
        self._follow(session)
        return ids

    def _follow(self, session: Session) -> None:
        """Let the other slices follow the stages that recorded items have just reached."""
        for some in _chunks(self._moved.values() if after_stage else ()):
            last = sa.select(sa.func.max(StageEvent.id)).where(StageEvent.work_item_id.in_(some))
            events = session.scalars(
                sa.select(StageEvent)
                .where(StageEvent.id.in_(last.group_by(StageEvent.work_item_id)))
                .options(joinedload(StageEvent.work_item))
            ).all()
            for event in events:
                for hook in after_stage:
                    hook(session, event.work_item, event)

    def _register(self, aim: Aim) -> None:
        facts = followed(aim.facts, aim, moved=(aim.stage, aim.stage_on) != self._start(aim))
        wanted = aim.status or S.ACTIVE
        parts = self._parts[aim.row] = _Parts(planned=dict(aim.planned), codes=facts.ics)
        for code in REGISTERED_CODES:
            parts.events.append(self._event(code, aim.registered_on, None))
        if (aim.stage, aim.stage_on) != self._start(aim):
            parts.events.append(self._event(aim.stage, aim.stage_on, aim.reason))
        stage = self._abandoned(aim, wanted, parts)
        item = WorkItem(
            stage_code=stage,
            stage_on=aim.stage_on,
            registered_on=aim.registered_on,
            status=wanted,
            status_since=aim.registered_on if wanted is S.ACTIVE else aim.stage_on,
            awaited_on=awaited_day(aim.planned, stage),
            version=1,
        )
        write(item, facts, Found([], None))
        self.new[aim.row] = _columns(item)
        self._unnumbered[aim.row] = (aim, facts)
        if facts.number:
            self._finish(aim.row, facts)

    def _start(self, aim: Aim) -> tuple[str, date]:
        return REGISTERED_CODES[-1], aim.registered_on

    def _finish(self, row: int, facts: ItemFacts) -> None:
        """Write down what depends on the number of a new item."""
        aim, _facts = self._unnumbered.pop(row)
        values = self.new[row]
        item = WorkItem(**{name: values[name] for name in _READ_OF_IT})
        item.number = facts.number
        keep_in_step(item)
        values |= _columns(item)
        changes = journal.diff({}, told(facts)) | {
            "stage": [None, values["stage_code"]],
            "reached_on": [None, values["stage_on"]],
            "status": [None, values["status"]],
        }
        self._parts[row].told.append(
            tell("programme:registered", changes=changes, reason=aim.reason)
        )

    def _change(self, aim: Aim, item: WorkItem) -> None:
        parts = self._parts[aim.row] = _Parts()
        before = facts_held(item)
        moved = (aim.stage, aim.stage_on) != (item.stage_code, item.stage_on)
        if moved:
            parts.events.append(self._event(aim.stage, aim.stage_on, aim.reason, item.id))
            changes = {
                "stage": [item.stage_code, aim.stage],
                "reached_on": [item.stage_on, aim.stage_on],
            }
            parts.told.append(tell("programme:stage_recorded", changes=changes, reason=aim.reason))
        facts = followed(aim.facts, aim, moved=moved, recorded=before)
        if edited := journal.diff(told(before), told(facts)):
            parts.told.append(tell("programme:edited", changes=edited, reason=aim.reason))
        if facts.ics != before.ics:
            parts.codes = facts.ics
        self._plan(aim, item, parts)
        repeats = moved and aim.stage[3:] in DECISIONS_TO_REPEAT
        now = S.ACTIVE if repeats else item.status
        wanted = aim.status or now
        stage = self._abandoned(aim, wanted, parts, item) if wanted is not now else aim.stage
        if wanted is not now:
            tag = next(act.tag for act in TRANSITIONS.values() if act.target is wanted)
            parts.told.append(tell(tag, changes={"status": [now, wanted]}, reason=aim.reason))
        after = WorkItem(
            stage_code=stage,
            stage_on=aim.stage_on,
            status=wanted,
            status_since=item.status_since if wanted is item.status else aim.stage_on,
            awaited_on=awaited_day(
                {one.code: one.planned_on for one in item.milestones} | parts.planned, stage
            ),
            registered_on=item.registered_on,
            exercise=item.exercise,
        )
        write(after, facts, Found([], None))
        keep_in_step(after)
        values = _columns(after)
        del values["revises_edition_id"]
        if moved:
            self._moved[aim.row] = item.id
        self.seen[item.id] = item.version
        self.changed[aim.row] = {
            f"b_{name}": value
            for name, value in (values | {"id": item.id, "version": item.version + 1}).items()
        }

    def _plan(self, aim: Aim, item: WorkItem, parts: _Parts) -> None:
        recorded = {one.code: one.planned_on for one in item.milestones}
        parts.planned = {
            code: day for code, day in aim.planned.items() if recorded.get(code) != day
        }
        self._moved_plan |= {(aim.row, code) for code in parts.planned if code in recorded}
        if parts.planned:
            changes = journal.diff(recorded, recorded | parts.planned)
            parts.told.append(tell("programme:planned", changes=changes, reason=aim.reason))

    def _abandoned(self, aim: Aim, wanted: S, parts: _Parts, item: WorkItem | None = None) -> str:
        """Record the stage's own code of abandon, and give the stage where the item then stands."""
        code = abandon_code(aim.stage) if wanted is S.ABANDONED else None
        if code is None:
            return aim.stage
        parts.events.append(
            self._event(code, aim.stage_on, aim.reason, item.id if item is not None else None)
        )
        return code

    def _event(self, code: str, day: date, reason: str | None, item_id: int | None = None) -> _Row:
        return {
            "work_item_id": item_id,
            "code": code,
            "reached_on": day,
            "reason": reason,
            "recorded_at": self.at,
            "recorded_by_id": self.actor.account_id,
            "annuls": False,
        }

    def _require_still_so(self, session: Session) -> None:
        """Refuse to write over what people did since: versions, numbers and titles as they were."""
        versions: dict[int, int] = {}
        for some in _chunks(self.seen):
            standing = sa.select(WorkItem.id, WorkItem.version).where(WorkItem.id.in_(some))
            versions.update((one.id, one.version) for one in session.execute(standing))
        if versions != self.seen:
            raise OvertakenError
        numbers = [one["number"] for one in self.new.values() if one["number"]]
        for some in _chunks(numbers):
            taken = sa.select(WorkItem.id).where(WorkItem.number.in_(some)).limit(1)
            if session.scalar(taken) is not None:
                raise OvertakenError
        if self.titles:
            recorded = session.scalars(sa.select(WorkItem.title_fr))
            if not self.titles.isdisjoint(fold(title) for title in recorded):
                raise OvertakenError

    def _number(self, session: Session) -> None:
        """Give the items that have no number the next ones of their years, in the file's order."""
        taken = {one["number"] for one in self.new.values()}
        latest: Counter[int] = Counter()
        for row in sorted(self._unnumbered):
            aim, facts = self._unnumbered[row]
            year = aim.registered_on.year
            if year not in latest:
                latest[year] = int(next_number(session, year).partition("-")[2]) - 1
            number = ""
            while not number or number in taken:
                latest[year] += 1
                number = f"{year}-{latest[year]:03d}"
            self._finish(row, replace(facts, number=number))

    def _insert(self, session: Session) -> dict[int, int]:
        if not self.new:
            return {}
        session.execute(sa.insert(_table(WorkItem)), list(self.new.values()))
        by_number: dict[str, int] = {}
        for some in _chunks(one["number"] for one in self.new.values()):
            made = sa.select(WorkItem.number, WorkItem.id).where(WorkItem.number.in_(some))
            by_number.update((one.number, one.id) for one in session.execute(made))
        return {row: by_number[one["number"]] for row, one in self.new.items()}

    def _update(self, session: Session) -> None:
        if not self.changed:
            return
        table = _table(WorkItem)
        names = [name[2:] for name in next(iter(self.changed.values())) if name != "b_id"]
        session.connection().execute(
            sa.update(table)
            .where(table.c.id == sa.bindparam("b_id"))
            .values({name: sa.bindparam(f"b_{name}") for name in names}),
            list(self.changed.values()),
        )

    def _write_parts(self, session: Session, ids: Mapping[int, int]) -> None:
        events: list[_Row] = []
        plans: list[_Row] = []
        moved: list[_Row] = []
        codes: list[_Row] = []
        recoded: list[int] = []
        for row, parts in self._parts.items():
            item_id = ids[row]
            events.extend(event | {"work_item_id": item_id} for event in parts.events)
            for code, day in sorted(parts.planned.items()):
                if (row, code) in self._moved_plan:
                    moved.append({"b_item": item_id, "b_code": code, "b_day": day})
                else:
                    plans.append({"work_item_id": item_id, "code": code, "planned_on": day})
            if parts.codes is not None:
                if row in self.changed:
                    recoded.append(item_id)
                codes.extend({"work_item_id": item_id, "ics_code": one} for one in parts.codes)
        for some in _chunks(recoded):
            session.execute(sa.delete(work_item_ics).where(work_item_ics.c.work_item_id.in_(some)))
        for table, rows in (
            (_table(StageEvent), events), (_table(Milestone), plans), (work_item_ics, codes),
        ):  # fmt: skip
            if rows:
                session.execute(sa.insert(table), rows)
        if moved:
            plan = _table(Milestone)
            session.connection().execute(
                sa.update(plan)
                .where(
                    plan.c.work_item_id == sa.bindparam("b_item"),
                    plan.c.code == sa.bindparam("b_code"),
                )
                .values(planned_on=sa.bindparam("b_day")),
                moved,
            )


# What `keep_in_step` reads of an item beside its number.
_READ_OF_IT = (
    *("title_fr", "title_en", "base_reference", "stage_code", "stage_on", "status"),
    *("status_since", "registered_on"),
)


def _columns(item: WorkItem) -> _Row:
    """Give the columns that were given to an item that is in no session."""
    held = sa.inspect(item).dict
    return {
        column.key: held[column.key]
        for column in sa.inspect(WorkItem).column_attrs
        if column.key in held
    }


def _table(model: type[Base]) -> sa.Table:
    return model.metadata.tables[model.__tablename__]


def _chunks(keys: Iterable[Any], size: int = _CHUNK) -> Iterable[Sequence[Any]]:
    every = list(keys)
    for start in range(0, len(every), size):
        yield every[start : start + size]
