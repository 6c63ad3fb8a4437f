"""Where a deliverable stands on a day, and by how many days it is late; knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review.deliverables.vocabulary import State


@dataclass(frozen=True, slots=True)
class StepDays:
    """The day a step is planned for, and the day it was done."""

    planned_on: date | None
    done_on: date | None

    def done(self, on: date) -> bool:
        """Tell whether it was done on a day."""
        return self.done_on is not None and self.done_on <= on

    def days_late(self, on: date) -> int:
        """Count the days since it should have been done; 0 when done, not yet due or undated."""
        if self.planned_on is None or self.done(on):
            return 0
        return max(0, (on - self.planned_on).days)


@dataclass(frozen=True, slots=True)
class DeliverableDays:
    """The days that say where a deliverable stands."""

    due_on: date | None
    completed_on: date | None
    dropped_on: date | None
    steps: Sequence[StepDays] = ()

    def done(self, on: date) -> bool:
        """Tell whether it was done on a day."""
        return self.completed_on is not None and self.completed_on <= on

    def dropped(self, on: date) -> bool:
        """Tell whether it was given up on a day."""
        return self.dropped_on is not None and self.dropped_on <= on

    def days_late(self, on: date) -> int:
        """Count the days of its latest step, or since it was due itself."""
        if self.done(on) or self.dropped(on):
            return 0
        whole = StepDays(self.due_on, self.completed_on)
        return max(one.days_late(on) for one in (whole, *self.steps))

    def state(self, on: date) -> State:
        """Say where it stands, in one word."""
        if self.done(on):
            return State.DONE
        if self.dropped(on):
            return State.DROPPED
        if self.days_late(on):
            return State.LATE
        finished = [one.done(on) for one in self.steps]
        if finished and all(finished):
            return State.TO_CLOSE
        return State.UNDER_WAY if any(finished) else State.NOT_STARTED
