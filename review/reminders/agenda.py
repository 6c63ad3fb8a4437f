"""The entries of a person's calendar: their own dates, in words, under titles they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from catalogue.i18n import say
from catalogue.messages import N_, Message
from review.assignments.models import Assignment
from review.assignments.queries import label_of
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)
from review.reminders.calendar_file import Entry

# A reading that is over, or no longer this person's, tells no title.
ENDED = N_("Date annulée")


def entries(
    readings: Iterable[Assignment], *, since: date, where: Callable[[int], str]
) -> Iterator[Entry]:
    """Give the dates of a person's readings from ``since`` on; ``where`` is the page of each.

    Only what concerns this person: nothing of another's reading, and of a discussion nothing
    before both readings are in.
    """
    for reading in readings:
        active = reading.state in ACTIVE_ASSIGNMENT_STATES
        invited = reading.state is AssignmentState.INVITED
        asked = reading.state in UNFINISHED_ASSIGNMENT_STATES and reading.round.state in {
            RoundState.OPEN,
            RoundState.ADJUDICATION,
        }
        handed_in = reading.state is AssignmentState.SUBMITTED
        found: list[tuple[str, date | None, Message | None, int]] = [
            (
                "answer",
                reading.respond_by,
                N_("Répondre à une invitation : %(title)s", title=label_of(reading.round))
                if invited and asked
                else None,
                reading.version,
            ),
            (
                "due",
                None if invited else reading.due_on,
                _due(reading, asked=asked, handed_in=handed_in),
                reading.version,
            ),
        ]
        if active and reading.role is AssignmentRole.REVIEWER:
            under_way = reading.round.state is RoundState.DISCUSSION
            said = N_("Fin de la discussion : %(title)s", title=label_of(reading.round))
            found.append(
                (
                    "discussion",
                    reading.round.discussion_until,
                    said if under_way else None,
                    reading.round.version,
                )
            )
        for step, day, said_of, version in found:
            if day is not None and day >= since:
                yield Entry(
                    key=f"relecture-{reading.id}-{step}",
                    day=day,
                    summary=say(said_of or ENDED),
                    sequence=version,
                    where=where(reading.id) if said_of is not None else "",
                    cancelled=said_of is None,
                )


def _due(reading: Assignment, *, asked: bool, handed_in: bool) -> Message | None:
    if asked:
        return N_("Relecture à soumettre : %(title)s", title=label_of(reading.round))
    if handed_in:
        return N_("Relecture soumise : %(title)s", title=label_of(reading.round))
    return None
