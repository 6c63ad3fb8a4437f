"""What a proposal would do to the figures: told by the slice that counts them (above)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import Sex
from catalogue.messages import Message


@dataclass(frozen=True, slots=True)
class Share:
    """A share of seats held by women, before a nomination and after it; None without a seat."""

    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a nomination would do to the committee, to all of them, and to the balance."""

    committee: Share
    everywhere: Share
    band: Message


# For a committee, the sex of who leaves the seat (None when vacant) and of who would come.
Weigh = Callable[[int, Sex | None, Sex], Effect]

# Given a day, how nominations are weighed that day; the composition root fills it.
weighing: list[Callable[[Session, date], Weigh]] = []
