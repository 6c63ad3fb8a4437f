"""Which reminders are due: each kind by itself, once, and none when nothing is awaited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)
from review.reminders.reminders import (
    Delays,
    Disagreement,
    Due,
    Reading,
    Sent,
    for_disagreement,
    for_reading,
    for_returned_needs,
)
from review.reminders.vocabulary import MOST_REMINDERS, ReminderKind

K = ReminderKind
ASKED = date(2026, 11, 2)
DUE = date(2026, 11, 30)
DELAYS = Delays()

INVITED = Reading(
    role=AssignmentRole.REVIEWER,
    state=AssignmentState.INVITED,
    round_state=RoundState.OPEN,
    assigned_on=ASKED,
    respond_by=date(2026, 11, 11),
    due_on=DUE,
)
ACCEPTED = replace(INVITED, state=AssignmentState.ACCEPTED)
DISCUSSING = replace(
    ACCEPTED,
    state=AssignmentState.SUBMITTED,
    round_state=RoundState.DISCUSSION,
    discussion_until=date(2026, 12, 14),
)

days = st.dates(date(2026, 10, 1), date(2027, 6, 30))
readings = st.builds(
    Reading,
    role=st.sampled_from(AssignmentRole),
    state=st.sampled_from(AssignmentState),
    round_state=st.sampled_from(RoundState),
    assigned_on=days,
    respond_by=st.none() | days,
    due_on=st.none() | days,
    discussion_until=st.none() | days,
    passed=st.booleans(),
)


def lived(find, days_awake, reading=None):
    """Live through days, sending what is due each morning; give (day, kind) of what was sent."""
    sent, told = {}, []
    for today in days_awake:
        found = find(sent, today) if reading is None else find(reading, sent, today)
        for due in found:
            before = sent.get((due.kind, due.about_on))
            sent[due.kind, due.about_on] = Sent((before.count if before else 0) + 1, today)
            told.append((today, due))
    return told


def every_day(start, count):
    return [start + timedelta(days=number) for number in range(count)]


def of_reading(reading, sent, today):
    return for_reading(reading, sent, today=today, delays=DELAYS)


def told_of(reading, days_awake):
    return [
        (today, due.kind)
        for today, due in lived(lambda sent, today: of_reading(reading, sent, today), days_awake)
    ]


def test_an_invitation_is_reminded_before_and_after_its_day_and_alone():
    assert told_of(INVITED, every_day(ASKED, 60)) == [
        (date(2026, 11, 7), K.INVITATION),
        (date(2026, 11, 14), K.INVITATION),
        (date(2026, 11, 21), K.INVITATION),
        (date(2026, 11, 28), K.INVITATION),
    ]


def test_a_reading_is_reminded_before_its_day_once_then_after_it_a_few_times():
    assert told_of(ACCEPTED, every_day(ASKED, 90)) == [
        (date(2026, 11, 23), K.DUE_SOON),
        (date(2026, 12, 2), K.LATE),
        (date(2026, 12, 9), K.LATE),
        (date(2026, 12, 16), K.LATE),
        (date(2026, 12, 23), K.LATE),
    ]


def test_one_kind_never_silences_another():
    """A reminder to answer, sent for weeks, leaves those of the reading whole."""
    sent = {(K.INVITATION, INVITED.respond_by): Sent(MOST_REMINDERS, date(2026, 11, 22))}
    assert of_reading(ACCEPTED, sent, date(2026, 11, 23)) == [
        Due(K.DUE_SOON, DUE, date(2026, 11, 23))
    ]


def test_a_machine_that_slept_sends_each_kind_once_and_no_burst():
    asleep = [date(2026, 12, 20), date(2026, 12, 21), date(2026, 12, 22)]
    assert told_of(ACCEPTED, asleep) == [(date(2026, 12, 20), K.LATE)]


def test_a_date_that_moves_begins_anew():
    sent = {(K.DUE_SOON, DUE): Sent(1, date(2026, 11, 23)), (K.LATE, DUE): Sent(4, DUE)}
    moved = replace(ACCEPTED, due_on=date(2027, 1, 15))
    assert of_reading(moved, sent, date(2026, 12, 1)) == []
    assert [one.kind for one in of_reading(moved, sent, date(2027, 1, 8))] == [K.DUE_SOON]


def test_who_was_asked_within_those_days_hears_only_the_day_before():
    late_comer = replace(ACCEPTED, assigned_on=date(2026, 11, 27))
    assert told_of(late_comer, every_day(date(2026, 11, 27), 4)) == [
        (date(2026, 11, 29), K.DUE_SOON)
    ]
    assert told_of(replace(ACCEPTED, assigned_on=DUE), every_day(DUE, 2)) == []


def test_a_discussion_is_reminded_before_it_ends_unless_one_passed():
    assert told_of(DISCUSSING, every_day(date(2026, 12, 1), 30)) == [
        (date(2026, 12, 11), K.DISCUSSION)
    ]
    passed = replace(DISCUSSING, passed=True)
    assert told_of(passed, every_day(date(2026, 12, 1), 30)) == []


def test_the_adjudication_is_reminded_to_the_secretariat_then_to_whoever_settles():
    waiting = Disagreement(RoundState.DISCUSSION, date(2026, 12, 14), adjudicator=False)

    def find(sent, today):
        return for_disagreement(waiting, sent, today=today, delays=DELAYS)

    told = [(today, due.kind) for today, due in lived(find, every_day(date(2026, 12, 1), 25))]
    assert told == [(date(2026, 12, 15), K.ADJUDICATION), (date(2026, 12, 22), K.ADJUDICATION)]
    settled = replace(waiting, round_state=RoundState.ADJUDICATION, adjudicator=True)
    assert for_disagreement(settled, {}, today=date(2027, 1, 1), delays=DELAYS) == []
    settling = Reading(
        role=AssignmentRole.ADJUDICATOR,
        state=AssignmentState.IN_PROGRESS,
        round_state=RoundState.ADJUDICATION,
        assigned_on=date(2026, 12, 16),
    )
    assert told_of(settling, every_day(date(2026, 12, 16), 14)) == [
        (date(2026, 12, 28), K.ADJUDICATION)
    ]


def test_a_fiche_to_complete_is_reminded():
    def find(sent, today):
        return for_returned_needs(date(2026, 11, 2), sent, today=today, delays=DELAYS)

    told = [today for today, _due in lived(find, every_day(date(2026, 11, 2), 20))]
    assert told == [date(2026, 11, 12), date(2026, 11, 19)]


@pytest.mark.parametrize("state", sorted(set(RoundState) - LIVE_ROUND_STATES))
@given(readings, days)
def test_nothing_for_a_round_that_is_over(state, reading, today):
    assert of_reading(replace(reading, round_state=state), {}, today) == []


@pytest.mark.parametrize("state", sorted(set(AssignmentState) - UNFINISHED_ASSIGNMENT_STATES))
@given(readings, days)
def test_nothing_but_the_discussion_to_who_handed_in_declined_or_was_withdrawn(
    state, reading, today
):
    found = of_reading(replace(reading, state=state), {}, today)
    assert {one.kind for one in found} <= {K.DISCUSSION}
    if state is not AssignmentState.SUBMITTED:
        assert found == []


@given(readings, st.lists(st.integers(1, 9), max_size=60))
def test_never_twice_the_same_and_never_more_than_a_few_whatever_the_sleep(reading, pauses):
    awake, day = [], reading.assigned_on
    for pause in pauses:
        day += timedelta(days=pause)
        awake.append(day)
    told = lived(lambda sent, today: of_reading(reading, sent, today), awake)
    keys = [(due.kind, due.due_on) for _today, due in told]
    assert len(keys) == len(set(keys)), "the table refuses a second row"
    assert all(due.due_on <= today for today, due in told)
    for kind in K:
        when = [today for today, due in told if due.kind is kind]
        assert len(when) <= MOST_REMINDERS
        assert all(
            later - earlier >= timedelta(days=DELAYS.repeat) for earlier, later in pairwise(when)
        )
