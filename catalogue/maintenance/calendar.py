"""When an edition is to be examined, and where it stands: pure functions of its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.maintenance.vocabulary import Outcome, Standing


@dataclass(frozen=True, slots=True)
class Last:
    """The last examination of an edition, cancelled ones apart; no ``outcome`` while it is open."""

    opened_on: date
    outcome: Outcome | None = None
    next_due_on: date | None = None
    followed: bool = False


def after_years(day: date, years: int) -> date:
    """Give the same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def due_on(begun_on: date | None, years: int | None, last: Last | None) -> date | None:
    """Give the day an examination is due: what the last one set, or so many years after the text.

    ``begun_on`` is the day the text was published or, failing that, homologated or adopted. None
    where nothing is due: no date is known, the kind is not examined, a withdrawal is decided.
    """
    if years is None:
        return None
    if last is not None and last.outcome is not None:
        return last.next_due_on
    return after_years(begun_on, years) if begun_on is not None else None


def standing(due: date | None, last: Last | None, *, today: date, ahead: int) -> Standing:
    """Say where an edition stands; ``ahead`` is how many days before its date it is announced."""
    if last is not None and last.outcome is None:
        return Standing.OPEN
    if last is not None and last.outcome is not Outcome.CONFIRM and not last.followed:
        return Standing.TO_FOLLOW
    if due is None:
        return Standing.UNKNOWN
    if due < today:
        return Standing.LATE
    return Standing.SOON if due <= today + timedelta(days=ahead) else Standing.LATER
