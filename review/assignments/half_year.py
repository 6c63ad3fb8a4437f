"""Half-years, January to June and July to December: the periods of draws and agreement (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SECOND_BEGINS = 7  # July
_CODE = re.compile(r"(?P<year>[12][0-9]{3})-S(?P<half>[12])")


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """One half of a calendar year, written «2026-S2»."""

    year: int
    half: int

    @property
    def code(self) -> str:
        """Give it as it is written in addresses, files and the database."""
        return f"{self.year}-S{self.half}"

    @property
    def first(self) -> date:
        """Give its first day."""
        return date(self.year, 1 if self.half == 1 else _SECOND_BEGINS, 1)

    @property
    def last(self) -> date:
        """Give its last day, included."""
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> HalfYear:
        """Give the half-year after it."""
        return HalfYear(self.year + self.half - 1, 3 - self.half)


def half_year_of(day: date) -> HalfYear:
    """Give the half-year a day falls in."""
    return HalfYear(day.year, 1 if day.month < _SECOND_BEGINS else 2)


def parse_half_year(code: str) -> HalfYear | None:
    """Read «2026-S2», None for anything else."""
    found = _CODE.fullmatch(code)
    return HalfYear(int(found["year"]), int(found["half"])) if found else None
