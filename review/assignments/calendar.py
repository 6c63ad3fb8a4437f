"""Working days, counted without a calendar of public holidays (pure)."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def after_working_days(start: date, days: int) -> date:
    """Give the last day of a delay of working days that begins the day after ``start``.

    Monday to Friday count. Public holidays are not taken off, since the software holds no official
    list of them: the person who must act has at most a little less time, never an unknown one.
    """
    day = start
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            left -= 1
    return day
