"""The closed readings: 5.3, one of them corrected when a late entry came in, and 1.1 and 4.1."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import sqlalchemy as sa

from review.demonstration.world import World
from review.indicators.models import Reading
from review.indicators.services import close_period, correct_reading

CLOSINGS: tuple[tuple[str, date, date], ...] = (
    ("2024", date(2024, 12, 31), date(2025, 1, 15)),
    ("2025", date(2025, 12, 31), date(2026, 1, 20)),
    ("2024-2026", date(2025, 12, 31), date(2026, 1, 20)),
)
PEOPLE = ("1.1", "4.1")
PEOPLE_AT, PEOPLE_CLOSED_ON = date(2025, 12, 31), date(2026, 1, 21)
CORRECTED, CORRECTED_ON = "2024", date(2025, 4, 8)
LATE_ENTRY = "Une norme homologuée en juin 2024 a été saisie en mars 2025 (démonstration)."


def plan_closings(world: World) -> None:
    """Plan the closings of the monitoring committee, and the correction of the first of 5.3."""
    for window, at, closed_on in CLOSINGS:
        world.on(closed_on, partial(_close, world, "5.3", window, at))
    for code in PEOPLE:
        world.on(PEOPLE_CLOSED_ON, partial(_close, world, code, "2024-2026", PEOPLE_AT))
    world.on(CORRECTED_ON, lambda: _correct(world))


def _close(world: World, code: str, window: str, at: date) -> None:
    close_period(
        world.session,
        code,
        window=window,
        at=at,
        actor=world.actor("suivi"),
        today=world.today,
        now=world.now(),
        local_date=_day,
    )


def _correct(world: World) -> None:
    reading = world.session.scalars(
        sa.select(Reading).where(Reading.period == CORRECTED).order_by(Reading.id)
    ).one()
    correct_reading(
        world.session,
        reading,
        reason=LATE_ENTRY,
        actor=world.actor("suivi"),
        today=world.today,
        now=world.now(),
        local_date=_day,
    )


def _day(at: datetime) -> date:
    """Give the day in Bamako, which keeps the time of Greenwich."""
    return at.date()
