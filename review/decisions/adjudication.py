"""When two markers still differ: passing on, opening the adjudication, who may adjudicate."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor, Role
from review.answers.queries import standing_reviews
from review.assignments import services as assignments
from review.assignments.candidates import Candidate, candidates, carries
from review.assignments.checks import own_only, same_version, secretariat_only
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    RoundState,
)
from review.assignments.workflow import ROUND_TRANSITIONS
from review.decisions.models import Decision
from review.decisions.services import agree, decide_agreement


def pass_discussion(
    session: Session, assignment: Assignment, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Say that one has nothing to add: when both say so, the adjudication need not wait."""
    own_only(assignment, actor)
    same_version(assignment, seen_version, {})
    if (
        assignment.round.state is not RoundState.DISCUSSION
        or assignment.role is not AssignmentRole.REVIEWER
        or assignment.state is not AssignmentState.SUBMITTED
    ):
        raise DomainError(N_("Il n’y a pas de discussion à laquelle renoncer ici."))
    assignment.discussion_passed_at = at
    journal.record(session, actor=actor, tag="round:discussion_passed", subject=assignment, at=at)


def may_open(round_: ReviewRound, *, on: date) -> bool:
    """Tell whether the adjudication can be opened that day: the delay is over, or both passed."""
    if round_.state is RoundState.ADJUDICATION:
        return active_adjudicator(round_) is None
    if round_.state is not RoundState.DISCUSSION:
        return False
    over = round_.discussion_until is not None and on > round_.discussion_until
    passed = all(
        one.discussion_passed_at is not None for one in assignments.active_reviewers(round_)
    )
    return over or passed


def active_adjudicator(round_: ReviewRound) -> Assignment | None:
    """Give who is adjudicating, if somebody is."""
    return next(
        (
            one
            for one in round_.assignments
            if one.role is AssignmentRole.ADJUDICATOR and one.state in ACTIVE_ASSIGNMENT_STATES
        ),
        None,
    )


def adjudicators(
    session: Session, round_: ReviewRound, *, on: date
) -> tuple[list[Candidate], list[Candidate]]:
    """List who may adjudicate, then everybody else with what stands in the way.

    A focal point without a review in this round and without a mandate in the proposing committee;
    only if there is none, an outsider: somebody who may read, or an account without any role,
    invited for this round only (product_rules §3). All are barred by the same interests as a
    reviewer.
    """
    reviewed = {one.account_id for one in round_.assignments if one.role is AssignmentRole.REVIEWER}
    everybody = candidates(session, round_, on=on, outsiders=True)
    free = [one for one in everybody if not one.barred and one.account.id not in reviewed]
    focal = [one for one in free if carries(one.account, Role.FOCAL_POINT, on=on)]
    chosen = focal or free
    return chosen, [one for one in everybody if one not in chosen]


def open_adjudication(
    session: Session,
    round_: ReviewRound,
    account_id: int,
    *,
    actor: Actor,
    due_on: date | None,
    agency_interest_reason: str = "",
    seen_version: int,
    at: datetime,
    on: date,
) -> Assignment | Decision:
    """Hand the disagreement to an adjudicator; the secretariat chooses who, never what.

    A review taken up again and not handed in stays out: the last ones handed in are compared once
    more, and if they agree by now that is the decision.
    """
    secretariat_only(actor)
    same_version(round_, seen_version, {"account_id": str(account_id)})
    if not may_open(round_, on=on):
        raise DomainError(
            N_("Le départage s’ouvre après le délai de discussion, ou quand les deux y renoncent.")
        )
    for one in assignments.active_reviewers(round_):
        one.state = AssignmentState.SUBMITTED
    standing = standing_reviews(session, round_.id)
    if round_.state is RoundState.DISCUSSION and agree(session, standing, on=on):
        return decide_agreement(session, round_, standing, actor=actor, at=at, on=on)
    chosen = _chosen(session, round_, account_id, agency_interest_reason, on=on)
    if round_.state is RoundState.DISCUSSION:
        transition = ROUND_TRANSITIONS["adjudicate"]
        round_.state = transition.target
        journal.record(session, actor=actor, tag=transition.tag, subject=round_, at=at)
    return assignments.invite(
        session,
        round_,
        chosen,
        role=AssignmentRole.ADJUDICATOR,
        actor=actor,
        due_on=due_on,
        agency_interest_reason=agency_interest_reason,
        at=at,
        on=on,
    )


def _chosen(
    session: Session, round_: ReviewRound, account_id: int, agency_reason: str, *, on: date
) -> Candidate:
    allowed, others = adjudicators(session, round_, on=on)
    for one in allowed:
        if one.account.id == account_id:
            assignments.refuse_barred(one, agency_reason)
            return one
    for one in others:
        if one.account.id == account_id:
            assignments.refuse_barred(one, agency_reason)
    if any(
        one.account_id == account_id and one.role is AssignmentRole.REVIEWER
        for one in round_.assignments
    ):
        raise DomainError(
            N_("Cette personne a été invitée à relire ce texte : elle ne peut pas le départager."),
            field="account_id",
        )
    names = ", ".join(one.account.name for one in allowed)
    if names:
        raise Invalid(
            N_("Le point focal genre départage quand rien ne l’en empêche."),
            {"account_id": N_("Choisissez : %(names)s.", names=names)},
        )
    raise DomainError(
        N_("Personne ne peut départager : demandez à l’administration d’inviter quelqu’un d’autre.")
    )
