"""Half-years: the first six months and the last six, ends included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.assignments.half_year import HalfYear, half_year_of, parse_half_year


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2026-S1"),
        (date(2026, 6, 30), "2026-S1"),
        (date(2026, 7, 1), "2026-S2"),
        (date(2026, 12, 31), "2026-S2"),
    ],
)
def test_a_day_falls_in_its_half_year(day, code):
    assert half_year_of(day).code == code


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)))
def test_half_years_follow_one_another_without_a_gap(day):
    found = half_year_of(day)
    assert found.first <= day <= found.last
    assert found.last + timedelta(days=1) == found.following.first
    assert parse_half_year(found.code) == found


@pytest.mark.parametrize("text", ["2026", "2026-S3", "2026-s1", "2026-S1 ", "S1-2026", "٢٠٢٦-S1"])
def test_anything_else_is_no_half_year(text):
    assert parse_half_year(text) is None


def test_they_are_ordered_in_time():
    assert HalfYear(2025, 2) < HalfYear(2026, 1) < HalfYear(2026, 2)
