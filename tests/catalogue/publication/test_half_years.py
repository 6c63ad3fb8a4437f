"""Half-years: their days, their names, six months between two editions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.publication.half_years import HalfYear, half_year_of, read, six_months_after

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_half_year_and_no_other(day):
    found = half_year_of(day)
    assert found.first <= day <= found.last
    assert found.before.last + timedelta(days=1) == found.first
    assert read(found.code) == found


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-S3", "2026-s1", "26-S1", "2026-S1 ", "0000-S1", "2026-S2-2"]
)
def test_what_is_not_a_half_year_is_not_read(text):
    assert read(text) is None


def test_the_halves_of_a_year():
    assert (HalfYear(2026, 1).first, HalfYear(2026, 1).last) == (
        date(2026, 1, 1),
        date(2026, 6, 30),
    )
    assert (HalfYear(2026, 2).first, HalfYear(2026, 2).last) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_six_months_after(day, due):
    assert six_months_after(day) == due
