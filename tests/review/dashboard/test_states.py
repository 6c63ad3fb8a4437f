"""The state of a line follows from days and counts, never from a curve."""

from __future__ import annotations

from datetime import date

import pytest

from review.dashboard.states import Standing, State, state_of
from review.dashboard.trends import HEIGHT, MARGIN, WIDTH, Point, places

ON = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 31), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing(known=True, reached=True, due_on=BEFORE), State.MET),
        (Standing(known=True, reached=True, due_on=AFTER, late_steps=2), State.MET),
        (Standing(known=True, reached=False, due_on=AFTER), State.UNDER_WAY),
        (Standing(known=True, reached=False, due_on=ON), State.UNDER_WAY),
        (Standing(known=True, reached=False, due_on=BEFORE), State.LATE),
        (Standing(known=False, reached=False, due_on=BEFORE), State.LATE),
        (Standing(known=True, reached=False, due_on=AFTER, late_steps=1), State.LATE),
        (Standing(known=True, reached=None, due_on=None), State.FOLLOWED),
        (Standing(known=True, reached=None, due_on=BEFORE), State.FOLLOWED),
        (Standing(known=False, reached=None, due_on=AFTER), State.UNKNOWN),
        (Standing(known=False, reached=False, due_on=AFTER), State.UNKNOWN),
    ],
)
def test_the_first_rule_that_fits_gives_the_state(standing, state):
    assert state_of(standing, on=ON) is state


def test_a_trend_stands_on_zero_and_spans_its_days():
    drawn = places(
        [
            Point(date(2024, 12, 31), 10, 100),
            Point(date(2025, 6, 30), None, None),
            Point(date(2025, 12, 31), 40, 100),
        ]
    )
    assert [one.x for one in drawn] == [MARGIN, WIDTH - MARGIN]
    # A quarter of the highest value stands at a quarter of the height.
    assert drawn[0].y == HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) / 4
    assert drawn[1].y == MARGIN


def test_one_figure_or_none_draws_nothing():
    assert places([]) == []
    assert places([Point(ON, 3, 10), Point(AFTER, None, None), Point(AFTER, 0, 0)]) == []


def test_all_at_zero_is_drawn_at_the_foot():
    drawn = places([Point(BEFORE, 0), Point(AFTER, 0)])
    assert {one.y for one in drawn} == {HEIGHT - MARGIN}
