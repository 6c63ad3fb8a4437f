"""What is awaited of somebody and by when: one answer, whoever asks, on every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.assignments.due import Step, due, shown_state
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)

ANSWER, READ, DISCUSS = date(2026, 12, 1), date(2026, 12, 20), date(2027, 1, 8)
A, R = AssignmentState, RoundState


def asked(state, round_state=R.OPEN, role=AssignmentRole.REVIEWER):
    return due(
        state=state,
        role=role,
        round_state=round_state,
        respond_by=ANSWER,
        due_on=READ,
        discussion_until=DISCUSS,
    )


@pytest.mark.parametrize(
    ("state", "round_state", "role", "step", "on"),
    [
        (A.INVITED, R.OPEN, AssignmentRole.REVIEWER, Step.ANSWER, ANSWER),
        (A.ACCEPTED, R.OPEN, AssignmentRole.REVIEWER, Step.HAND_IN, READ),
        (A.IN_PROGRESS, R.OPEN, AssignmentRole.REVIEWER, Step.HAND_IN, READ),
        (A.SUBMITTED, R.DISCUSSION, AssignmentRole.REVIEWER, Step.DISCUSS, DISCUSS),
        (A.IN_PROGRESS, R.DISCUSSION, AssignmentRole.REVIEWER, Step.DISCUSS, DISCUSS),
        (A.INVITED, R.ADJUDICATION, AssignmentRole.ADJUDICATOR, Step.ANSWER, ANSWER),
        (A.IN_PROGRESS, R.ADJUDICATION, AssignmentRole.ADJUDICATOR, Step.SETTLE, READ),
    ],
)
def test_each_step_has_its_own_day(state, round_state, role, step, on):
    found = asked(state, round_state, role)
    assert (found.step, found.on) == (step, on)
    assert not found.late(on), "the last day is included"
    assert found.late(on + timedelta(days=1))


def test_nothing_is_awaited_once_handed_in_or_ended():
    assert asked(A.SUBMITTED) is None
    assert asked(A.SUBMITTED, R.ADJUDICATION) is None
    for state in (A.DECLINED, A.CANCELLED, A.NO_RESPONSE):
        for round_state in RoundState:
            assert asked(state, round_state) is None


@given(
    st.sampled_from(list(AssignmentState)),
    st.sampled_from(list(RoundState)),
    st.sampled_from(list(AssignmentRole)),
)
def test_a_closed_round_awaits_nothing_and_an_unfinished_part_of_a_live_one_does(
    state, round_state, role
):
    found = asked(state, round_state, role)
    if round_state not in LIVE_ROUND_STATES:
        assert found is None
    elif state in UNFINISHED_ASSIGNMENT_STATES:
        assert found is not None


@given(st.integers(-400, 400), st.sampled_from(list(AssignmentState)))
def test_an_invitation_reads_without_answer_only_after_its_day(days, state):
    today = ANSWER + timedelta(days=days)
    shown = shown_state(state, ANSWER, today=today)
    if state is A.INVITED and days > 0:
        assert shown is A.NO_RESPONSE
    else:
        assert shown is state
    assert shown_state(state, None, today=today) is state
