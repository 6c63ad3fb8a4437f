"""The programme in columns, held in memory: what lists filter, count and put in order by.

Each value of each filter is the set of its items as one whole number (``catalogue.bitmaps``), so
that a count is one operation. The columns are read again when the programme's stamp has changed;
what a session has written and not yet kept bears a stamp of its own, which nobody else ever sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import or_
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue import bitmaps
from catalogue.committees.models import Committee
from catalogue.folding import fold
from catalogue.records.models import Edition
from catalogue.work_programme.in_step import ProgrammeStamp
from catalogue.work_programme.models import WorkItem, work_item_ics
from catalogue.work_programme.vocabulary import MOVING, DegreeFilter, LatenessFilter

WITHOUT = "sans"  # the value of a filter for «nothing recorded»
_MOST_WORDS = 16
_HELD = 4  # stamps whose columns stay in memory: those of sessions still reading

Sets = Mapping[str, int]  # items of each value, by position


@dataclass(slots=True)
class Columns:
    """The items of the programme by position, and what each holds.

    ``sets`` gives, for each filter, the items of each value; ``keys`` what each order reads, days
    as AAAA-MM-JJ; orders and lateness are worked out when first asked for.
    """

    ids: Sequence[int]
    sets: Mapping[str, Sets]
    keys: Mapping[str, Sequence[Any]]
    folded: Sequence[str]
    committees: Mapping[int, int]
    orders: dict[tuple[str, bool], Sequence[int]] = field(default_factory=dict)
    late: dict[str, Sets] = field(default_factory=dict)

    def lateness(self, today: str) -> Sets:
        """Give the items that are late, in time, and without a planned day to come, on a day."""
        if today not in self.late:
            moving = reduce(or_, (self.sets["statut"].get(one, 0) for one in MOVING))
            days = self.keys["echeance"]
            planned = self.of(n for n, day in enumerate(days) if day is not None)
            passed = self.of(n for n, day in enumerate(days) if day is not None and day < today)
            found = {
                LatenessFilter.LATE.value: moving & passed,
                LatenessFilter.IN_TIME.value: moving & planned & ~passed,
                LatenessFilter.UNPLANNED.value: moving & ~planned,
            }
            self.late = {today: found}
        return self.late[today]

    def holding(self, text: str) -> int:
        """Give the items that hold each word of a text, wherever it stands."""
        found: Sequence[int] = range(len(self.folded))
        for word in fold(text).split()[:_MOST_WORDS]:
            found = [n for n in found if word in self.folded[n]]
        return self.of(found)

    def in_order(self, kept: int, name: str, *, highest_first: bool) -> list[int]:
        """Give the ids of these items in one order; those where it is not known come last."""
        order = self.orders.get((name, highest_first))
        if order is None:
            order = self._ordered(name, highest_first=highest_first)
            self.orders[name, highest_first] = order
        inside = bytes(bitmaps.marks(kept)).ljust(len(self.ids), b"\0")
        return [self.ids[n] for n in compress(order, map(inside.__getitem__, order))]

    def _ordered(self, name: str, *, highest_first: bool) -> Sequence[int]:
        keys = self.keys[name]
        step = -1 if highest_first else 1
        every = range(len(keys))[::step]
        known = [n for n in every if keys[n] is not None]
        known.sort(key=keys.__getitem__, reverse=highest_first)
        return known + [n for n in every if keys[n] is None]

    def of(self, positions: Iterable[int]) -> int:
        """Give the set of these positions."""
        return bitmaps.from_positions(positions, len(self.ids))


_held: dict[str, Columns] = {}


def columns_of(session: Session) -> Columns:
    """Give the programme as this session sees it, read again only if something has changed."""
    session.flush()
    token = session.scalar(sa.select(ProgrammeStamp.token))
    if token is not None and token in _held:
        return _held[token]
    found = _read(session)
    if token is not None:
        for stale in [*_held][: max(0, len(_held) - _HELD + 1)]:
            _held.pop(stale, None)
        _held[token] = found
    return found


_WIDTH = 19  # columns read of each item
_DAYS = ("stage_on", "awaited_on", "status_since", "registered_on")


def _read(session: Session) -> Columns:
    day = sa.func.coalesce(Edition.homologated_on, Edition.cnncq_adopted_on)
    words = (WorkItem.status, WorkItem.nature, WorkItem.kind, WorkItem.forecast)
    rows = session.execute(
        sa.select(
            WorkItem.id,
            WorkItem.number,
            WorkItem.title_key,
            WorkItem.folded_text,
            WorkItem.exercise,
            WorkItem.committee_id,
            Committee.code,
            WorkItem.stage_code,
            *(sa.type_coerce(column, sa.String) for column in words),
            WorkItem.base_key,
            sa.type_coerce(WorkItem.correspondence, sa.String),
            *(sa.cast(getattr(WorkItem, name), sa.String) for name in _DAYS),
            sa.cast(day, sa.String),
        )
        .outerjoin(Committee, Committee.id == WorkItem.committee_id)
        .outerjoin(Edition, Edition.id == WorkItem.edition_id)
        .order_by(WorkItem.id)
    ).all()
    if not rows:
        return _laid([], [[]] * _WIDTH, {})
    found: list[Sequence[Any]] = [*zip(*rows, strict=True)]
    ids = found[0]
    position = {item_id: n for n, item_id in enumerate(ids)}
    fields: defaultdict[str, list[int]] = defaultdict(list)
    codes = session.execute(sa.select(work_item_ics.c.work_item_id, work_item_ics.c.ics_code))
    for item_id, code in codes:
        if item_id in position:
            fields[code[:2]].append(position[item_id])
    return _laid(ids, found, fields)


def _laid(
    ids: Sequence[int],
    found: Sequence[Sequence[Any]],
    fields: Mapping[str, Sequence[int]],
) -> Columns:
    number, title, folded, exercise, committee_id, code, stage = found[1:8]
    status, nature, kind, forecast, base, degree = found[8:14]
    stage_on, awaited_on, status_since, registered_on, homologated_on = found[14:19]
    size = len(ids)
    sets = {
        "exercice": _sets(map(str, exercise), size),
        "comite": _sets((one or WITHOUT for one in code), size),
        "stade": _sets((one[:2] for one in stage), size),
        "statut": _sets(status, size),
        "nature": _sets(nature, size),
        "type": _sets(kind, size),
        "prevision": _sets((one or WITHOUT for one in forecast), size),
        "base": _sets(map(_degree, base, degree), size),
        "ics": {one: bitmaps.from_positions(items, size) for one, items in fields.items()},
    }
    return Columns(
        ids=ids,
        sets=sets,
        keys={
            "numero": number,
            "titre": title,
            "comite": code,
            "exercice": exercise,
            "stade": stage,
            "depuis": stage_on,
            "echeance": awaited_on,
            "statut": status_since,
            "inscription": registered_on,
            "homologation": homologated_on,
        },
        folded=folded,
        committees=_sets(committee_id, size),
    )


def _degree(base: str | None, degree: str | None) -> str:
    if base is None:
        return DegreeFilter.NONE.value
    return degree or DegreeFilter.UNKNOWN.value


def _sets(values: Iterable[Any], size: int) -> dict[Any, int]:
    found: defaultdict[Any, list[int]] = defaultdict(list)
    for n, value in enumerate(values):
        found[value].append(n)
    return {value: bitmaps.from_positions(items, size) for value, items in found.items()}
