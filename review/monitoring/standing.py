"""Where a recommendation stood on a day, from its dated acts (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from review.monitoring.vocabulary import STILL_OPEN, Act, RecommendationState


class Dated(Protocol):
    """One act, as this file reads it."""

    @property
    def act(self) -> Act:
        """What was done."""

    @property
    def done_on(self) -> date:
        """The day it was done."""

    @property
    def state(self) -> RecommendationState | None:
        """Where it led, if it moved."""

    @property
    def due_on(self) -> date | None:
        """The due date it set."""

    @property
    def previous_due_on(self) -> date | None:
        """The due date before it."""

    @property
    def note(self) -> str:
        """The reason, or what proves it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a recommendation stood on a day; ``since`` is the day of its last move, if any."""

    state: RecommendationState
    due_on: date | None
    since: date | None
    note: str

    def overdue(self, on: date) -> bool:
        """Tell whether it was still open after its due date."""
        return self.state in STILL_OPEN and self.due_on is not None and self.due_on < on


def standing(acts: Iterable[Dated], due_on: date | None, *, on: date) -> Standing:
    """Give where a recommendation stood on a day; ``due_on`` is its due date of now.

    Acts come in the order they were done. A postponement after that day is taken back, so that
    the due date is the one people knew.
    """
    state, since, note = RecommendationState.TO_DO, None, ""
    due, settled = due_on, False
    for one in acts:
        if one.done_on <= on:
            if one.state is not None:
                state, since, note = one.state, one.done_on, one.note
        elif one.act is Act.POSTPONE and not settled:
            due, settled = one.previous_due_on, True
    return Standing(state, due, since, note)
