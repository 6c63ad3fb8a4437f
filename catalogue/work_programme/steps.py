"""Planned and actual days of an item side by side, and how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.work_programme.history import Event, Planned, reached, standing


class StepState(StrEnum):
    """Where a planned stage stands; ``PAUSED`` when the item does not move."""

    REACHED = "reached"
    COMING = "coming"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage gone through, or planned and still to come.

    ``gap`` counts days after the plan (before it when negative): to the day it was reached, or to
    today while it waits; nothing where no day is planned.
    """

    code: str
    planned_on: date | None
    reached_on: date | None
    state: StepState
    gap: int | None


def steps_of(
    events: Sequence[Event], planned: Sequence[Planned], current: str, *, moving: bool, today: date
) -> list[Step]:
    """Give the stages an item went through, in order, then those planned that it has not reached.

    A stage gone through several times is compared with its plan the last time.
    """
    stood = standing(events)
    days = {one.code: one.planned_on for one in planned}
    last = {event.code: event.id for event in stood}
    steps = []
    for event in stood:
        plan = days.get(event.code) if last[event.code] == event.id else None
        gap = (event.reached_on - plan).days if plan else None
        steps.append(Step(event.code, plan, event.reached_on, StepState.REACHED, gap))
    waiting = sorted(
        (one for one in planned if not reached(one.code, current)), key=lambda one: one.code
    )
    for one in waiting:
        gap = (today - one.planned_on).days
        state = StepState.LATE if gap > 0 else StepState.COMING
        steps.append(
            Step(one.code, one.planned_on, None, state if moving else StepState.PAUSED, gap)
        )
    return steps


@dataclass(frozen=True, slots=True)
class Scale:
    """The days a drawing goes from and to, both shown."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Give where a day stands, in hundredths of the width; edges keep room for a mark."""
        span = max((self.last - self.first).days, 1)
        return round(2 + 96 * (day - self.first).days / span, 2)

    def years(self, most: int = 5) -> list[int]:
        """Give the years whose first day is on the drawing, not more than fit."""
        found = [
            year
            for year in range(self.first.year, self.last.year + 2)
            if self.first <= date(year, 1, 1) <= self.last
        ]
        return found[:: -(-len(found) // most)] if found else []


def scale_of(steps: Sequence[Step], today: date) -> Scale:
    """Give the span that holds every planned and actual day, and today."""
    days = [today]
    for step in steps:
        days += [day for day in (step.planned_on, step.reached_on) if day is not None]
    return Scale(min(days), max(days))
