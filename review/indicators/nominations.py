"""What each nomination would do to the figures, a seat passing to a woman or to a man. Pure.

Nobody is proposed here: the page says what would change, people choose whom to name.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from review.indicators.participation import Tally, missing

_WOMAN, _MAN, _UNDECLARED, _NOBODY = Tally(1), Tally(men=1), Tally(undeclared=1), Tally(vacant=1)


@dataclass(frozen=True, slots=True)
class Effect:
    """A place, or all of them, before a nomination and after it."""

    before: Tally
    after: Tally

    def missing(self, target: Fraction) -> int:
        """Give how many seats would still have to pass to women to reach a share."""
        return missing(self.after, target)


def of_sex(sex: str | None) -> Tally:
    """Give a seat by who holds it: «femme», «homme», anything else declared, or nobody (None)."""
    if sex is None:
        return _NOBODY
    return {"femme": _WOMAN, "homme": _MAN}.get(sex, _UNDECLARED)


def effect(tally: Tally, *, leaving: Tally, coming: Tally) -> Effect:
    """Give what becomes of a place when a seat of it passes from one holder to another.

    ``leaving`` and ``coming`` are one seat each (:func:`of_sex`); ``leaving`` is in ``tally``.
    """
    return Effect(
        tally,
        Tally(
            tally.women - leaving.women + coming.women,
            tally.men - leaving.men + coming.men,
            tally.undeclared - leaving.undeclared + coming.undeclared,
            tally.vacant - leaving.vacant + coming.vacant,
        ),
    )


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
