"""6.3: meetings with minutes over meetings planned, rebuilt for any day; counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from flask_babel import force_locale

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.indicators import behind, meetings
from review.indicators.figures import Question
from review.indicators.vocabulary import Window
from review.monitoring import services
from review.monitoring.models import MeetingMinutes, MonitoringMeeting
from review.monitoring.vocabulary import MeetingState
from tests import factories
from tests.conftest import NOW

PLAN = Window("2024-2026", date(2024, 1, 1), date(2026, 12, 31))


def asked(at, window=PLAN):
    return Question(at=at, today=NOW.date(), window=window, least=Fraction(4, 5), floor=5)


@pytest.fixture
def meeting(session):
    """Lay a meeting as it was lived: planned, held, its minutes closed, each on its day."""
    numbers = iter(range(1, 100))

    def make(planned_on, held_on=None, closed_on=None, cancelled_on=None):
        state = MeetingState.PLANNED
        if cancelled_on:
            state = MeetingState.CANCELLED
        elif held_on:
            state = MeetingState.CLOSED if closed_on else MeetingState.HELD
        row = MonitoringMeeting(
            number=next(numbers),
            planned_on=planned_on,
            held_on=held_on,
            state=state,
            cancelled_on=cancelled_on,
            cancel_reason="Grève" if cancelled_on else None,
            made_on=date(planned_on.year, 1, 5),
            made_at=NOW,
        )
        session.add(row)
        session.flush()
        if closed_on:
            session.add(
                MeetingMinutes(
                    meeting_id=row.id,
                    content={},
                    digest="0" * 64,
                    closed_on=closed_on,
                    closed_at=NOW,
                )
            )
            session.flush()
        return row

    return make


@pytest.fixture
def year(session):
    keeper = factories.actor(factories.account(session, Role.MONITORING))

    def make(number, count, decided_on):
        services.plan_year(
            session,
            year=number,
            meetings=count,
            decided_on=decided_on,
            source="Décision",
            actor=keeper,
            at=NOW,
            today=NOW.date(),
        )
        session.flush()

    return make


@pytest.fixture
def three_years(meeting, year):
    """Lay 2024 without a number, 2025 with four, 2026 with two and then four."""
    year(2025, 4, date(2025, 1, 10))
    year(2026, 2, date(2026, 1, 10))
    year(2026, 4, date(2026, 6, 1))
    meeting(date(2024, 6, 3), date(2024, 6, 3), date(2024, 6, 20))
    meeting(date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 20))
    meeting(date(2025, 6, 2), date(2025, 6, 2), date(2025, 7, 1))
    meeting(date(2025, 9, 1), cancelled_on=date(2025, 8, 20))
    meeting(date(2025, 12, 1), date(2025, 12, 1), date(2026, 2, 2))
    meeting(date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 9))
    meeting(date(2026, 6, 15), date(2026, 6, 15))
    meeting(date(2026, 9, 7))
    meeting(date(2026, 12, 7))


@pytest.mark.usefixtures("three_years")
@pytest.mark.parametrize(
    ("at", "numerator", "denominator"),
    [
        (date(2024, 12, 31), 0, 0),  # 2024 has no number: one meeting, nothing to divide by
        (date(2025, 1, 9), 0, 0),  # decided the next day
        (date(2025, 6, 30), 1, 4),  # the minutes of June are closed on 1 July
        (date(2025, 12, 31), 2, 4),  # those of December in February
        (date(2026, 3, 8), 3, 6),  # 4 + 2
        (date(2026, 5, 31), 4, 6),
        (date(2026, 11, 23), 4, 8),  # 4 + 4, decided in June
    ],
)
def test_the_worked_example(session, at, numerator, denominator):
    figure = meetings.meetings(session, asked(at), None)
    assert (figure.known_by.numerator, figure.known_by.denominator) == (numerator, denominator)
    assert (figure.known_by.not_applicable is None) is bool(denominator)


@pytest.mark.usefixtures("three_years")
def test_what_stands_beside(session):
    figure = meetings.meetings(session, asked(date(2026, 11, 23)), None)
    assert [line.numerator for line in figure.beside] == [1, 1, 1, 1, 1, 1]
    [years] = figure.tables
    assert [row[1:] for row in years.rows][1:] == [(3, 4), (1, 4)]
    [records] = figure.records
    assert len(records.rows) == 9
    then = meetings.meetings(session, asked(date(2025, 8, 1)), None)
    # Not yet cancelled that day: two meetings of 2025 were to come, none was late.
    assert [line.numerator for line in then.beside] == [0, 2, 0, 0, 1, 1]


@pytest.mark.usefixtures("three_years")
def test_a_window_of_one_year_counts_that_year(session):
    window = Window("2025", date(2025, 1, 1), date(2025, 12, 31))
    figure = meetings.meetings(session, asked(date(2026, 11, 23), window), None)
    assert (figure.known_by.numerator, figure.known_by.denominator) == (3, 4)


@pytest.mark.usefixtures("three_years")
def test_a_closed_reading_keeps_the_meetings_and_no_name(session):
    rows = meetings.records(session, asked(date(2025, 6, 30)))
    assert rows == [
        {
            "meeting": 1,
            "planned_on": "2024-06-03",
            "held_on": "2024-06-03",
            "closed_on": "2024-06-20",
        },
        {
            "meeting": 2,
            "planned_on": "2025-03-03",
            "held_on": "2025-03-04",
            "closed_on": "2025-03-20",
        },
    ]


def test_an_agenda_is_told_of_indicators_under_target_and_lines_never_closed(session):
    with force_locale("fr"):
        told = [
            *behind.below_target(session, NOW.date()),
            *behind.without_reading(session, NOW.date()),
        ]
    assert all(one.key.startswith("indicator:") for one in told[:-1])
    assert told[-1].text.startswith("Lignes du plan sans relevé clos : 1.1, 1.2")
    assert "6.3" in told[-1].text


def test_an_indicator_under_its_target_is_told_without_its_figure(session):
    committee = factories.committee(session, "CTN1")
    for sex in (Sex.MAN, Sex.MAN, Sex.MAN, Sex.WOMAN, Sex.MAN):
        factories.mandate(session, factories.person(session, sex=sex), committee)
    with force_locale("fr"):
        told = {one.key: one for one in behind.below_target(session, NOW.date())}
    found = told["indicator:1.1"]
    assert found.address == "/indicateurs/1.1"
    assert not any(letter in found.text.partition(" : ")[2] for letter in "0123456789%")
