"""Half-years: the period of an edition of the work programme (pure)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from catalogue.messages import N_, Message

_CODE = re.compile(r"(\d{4})-S([12])")
_JULY = 7


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """One half of a calendar year; ``half`` is 1 or 2."""

    year: int
    half: int

    @property
    def code(self) -> str:
        """Give the half-year as it stands in addresses: «2026-S2»."""
        return f"{self.year:04d}-S{self.half}"

    @property
    def first(self) -> date:
        """Give its first day."""
        return date(self.year, 1 if self.half == 1 else _JULY, 1)

    @property
    def last(self) -> date:
        """Give its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def label(self) -> Message:
        """Name it for people."""
        if self.half == 1:
            return N_("premier semestre %(year)d", year=self.year)
        return N_("second semestre %(year)d", year=self.year)

    @property
    def before(self) -> HalfYear:
        """Give the half-year that ends when this one begins."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)  # noqa: PLR2004


def half_year_of(day: date) -> HalfYear:
    """Give the half-year a day lies in."""
    return HalfYear(day.year, 1 if day.month < _JULY else 2)


def read(code: str) -> HalfYear | None:
    """Read «2026-S2»; nothing when it is not a half-year."""
    found = _CODE.fullmatch(code)
    if found is None or found[1] == "0000":
        return None
    return HalfYear(int(found[1]), int(found[2]))


def six_months_after(day: date) -> date:
    """Give the same day six months later, or the last day of a shorter month."""
    year, month = (day.year, day.month + 6) if day.month < _JULY else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
