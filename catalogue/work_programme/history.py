"""What a history of stage events says: what stands, where the item was on a day, what is late.

Events are never rewritten (product_rules §5): a correction is a later event that names the one it
stands in for and takes its place in the order, or says that it did not take place (``annuls``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar


class Event(Protocol):
    """What is read of a stage event."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def reached_on(self) -> date: ...  # noqa: D102
    @property
    def corrects_id(self) -> int | None: ...  # noqa: D102
    @property
    def annuls(self) -> bool: ...  # noqa: D102


class Planned(Protocol):
    """What is read of a milestone."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def planned_on(self) -> date: ...  # noqa: D102


E = TypeVar("E", bound=Event)
M = TypeVar("M", bound=Planned)


def standing(events: Iterable[E]) -> list[E]:
    """Give the events that stand, in the order the item went through them."""
    ordered = sorted(events, key=lambda one: one.id)
    corrections = {one.corrects_id: one for one in ordered if one.corrects_id is not None}
    kept: list[E] = []
    for event in ordered:
        if event.corrects_id is not None:
            continue
        stands = event
        while stands.id in corrections:
            stands = corrections[stands.id]
        if not stands.annuls:
            kept.append(stands)
    return kept


def stage_on(events: Iterable[E], day: date) -> str | None:
    """Give the stage the item had reached by that day; none before its first event."""
    reached = [one.code for one in standing(events) if one.reached_on <= day]
    return reached[-1] if reached else None


def reached(code: str, current: str) -> bool:
    """Tell whether an item now at ``current`` has reached a planned stage.

    After a decision to repeat (x.92, x.93), the stage is before the item again.
    """
    stage, step = current.split(".")
    return code <= (f"{stage}.00" if step in {"92", "93"} else current)


def next_step(planned: Sequence[M], current: str) -> M | None:
    """Give the first planned stage that the item has not reached."""
    waiting = [one for one in planned if not reached(one.code, current)]
    return min(waiting, key=lambda one: one.code, default=None)


def awaited(planned: Iterable[Planned], current: str) -> date | None:
    """Give the earliest planned day among the stages an item has not reached.

    It is late when that day has passed while it moves; the database keeps the same day beside each
    item (``WorkItem.awaited_on``), so that lists and pages speak of one lateness.
    """
    return min((one.planned_on for one in planned if not reached(one.code, current)), default=None)


def days_late(planned_on: date, *, reached_on: date | None, today: date) -> int:
    """Give how many days after its plan a stage was reached, or waits today; 0 when in time."""
    return max((reached_on or today).toordinal() - planned_on.toordinal(), 0)


@dataclass(frozen=True, slots=True)
class Lateness:
    """The longest delay among the planned stages an item has not reached."""

    code: str
    days: int


def lateness(planned: Sequence[Planned], current: str, *, today: date) -> Lateness | None:
    """Give the stage an item is latest for; none when every planned day is still to come."""
    late = [
        Lateness(one.code, days)
        for one in planned
        if not reached(one.code, current)
        and (days := days_late(one.planned_on, reached_on=None, today=today))
    ]
    return max(late, key=lambda one: one.days, default=None)
