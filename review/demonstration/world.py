"""The world of the demonstration: its calendar, who acts in it, and the session it is written to.

The whole story is told through the services, day after day in the order of the calendar, each act
at its own instant: the journal reads as if people had worked with the product since January 2024.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from catalogue.accounts.queries import actor_of
from catalogue.permissions import Actor, system_actor

Act = Callable[[], None]

OPENING = time(8, 0, tzinfo=UTC)
BETWEEN_ACTS = timedelta(minutes=1)
SATURDAY = 5
SEED = 20_250_308


class World:
    """A calendar of acts to come, the people who do them, and where they are written.

    ``folder`` is the data folder, where files are kept; ``last_day`` the last day that is told,
    the day before the demonstration is loaded. ``choice`` is seeded: the same day gives the same
    demonstration.
    """

    def __init__(self, session: Session, folder: Path, *, at: datetime) -> None:
        self.session = session
        self.folder = folder
        self.last_day = at.date() - timedelta(days=1)
        self.today = date.min
        self.choice = Random(SEED)  # noqa: S311 - a story, not a secret
        self.accounts: dict[str, int] = {}
        self.organisations: dict[str, int] = {}
        self.committees: dict[str, int] = {}
        self._actors: dict[str, Actor] = {}
        self._order = itertools.count()
        self._calendar: list[tuple[date, int, Act]] = []
        self._now = at

    def on(self, day: date, act: Act) -> None:
        """Put an act in the calendar; one that falls after the last day is never done.

        Acts of one day are done in the order they were put there.
        """
        heapq.heappush(self._calendar, (max(day, self.today), next(self._order), act))

    def run(self) -> None:
        """Live every day of the calendar."""
        while self._calendar and self._calendar[0][0] <= self.last_day:
            day, _order, act = heapq.heappop(self._calendar)
            if day != self.today:
                self.today = day
                self._now = datetime.combine(day, OPENING)
            act()

    def now(self) -> datetime:
        """Give the next instant of the day: no two acts happen at the same one."""
        self._now += BETWEEN_ACTS
        return self._now

    def actor(self, key: str) -> Actor:
        """Give a person of the demonstration as the domain knows them.

        Read once: what the people who act may do does not change while the story lasts.
        """
        if key not in self._actors:
            self._actors[key] = actor_of(self.session, self.accounts[key], on=self.today)
        return self._actors[key]

    @property
    def secretariat(self) -> Actor:
        """The secretariat."""
        return self.actor("secretariat")

    @property
    def software(self) -> Actor:
        """What the software does by itself."""
        return system_actor()

    def before_last(self, days: int) -> date:
        """Give the working day that many days before the last one."""
        return working_day(self.last_day - timedelta(days=days))


def working_day(day: date) -> date:
    """Give the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - SATURDAY + 1, 0))
