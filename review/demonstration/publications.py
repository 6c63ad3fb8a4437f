"""Two published editions of the programme, so that the second tells what changed."""

from __future__ import annotations

from datetime import date

from flask_babel import force_locale

from catalogue.publication.contents import contents
from catalogue.publication.half_years import half_year_of
from catalogue.publication.services import publish
from review.demonstration.world import World

FIRST = date(2025, 12, 15)
LATEST = 14  # days before the last one


def plan_publications(world: World) -> None:
    """Plan the edition of the end of 2025, and that of the present half-year."""
    for day in (FIRST, world.before_last(LATEST)):
        world.on(day, lambda: _publish(world))


def _publish(world: World) -> None:
    with force_locale("fr"):
        found = contents(world.session, half_year_of(world.today), on=world.today)
        publish(
            world.session,
            found,
            actor=world.actor("secretariat"),
            seen=found.digest,
            at=world.now(),
        )
