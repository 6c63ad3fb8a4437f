"""When an examination is due and where an edition stands."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalogue.maintenance.calendar import Last, after_years, due_on, standing
from catalogue.maintenance.vocabulary import Outcome, Standing

TODAY = date(2026, 11, 23)
OPENED = date(2026, 1, 5)


def stands(due, last=None):
    return standing(due, last, today=TODAY, ahead=90)


def test_five_years_after_the_text_then_after_each_review():
    assert due_on(date(2021, 3, 1), 5, None) == date(2026, 3, 1)
    confirmed = Last(OPENED, Outcome.CONFIRM, next_due_on=date(2031, 2, 2))
    assert due_on(date(2021, 3, 1), 5, confirmed) == date(2031, 2, 2)
    assert due_on(date(2021, 3, 1), 5, Last(OPENED)) == date(2026, 3, 1)


def test_a_leap_day_is_not_lost():
    assert after_years(date(2024, 2, 29), 5) == date(2029, 2, 28)


def test_nothing_is_due_without_a_date_or_for_a_report():
    assert due_on(None, 5, None) is None
    assert due_on(date(2021, 3, 1), None, None) is None
    assert stands(None) is Standing.UNKNOWN


def test_the_day_itself_is_not_late():
    assert stands(TODAY) is Standing.SOON
    assert stands(TODAY - timedelta(days=1)) is Standing.LATE
    assert stands(TODAY + timedelta(days=90)) is Standing.SOON
    assert stands(TODAY + timedelta(days=91)) is Standing.LATER


def test_an_open_review_and_a_decision_to_follow_are_said_first():
    assert stands(date(2020, 1, 1), Last(OPENED)) is Standing.OPEN
    for outcome in (Outcome.REVISE, Outcome.AMEND, Outcome.WITHDRAW):
        assert stands(None, Last(OPENED, outcome)) is Standing.TO_FOLLOW
    followed = Last(OPENED, Outcome.REVISE, date(2031, 1, 1), followed=True)
    assert stands(date(2031, 1, 1), followed) is Standing.LATER


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 40))
def test_the_next_date_is_that_many_years_later(day, years):
    later = after_years(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (2, 28)}
