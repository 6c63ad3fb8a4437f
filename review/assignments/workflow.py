"""Rounds and assignments as tables of transitions: buttons, checks and journal tags read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.permissions import Permission
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentState,
    RoundState,
)

_A = AssignmentState
_R = RoundState


@dataclass(frozen=True, slots=True)
class RoundTransition:
    """One move of a round; without a permission, the software makes it by itself."""

    sources: frozenset[RoundState]
    target: RoundState
    permission: Permission | None
    tag: str


@dataclass(frozen=True, slots=True)
class AssignmentTransition:
    """One move of an assignment; REVIEW_FILL moves are the assigned person's own."""

    sources: frozenset[AssignmentState]
    target: AssignmentState
    permission: Permission
    tag: str


ROUND_TRANSITIONS: Mapping[str, RoundTransition] = {
    # Only while readings are separate: afterwards a round ends by its decision (product_rules §3).
    "cancel": RoundTransition(
        frozenset({_R.OPEN}), _R.CANCELLED, Permission.REVIEW_ASSIGN, "round:cancelled"
    ),
    "discuss": RoundTransition(frozenset({_R.OPEN}), _R.DISCUSSION, None, "round:disagreed"),
    "adjudicate": RoundTransition(
        frozenset({_R.DISCUSSION}),
        _R.ADJUDICATION,
        Permission.REVIEW_ASSIGN,
        "round:adjudication_opened",
    ),
    "decide": RoundTransition(LIVE_ROUND_STATES, _R.DECIDED, None, "round:decided"),
    "close": RoundTransition(frozenset({_R.OPEN}), _R.CLOSED, None, "round:closed"),
}

ASSIGNMENT_TRANSITIONS: Mapping[str, AssignmentTransition] = {
    # The same person may be asked again, unless they declared an interest.
    "invite_again": AssignmentTransition(
        frozenset({_A.DECLINED, _A.CANCELLED, _A.NO_RESPONSE}),
        _A.INVITED,
        Permission.REVIEW_ASSIGN,
        "assignment:invited",
    ),
    "accept": AssignmentTransition(
        frozenset({_A.INVITED}), _A.ACCEPTED, Permission.REVIEW_FILL, "assignment:accepted"
    ),
    # The place is free again; the person may be asked again.
    "no_response": AssignmentTransition(
        frozenset({_A.INVITED}),
        _A.NO_RESPONSE,
        Permission.REVIEW_ASSIGN,
        "assignment:no_response",
    ),
    "withdraw": AssignmentTransition(
        UNFINISHED_ASSIGNMENT_STATES,
        _A.CANCELLED,
        Permission.REVIEW_ASSIGN,
        "assignment:withdrawn",
    ),
    "decline": AssignmentTransition(
        UNFINISHED_ASSIGNMENT_STATES,
        _A.DECLINED,
        Permission.REVIEW_FILL,
        "assignment:declined",
    ),
    "begin": AssignmentTransition(
        frozenset({_A.INVITED, _A.ACCEPTED}),
        _A.IN_PROGRESS,
        Permission.REVIEW_FILL,
        "assignment:no_interest_declared",
    ),
    "stop_for_interest": AssignmentTransition(
        frozenset({_A.INVITED, _A.ACCEPTED}),
        _A.DECLINED,
        Permission.REVIEW_FILL,
        "assignment:interest_declared",
    ),
    "submit": AssignmentTransition(
        frozenset({_A.IN_PROGRESS}), _A.SUBMITTED, Permission.REVIEW_FILL, "review:submitted"
    ),
    "reopen": AssignmentTransition(
        frozenset({_A.SUBMITTED}), _A.IN_PROGRESS, Permission.REVIEW_FILL, "review:reopened"
    ),
}
