"""The time, in one place, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def utc_now() -> datetime:
    """Give the present instant in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """Give the application's present instant: the clock's, or the one a test has set."""
    clock: Callable[[], datetime] = current_app.extensions.get("clock", utc_now)
    return clock()


def local_date(at: datetime) -> date:
    """Give the calendar day of an instant where the agency is (product_rules §4: Africa/Bamako)."""
    return at.astimezone(ZoneInfo(current_app.config["AGENCY_TIMEZONE"])).date()


def today() -> date:
    """Give today's date where the agency is."""
    return local_date(now())
