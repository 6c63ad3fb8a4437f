"""The reminders of the last fortnight, sent each morning as the service sends them."""

from __future__ import annotations

from datetime import timedelta

from review.demonstration.world import World
from review.reminders.services import send_due

FORTNIGHT = 14
ZONE = "Africa/Bamako"


def plan_reminders(world: World) -> None:
    """Plan the reminders due on each of the last days."""
    for days in range(FORTNIGHT):
        world.on(world.last_day - timedelta(days=days), lambda: _send(world))


def _send(world: World) -> None:
    send_due(world.session, at=world.now(), on=world.today, timezone=ZONE)
