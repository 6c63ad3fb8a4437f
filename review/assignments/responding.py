"""Answering an invitation, and noting that nobody answered it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.assignments.checks import own_only, same_version, secretariat_only
from review.assignments.due import shown_state
from review.assignments.models import Assignment
from review.assignments.notices import tell
from review.assignments.services import end, refuse_interest_since, still_asked
from review.assignments.vocabulary import AssignmentState
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS


def accept(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> None:
    """Accept to read; the text opens, interests are declared before the first answer.

    A late answer is welcome as long as the place is still theirs. Raises :class:`DomainError` when
    nothing is asked any more, or an interest arose since the invitation.
    """
    own_only(assignment, actor)
    transition = ASSIGNMENT_TRANSITIONS["accept"]
    same_version(assignment, seen_version, {})
    if assignment.state not in transition.sources or not still_asked(assignment):
        raise DomainError(N_("Cette invitation n’attend plus de réponse."))
    refuse_interest_since(session, assignment, on=on)
    assignment.state = transition.target
    assignment.accepted_at = at
    journal.record(session, actor=actor, tag=transition.tag, subject=assignment, at=at)


def record_no_response(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> None:
    """Free the place of somebody who did not answer by their day; they may be asked again.

    They are written to once. Raises :class:`DomainError` while their day has not passed.
    """
    secretariat_only(actor)
    if (
        assignment.state is AssignmentState.INVITED
        and shown_state(assignment.state, assignment.respond_by, today=on)
        is not AssignmentState.NO_RESPONSE
    ):
        raise DomainError(
            N_(
                "Cette personne peut encore répondre. Attendez la date de réponse, ou retirez-lui "
                "la relecture."
            )
        )
    end(session, assignment, "no_response", actor=actor, reason="", seen=seen_version, at=at)
    tell(session, "review_withdrawn", [assignment], assignment.round, at=at)
