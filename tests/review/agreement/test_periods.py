"""Half-years, years, all of it; anything else is no period."""

from __future__ import annotations

from datetime import date

import pytest

from review.agreement.periods import parse_period, periods_between, this_half_year


def test_reading_a_period():
    read = {code: parse_period(code) for code in ("2026", "2026-S2", "tout")}
    assert [(one.first, one.last) for one in read.values() if one] == [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (None, None),
    ]


@pytest.mark.parametrize("code", ["", "2026-S3", "26", "0026", "2026-07", "all"])
def test_anything_else_is_no_period(code):
    assert parse_period(code) is None


def test_periods_to_choose_begin_with_the_first_pair_and_end_today():
    found = periods_between(date(2025, 8, 3), date(2026, 5, 1))
    assert [one.code for one in found] == ["2026-S1", "2026", "2025-S2", "2025", "tout"]
    assert this_half_year(date(2026, 5, 1)) == found[0]
