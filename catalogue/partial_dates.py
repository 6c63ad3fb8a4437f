"""Dates as sources give them: a year, a month of a year, or a day; never more than is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year with the month and the day that are known; written «2015», «2015-09», «2015-09-22»."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str | None) -> PartialDate | None:
        """Read «2015», «2015-09» or «2015-09-22»; None for anything else, and for no such day."""
        found = _WRITTEN.fullmatch(text or "")
        if found is None:
            return None
        year, month, day = (int(part or 0) for part in found.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            return None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date | None) -> PartialDate | None:
        """Take a whole day; None stays unknown."""
        return None if day is None else cls(day.year, day.month, day.day)

    @property
    def first_day(self) -> date:
        """The earliest day it can be, to put dates in order."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Write it as its source did."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text
