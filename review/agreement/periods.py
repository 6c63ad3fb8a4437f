"""Over which time agreement is looked at: a half-year, a year, or all of it (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from review.assignments.half_year import half_year_of, parse_half_year

ALL = "tout"
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Period:
    """A time, written «2026-S2», «2026» or «tout»; its days, both included, None without an end."""

    code: str
    first: date | None = None
    last: date | None = None


def parse_period(code: str) -> Period | None:
    """Read a period as it is written in an address, None for anything else."""
    if code == ALL:
        return Period(ALL)
    if _YEAR.fullmatch(code):
        return Period(code, date(int(code), 1, 1), date(int(code), 12, 31))
    half_year = parse_half_year(code)
    return None if half_year is None else Period(code, half_year.first, half_year.last)


def periods_between(first: date, today: date) -> list[Period]:
    """Give the periods one may choose, latest first: half-years under their year, then all."""
    found = []
    for year in range(today.year, min(first, today).year - 1, -1):
        codes = [f"{year}-S2", f"{year}-S1", str(year)]
        read = (parse_period(code) for code in codes)
        found += [one for one in read if one is not None and _touches(one, first, today)]
    return [*found, Period(ALL)]


def this_half_year(today: date) -> Period:
    """Give the period a person sees first."""
    half_year = half_year_of(today)
    return Period(half_year.code, half_year.first, half_year.last)


def _touches(period: Period, first: date, today: date) -> bool:
    return (period.last is None or period.last >= min(first, today)) and (
        period.first is None or period.first <= today
    )
