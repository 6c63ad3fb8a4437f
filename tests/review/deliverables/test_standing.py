"""Where a deliverable stands, and by how many days it is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.deliverables.standing import DeliverableDays, StepDays
from review.deliverables.vocabulary import State

ON = date(2026, 11, 23)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
steps = st.lists(st.builds(StepDays, st.none() | days, st.none() | days), max_size=5)


def standing(*steps, due=None, completed=None, dropped=None):
    return DeliverableDays(due, completed, dropped, steps)


@pytest.mark.parametrize(
    ("given_days", "expected"),
    [
        (standing(), State.NOT_STARTED),
        (standing(StepDays(None, None)), State.NOT_STARTED),
        (standing(StepDays(None, ON), StepDays(None, None)), State.UNDER_WAY),
        (standing(StepDays(date(2026, 11, 22), None)), State.LATE),
        (standing(StepDays(ON, None)), State.NOT_STARTED),
        (standing(due=date(2026, 11, 1)), State.LATE),
        (standing(StepDays(None, ON)), State.TO_CLOSE),
        (standing(StepDays(None, ON), completed=ON), State.DONE),
        (standing(StepDays(None, ON), completed=ON + timedelta(days=1)), State.TO_CLOSE),
        (standing(dropped=ON, due=date(2026, 1, 1)), State.DROPPED),
    ],
)
def test_the_state_of_a_deliverable_on_a_day(given_days, expected):
    assert given_days.state(ON) is expected


def test_the_latest_step_says_how_late():
    two = (StepDays(date(2026, 11, 1), None), StepDays(date(2026, 11, 13), None))
    assert standing(*two).days_late(ON) == 22
    assert standing(*two, due=date(2026, 10, 24)).days_late(ON) == 30


@given(steps, st.none() | days, days)
def test_a_step_done_never_makes_it_later(others, due, on):
    before = DeliverableDays(due, None, None, [*others, StepDays(on, None)])
    after = DeliverableDays(due, None, None, [*others, StepDays(on, on)])
    for day in (on, on + timedelta(days=40)):
        assert after.days_late(day) <= before.days_late(day)


@given(steps, st.none() | days, days)
def test_it_is_late_when_and_only_when_days_say_so(several, due, on):
    one = DeliverableDays(due, None, None, several)
    assert (one.state(on) is State.LATE) == (one.days_late(on) > 0)
