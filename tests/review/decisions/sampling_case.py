"""Rounds opened by sampling, drawn or not as the test wants."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.policy.models import PolicyValue
from review.assignments.half_year import half_year_of
from review.assignments.models import ReviewRound, SamplingSeed
from review.assignments.sampling import is_drawn
from tests.review.assignments import arranging
from tests.review.assignments.arranging import NOW, TODAY


def sampling_on(session: Session, *, since: date = TODAY, at: datetime = NOW) -> None:
    session.add(PolicyValue(key="review_mode", value="sampling", valid_from=since, set_at=at))
    session.flush()


def seed_that_draws(*round_ids: int, leaves: tuple[int, ...] = ()) -> str:
    """Find a seed under which these rounds are drawn, and those are not."""
    for number in itertools.count():
        seed = f"{number:064x}"
        if all(is_drawn(seed, one, percent=20) for one in round_ids) and not any(
            is_drawn(seed, one, percent=20) for one in leaves
        ):
            return seed
    raise AssertionError


# A round undone keeps its number on PostgreSQL: the first two numbers are drawn alike.
FIRST_NUMBERS = (1, 2)


def sampling_as(session: Session, *, drawn: bool, on: date = TODAY) -> None:
    """Have the first round of an empty database read by sampling, with its draw as wanted."""
    sampling_on(session, since=on)
    seed = seed_that_draws(*FIRST_NUMBERS) if drawn else seed_that_draws(leaves=FIRST_NUMBERS)
    session.add(SamplingSeed(half_year=half_year_of(on).code, seed=seed, recorded_at=NOW))
    session.flush()


def opened_by_sampling(
    session: Session, by: Account, *, drawn: bool, on: date = TODAY, **facts: Any
) -> ReviewRound:
    """Open the first round of an empty database by sampling, with its draw as wanted."""
    sampling_as(session, drawn=drawn, on=on)
    made = arranging.opened(session, arranging.council_text(session), by, on=on, **facts)
    assert made.id in FIRST_NUMBERS
    assert made.drawn is drawn
    return made
