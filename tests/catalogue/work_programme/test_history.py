"""What stands in a history of stages, and what is late."""

from dataclasses import dataclass
from datetime import date

from catalogue.work_programme.history import (
    Lateness,
    days_late,
    lateness,
    next_step,
    reached,
    stage_on,
    standing,
)


@dataclass
class Event:
    id: int
    code: str
    reached_on: date
    corrects_id: int | None = None
    annuls: bool = False


@dataclass
class Planned:
    code: str
    planned_on: date


FIRST = Event(1, "20.00", date(2026, 1, 5))
SECOND = Event(2, "30.00", date(2026, 2, 1))
THIRD = Event(3, "40.20", date(2026, 3, 1))


def codes(*events: Event) -> list[str]:
    return [one.code for one in standing(events)]


def test_a_correction_takes_the_place_of_what_it_corrects():
    correction = Event(4, "20.20", date(2026, 1, 20), corrects_id=2)
    assert codes(FIRST, SECOND, THIRD, correction) == ["20.00", "20.20", "40.20"]


def test_a_correction_may_itself_be_corrected():
    wrong = Event(4, "20.20", date(2026, 1, 20), corrects_id=2)
    right = Event(5, "20.60", date(2026, 1, 25), corrects_id=4)
    assert codes(FIRST, SECOND, THIRD, wrong, right) == ["20.00", "20.60", "40.20"]


def test_what_did_not_take_place_takes_no_place_until_that_is_corrected_too():
    annulled = Event(4, "40.20", date(2026, 3, 1), corrects_id=3, annuls=True)
    assert codes(FIRST, SECOND, THIRD, annulled) == ["20.00", "30.00"]
    restored = Event(5, "40.20", date(2026, 3, 2), corrects_id=4)
    assert codes(FIRST, SECOND, THIRD, annulled, restored) == ["20.00", "30.00", "40.20"]


def test_a_code_may_come_back():
    again = Event(4, "30.00", date(2026, 4, 1))
    assert codes(FIRST, SECOND, THIRD, again) == ["20.00", "30.00", "40.20", "30.00"]


def test_the_stage_of_a_past_day():
    events = (FIRST, SECOND, THIRD)
    assert stage_on(events, date(2026, 2, 28)) == "30.00"
    assert stage_on(events, date(2026, 3, 1)) == "40.20"
    assert stage_on(events, date(2025, 12, 31)) is None


def test_after_a_decision_to_repeat_the_stage_is_ahead_again():
    assert reached("40.20", "40.60")
    assert not reached("40.20", "40.93")
    assert reached("30.00", "40.93")


def test_late_counts_from_the_planned_day_and_only_for_what_is_not_reached():
    today = date(2026, 3, 11)
    plan = [
        Planned("30.00", date(2026, 1, 1)),
        Planned("40.60", date(2026, 3, 1)),
        Planned("60.60", date(2026, 12, 1)),
    ]
    assert lateness(plan, "40.20", today=today) == Lateness("40.60", 10)
    assert next_step(plan, "40.20").code == "40.60"
    assert lateness(plan, "40.60", today=today) is None
    assert lateness(plan[1:2], "40.20", today=date(2026, 3, 1)) is None
    assert next_step([], "40.20") is None
    assert days_late(date(2026, 3, 1), reached_on=date(2026, 2, 1), today=today) == 0
