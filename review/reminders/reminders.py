"""Which reminders are due on a day: a pure function of dates and states.

Each kind is counted by itself, about the date it concerns: a date that moves begins anew. What
was due while the machine slept is sent once, not once a day slept. Nothing is due for a round that
is decided, closed or cancelled, nor to somebody who has handed in, declined or was withdrawn.
Nothing here knows of another person's reading: a reminder cannot tell of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from review.assignments.vocabulary import (
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)
from review.reminders.vocabulary import MOST_REMINDERS, ReminderKind


@dataclass(frozen=True, slots=True)
class Delays:
    """Days before and after the dates, as the agency sets them (⚙)."""

    invitation: int = 5
    before_due: int = 7
    after_due: int = 2
    before_discussion_ends: int = 3
    completion: int = 10
    repeat: int = 7


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's reading; ``respond_by`` is the last day to answer the invitation, if given.

    ``passed`` tells that they have nothing to add to the discussion.
    """

    role: AssignmentRole
    state: AssignmentState
    round_state: RoundState
    assigned_on: date
    respond_by: date | None = None
    due_on: date | None = None
    discussion_until: date | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A round whose markers differ: the secretariat opens the adjudication once it may."""

    round_state: RoundState
    discussion_until: date
    adjudicator: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to send now: its kind, the date it is about, the day it was to be sent."""

    kind: ReminderKind
    about_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Sent:
    """How often a kind was sent about a date, and when last."""

    count: int
    last_on: date


History = Mapping[tuple[ReminderKind, date], Sent]

# The state in which a round waits for each role's reading.
_WAITS_FOR: Mapping[AssignmentRole, RoundState] = {
    AssignmentRole.REVIEWER: RoundState.OPEN,
    AssignmentRole.ADJUDICATOR: RoundState.ADJUDICATION,
}


def for_reading(reading: Reading, sent: History, *, today: date, delays: Delays) -> list[Due]:
    """Give what is due to the person who reads."""
    found: list[Due | None] = []
    if reading.round_state is _WAITS_FOR[reading.role] and (
        reading.state in UNFINISHED_ASSIGNMENT_STATES
    ):
        found.extend(_of_open_reading(reading, sent, today=today, delays=delays))
    if reading.round_state is RoundState.DISCUSSION and _discusses(reading):
        found.append(
            _once(
                ReminderKind.DISCUSSION,
                reading.discussion_until,
                before=delays.before_discussion_ends,
                known_on=reading.assigned_on,
                sent=sent,
                today=today,
            )
        )
    return [one for one in found if one is not None]


def for_disagreement(
    disagreement: Disagreement, sent: History, *, today: date, delays: Delays
) -> list[Due]:
    """Give what is due to the secretariat: an adjudication that waits to be opened."""
    waits = disagreement.round_state is RoundState.DISCUSSION or (
        disagreement.round_state is RoundState.ADJUDICATION and not disagreement.adjudicator
    )
    until = disagreement.discussion_until
    if not waits:
        return []
    start = until + timedelta(days=1)
    due = _again(ReminderKind.ADJUDICATION, until, start, sent, today=today, delays=delays)
    return [due] if due is not None else []


def for_returned_needs(
    returned_on: date, sent: History, *, today: date, delays: Delays
) -> list[Due]:
    """Give what is due to the chair whose fiche was returned to be completed."""
    start = returned_on + timedelta(days=delays.completion)
    due = _again(ReminderKind.COMPLETION, returned_on, start, sent, today=today, delays=delays)
    return [due] if due is not None else []


def _of_open_reading(
    reading: Reading, sent: History, *, today: date, delays: Delays
) -> list[Due | None]:
    if reading.state is AssignmentState.INVITED:
        # Late to answer, whatever the day of the reading: that one begins once it is accepted.
        patience = reading.assigned_on + timedelta(days=delays.invitation)
        about = reading.respond_by or patience
        start = min(patience, about + timedelta(days=1))
        return [_again(ReminderKind.INVITATION, about, start, sent, today=today, delays=delays)]
    found: list[Due | None] = []
    if reading.due_on is not None:
        found.append(
            _once(
                ReminderKind.DUE_SOON,
                reading.due_on,
                before=delays.before_due,
                known_on=reading.assigned_on,
                sent=sent,
                today=today,
            )
        )
        start = reading.due_on + timedelta(days=delays.after_due)
        found.append(
            _again(ReminderKind.LATE, reading.due_on, start, sent, today=today, delays=delays)
        )
    elif reading.role is AssignmentRole.ADJUDICATOR:
        # Without a date of its own, a disagreement still waits for whoever settles it.
        start = reading.assigned_on + timedelta(days=delays.invitation + delays.repeat)
        about = reading.assigned_on
        found.append(
            _again(ReminderKind.ADJUDICATION, about, start, sent, today=today, delays=delays)
        )
    return found


def _discusses(reading: Reading) -> bool:
    active = reading.state in {AssignmentState.SUBMITTED, AssignmentState.IN_PROGRESS}
    return reading.role is AssignmentRole.REVIEWER and active and not reading.passed


def _once(
    kind: ReminderKind,
    about: date | None,
    *,
    before: int,
    known_on: date,
    sent: History,
    today: date,
) -> Due | None:
    """Give the one reminder before a date, up to that date.

    Whoever was asked within those days has just read the date: the day before is enough.
    """
    if about is None or (kind, about) in sent:
        return None
    start = about - timedelta(days=before)
    if start <= known_on:
        start = about - timedelta(days=1)
    if start <= known_on or not start <= today <= about:
        return None
    return Due(kind, about, start)


def _again(
    kind: ReminderKind, about: date, start: date, sent: History, *, today: date, delays: Delays
) -> Due | None:
    """Give the next of the reminders that follow a date, spaced, a few at most."""
    before = sent.get((kind, about))
    if before is not None:
        if before.count >= MOST_REMINDERS:
            return None
        start = before.last_on + timedelta(days=delays.repeat)
    return Due(kind, about, start) if today >= start else None
