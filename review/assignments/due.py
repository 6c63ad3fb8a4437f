"""What a person is to do in a round, and by which day: each step has its own (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.messages import N_, Message
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)


class Step(StrEnum):
    """The four things that can be awaited of somebody in a round."""

    ANSWER = "answer"
    HAND_IN = "hand_in"
    DISCUSS = "discuss"
    SETTLE = "settle"


STEP_LABELS: dict[Step, Message] = {
    Step.ANSWER: N_("Répondre à l’invitation"),
    Step.HAND_IN: N_("Soumettre la relecture"),
    Step.DISCUSS: N_("Discuter"),
    Step.SETTLE: N_("Départager"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A step and its last day, included; None where no day was set."""

    step: Step
    on: date | None

    def late(self, today: date) -> bool:
        """Tell whether the last day has passed."""
        return self.on is not None and self.on < today


def due(
    *,
    state: AssignmentState,
    role: AssignmentRole,
    round_state: RoundState,
    respond_by: date | None,
    due_on: date | None,
    discussion_until: date | None,
) -> Due | None:
    """Say what one person is to do next and by when; None when nothing is awaited of them.

    A person late to answer is late by the day of the answer, whatever the day of the reading.
    """
    if round_state not in LIVE_ROUND_STATES:
        return None
    adjudicates = role is AssignmentRole.ADJUDICATOR
    if state is AssignmentState.INVITED:
        return Due(Step.ANSWER, respond_by)
    if round_state is RoundState.DISCUSSION and not adjudicates:
        discussing = state is AssignmentState.SUBMITTED or state in UNFINISHED_ASSIGNMENT_STATES
        return Due(Step.DISCUSS, discussion_until) if discussing else None
    if state not in UNFINISHED_ASSIGNMENT_STATES:
        return None
    return Due(Step.SETTLE if adjudicates else Step.HAND_IN, due_on)


def shown_state(state: AssignmentState, respond_by: date | None, *, today: date) -> AssignmentState:
    """Give the state people read: an invitation past its day is «sans réponse» for everybody.

    The person may still answer until the secretariat frees their place.
    """
    if state is AssignmentState.INVITED and respond_by is not None and respond_by < today:
        return AssignmentState.NO_RESPONSE
    return state
