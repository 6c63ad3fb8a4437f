"""What can be done with a review, as data: buttons, checks and journal tags read this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.permissions import Permission
from review.assignments.vocabulary import AssignmentState, RoundState


@dataclass(frozen=True, slots=True)
class ReviewAct:
    """One act of a person on their own review: where the assignment and its round must stand."""

    assignment_states: frozenset[AssignmentState]
    round_states: frozenset[RoundState]
    permission: Permission
    tag: str


_WRITING = frozenset({RoundState.OPEN, RoundState.DISCUSSION, RoundState.ADJUDICATION})

REVIEW_ACTS: Mapping[str, ReviewAct] = {
    "save": ReviewAct(
        frozenset({AssignmentState.IN_PROGRESS}),
        _WRITING,
        Permission.REVIEW_FILL,
        "review:section_saved",
    ),
    "attach_extract": ReviewAct(
        frozenset({AssignmentState.IN_PROGRESS}),
        _WRITING,
        Permission.REVIEW_FILL,
        "review:extract_attached",
    ),
    "remove_extract": ReviewAct(
        frozenset({AssignmentState.IN_PROGRESS}),
        _WRITING,
        Permission.REVIEW_FILL,
        "review:extract_removed",
    ),
    "submit": ReviewAct(
        frozenset({AssignmentState.IN_PROGRESS}),
        _WRITING,
        Permission.REVIEW_FILL,
        "review:submitted",
    ),
    "reopen": ReviewAct(
        frozenset({AssignmentState.SUBMITTED}),
        frozenset({RoundState.DISCUSSION}),
        Permission.REVIEW_FILL,
        "review:reopened",
    ),
}
