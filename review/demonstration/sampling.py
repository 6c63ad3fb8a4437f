"""A month of reading by sampling: one person first, a second where the rule asks for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from catalogue.policy.services import change
from review.answers.marker import FilledChecklist
from review.assignments.vocabulary import RoundState
from review.demonstration.rounds import Round
from review.demonstration.world import World, working_day

# Rounds opened between these days; none of them is contested (subjects.SECOND_SESSION).
FROM, UNTIL = date(2025, 6, 16), date(2025, 7, 1)
UNTRAINED = "relecture3"
INVITED_AGAIN, DECLARED_AGAIN, HANDED_IN_AGAIN = (timedelta(days=days) for days in (8, 10, 14))


def plan_trial(world: World) -> None:
    """Plan the setting: by sampling for a fortnight, then two readings again."""
    for day, value, reason in (
        (FROM, "sampling", "Essai sur quelques textes (démonstration)."),
        (UNTIL, "double", "Fin de l’essai (démonstration)."),
    ):
        world.on(day, _setting(world, value, reason))


def is_sampled(opened_on: date) -> bool:
    """Tell whether a round opened that day is read by sampling."""
    return FROM <= opened_on < UNTIL


def in_order(pair: tuple[str, ...]) -> tuple[str, ...]:
    """Put a person trained in gender first: their reading alone may decide."""
    return tuple(sorted(pair, key=lambda one: one == UNTRAINED))


def plan_second(round_: Round, opened_on: date, filled: FilledChecklist) -> None:
    """Plan what follows the first reading: nothing where it decides, else a second person."""
    world, second = round_.world, round_.readers[1]

    def after(delay: timedelta, act: Callable[[], None]) -> None:
        def done() -> None:
            if round_.found().state is RoundState.OPEN:
                act()

        world.on(working_day(opened_on + delay), done)

    after(INVITED_AGAIN, lambda: round_.invite(second))
    after(DECLARED_AGAIN, lambda: round_.declare(second))
    after(HANDED_IN_AGAIN, lambda: round_.submit(second, filled))


def _setting(world: World, value: str, reason: str) -> Callable[[], None]:
    def given() -> None:
        change(
            world.session,
            "review_mode",
            value,
            valid_from=world.today,
            reason=reason,
            actor=world.actor("administration"),
            on=world.today,
            at=world.now(),
        )

    return given
