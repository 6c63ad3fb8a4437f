"""Acts on assignments: invite, withdraw, decline, declare interests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.policy.services import number_of
from review.assignments.calendar import after_working_days
from review.assignments.candidates import Candidate, candidate, is_trained, readers
from review.assignments.checks import given_text, own_only, same_version, secretariat_only
from review.assignments.interests import interests_in
from review.assignments.models import Assignment, InterestDeclaration, ReviewRound
from review.assignments.notices import tell, tell_secretariat
from review.assignments.proposals import proposal_of
from review.assignments.rules import arranges
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
    Phase,
    ReviewMode,
    RoundState,
)
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS


def assign(
    session: Session,
    round_: ReviewRound,
    account_id: int,
    *,
    actor: Actor,
    due_on: date | None,
    respond_by: date | None = None,
    agency_interest_reason: str = "",
    at: datetime,
    on: date,
) -> Assignment:
    """Ask somebody to read in a round; whoever has an interest is refused with the reason.

    ``round_`` comes with its assignments. One of the two readers of a final text has had a gender
    training. ``respond_by`` is the last day to answer, some working days ahead when not given (⚙).
    Raises :class:`DomainError` with the first reason that stands in the way.
    """
    secretariat_only(actor)
    if not arranges(actor, round_):
        raise NotAllowed(
            N_(
                "On vous a demandé de relire ce texte : une autre personne du secrétariat "
                "y invite, pour que vous ne sachiez rien de l’autre relecture."
            )
        )
    if round_.state is not RoundState.OPEN:
        raise DomainError(N_("Cette relecture n’est plus ouverte : on n’y invite plus personne."))
    reviewers = active_reviewers(round_)
    if len(reviewers) >= round_.required_reviews:
        raise DomainError(
            N_(
                "Cette relecture a déjà les personnes qu’il lui faut. Retirez-en une avant d’en "
                "inviter une autre."
            )
        )
    chosen = _free_candidate(session, round_, account_id, agency_interest_reason, on=on)
    missing = training_still_missing(session, round_, chosen, on=on)
    if missing is not None:
        raise DomainError(missing, field="account_id")
    return invite(
        session,
        round_,
        chosen,
        role=AssignmentRole.REVIEWER,
        actor=actor,
        due_on=due_on or round_.due_on,
        respond_by=respond_by,
        agency_interest_reason=agency_interest_reason,
        at=at,
        on=on,
    )


def active_reviewers(round_: ReviewRound) -> list[Assignment]:
    """Give the reviewers a round counts on: those who did not decline and were not withdrawn."""
    return [
        one
        for one in round_.assignments
        if one.role is AssignmentRole.REVIEWER and one.state in ACTIVE_ASSIGNMENT_STATES
    ]


def training_still_missing(
    session: Session, round_: ReviewRound, chosen: Candidate, *, on: date
) -> Message | None:
    """Say why a person cannot be the last reader of a final text: nobody would be trained.

    By sampling the first reader is the last one for all anybody knows, so it is a trained person;
    the second then need not be.
    """
    reviewers = active_reviewers(round_)
    if round_.phase is not Phase.FINAL or len(reviewers) + 1 < round_.required_reviews:
        return None
    if chosen.trained:
        return None
    for assignment in reviewers:
        others = readers(session, on=on, account_ids=[assignment.account_id])
        if others and is_trained(others[0], on=on):
            return None
    if round_.mode is ReviewMode.SAMPLING:
        return N_(
            "La relecture d’une seule personne peut décider : cette personne doit avoir suivi une "
            "formation au genre. Choisissez une personne formée."
        )
    return N_(
        "Une des deux personnes qui relisent un texte final doit avoir suivi une formation au "
        "genre, et la première invitée n’en a pas. Choisissez une personne formée."
    )


def _free_candidate(
    session: Session, round_: ReviewRound, account_id: int, agency_reason: str, *, on: date
) -> Candidate:
    found = readers(session, on=on, account_ids=[account_id])
    if not found:
        raise DomainError(
            N_(
                "Ce compte ne peut pas relire : il lui faut le rôle Relecture ou Point focal genre."
            ),
            field="account_id",
        )
    chosen = candidate(round_, proposal_of(session, round_), found[0], on=on)
    refuse_barred(chosen, agency_reason)
    return chosen


def refuse_barred(chosen: Candidate, agency_reason: str) -> None:
    """Refuse a person who may not read, with the reason (product_rules §3, Interests)."""
    if chosen.unavailable is not None:
        raise DomainError(chosen.unavailable, field="account_id")
    for interest in chosen.interests:
        if not interest.acceptable:
            raise DomainError(interest.message, field="account_id")
    if chosen.needs_reason and not agency_reason.strip():
        raise Invalid(
            N_("Cette personne travaille à l’organisation qui a demandé la norme."),
            {"agency_interest_reason": N_("Dites pourquoi vous acceptez cette personne.")},
        )


def refuse_interest_since(session: Session, assignment: Assignment, *, on: date) -> None:
    """Refuse to begin or hand in a reading when an interest arose after the invitation.

    A seat taken in the proposing committee in between bars as well as one held before
    (product_rules §3). Raises :class:`DomainError` with the reason.
    """
    found = readers(session, on=on, account_ids=[assignment.account_id], outsiders=True)
    proposal = proposal_of(session, assignment.round)
    for interest in interests_in(proposal, found[0], on=on) if found else ():
        if not (interest.acceptable and assignment.agency_interest_reason):
            raise DomainError(
                N_(
                    "Cette relecture ne peut plus être faite par vous : %(reason)s "
                    "Prévenez le secrétariat, qui invitera une autre personne.",
                    reason=interest.message,
                )
            )


def invite(
    session: Session,
    round_: ReviewRound,
    chosen: Candidate,
    *,
    role: AssignmentRole,
    actor: Actor,
    due_on: date | None,
    respond_by: date | None = None,
    agency_interest_reason: str,
    at: datetime,
    on: date,
) -> Assignment:
    """Write the invitation of a person already found free, and tell them by mail."""
    refuse_past_days(due_on, respond_by, on=on)
    respond_by = respond_by or answer_by(session, due_on, on=on)
    account = chosen.account
    assignment = next((one for one in round_.assignments if one.account_id == account.id), None)
    if assignment is None:
        assignment = Assignment(round_id=round_.id, account_id=account.id)
        assignment.account = account
        assignment.interest = None
        round_.assignments.append(assignment)
    assignment.role = role
    assignment.state = ASSIGNMENT_TRANSITIONS["invite_again"].target
    assignment.due_on = due_on
    assignment.respond_by = respond_by
    assignment.accepted_at = None
    assignment.assigned_at = at
    assignment.assigned_by_id = actor.account_id
    assignment.decline_reason = None
    reason = agency_interest_reason.strip() if chosen.needs_reason else ""
    assignment.agency_interest_reason = reason or None
    journal.record(
        session,
        actor=actor,
        tag="assignment:invited",
        subject=assignment,
        at=at,
        changes={
            "round_id": round_.id,
            "account_id": account.id,
            "role": role,
            "respond_by": respond_by,
            "due_on": due_on,
            "interests": [interest.kind for interest in chosen.interests],
        },
        reason=reason or None,
    )
    tell(session, "review_invited", [assignment], round_, at=at)
    return assignment


def refuse_past_days(due_on: date | None, respond_by: date | None, *, on: date) -> None:
    """Refuse days that are over, and an answer asked for after the reading itself."""
    problems: dict[str, Message] = {}
    if due_on is not None and due_on < on:
        problems["due_on"] = N_("Choisissez une échéance à partir d’aujourd’hui.")
    if respond_by is not None and respond_by < on:
        problems["respond_by"] = N_("Choisissez un jour de réponse à partir d’aujourd’hui.")
    elif respond_by is not None and due_on is not None and respond_by > due_on:
        problems["respond_by"] = N_(
            "Choisissez un jour de réponse avant l’échéance de la relecture."
        )
    if problems:
        raise Invalid(N_("La personne n’a pas été invitée."), problems)


def answer_by(session: Session, due_on: date | None, *, on: date) -> date:
    """Give the last day to answer an invitation made that day: some working days ahead (⚙).

    Never after the day of the reading itself.
    """
    day = after_working_days(on, number_of(session, "answer_working_days", on=on))
    return day if due_on is None else min(day, due_on)


def withdraw(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a reading away from somebody who has not handed it in; what they wrote is kept."""
    secretariat_only(actor)
    reason = given_text(reason, N_("Dites pourquoi vous retirez cette relecture."))
    end(session, assignment, "withdraw", actor=actor, reason=reason, seen=seen_version, at=at)
    tell(session, "review_withdrawn", [assignment], assignment.round, at=at)


def decline(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
    on: date,
) -> None:
    """Decline one's own reading before it is handed in; the secretariat is told."""
    own_only(assignment, actor)
    reason = given_text(reason, N_("Dites pourquoi vous déclinez : le secrétariat en a besoin."))
    end(session, assignment, "decline", actor=actor, reason=reason, seen=seen_version, at=at)
    assignment.decline_reason = reason
    tell_secretariat(session, "review_declined", assignment.round, at=at, on=on)


def declare_interests(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    has_interest: bool,
    detail: str,
    seen_version: int,
    at: datetime,
    on: date,
    on_paper: bool = False,
) -> InterestDeclaration:
    """Declare one's interests before the first answer (product_rules §3).

    ``on_paper``: the secretariat records what the reader declared on a paper they signed (§1).

    None: the reading begins, and the invitation is accepted with it if it was not before. One: the
    reading stops, the secretariat is told, and the person is not asked again for this round.
    """
    if on_paper:
        secretariat_only(actor)
    else:
        own_only(assignment, actor)
    name = "stop_for_interest" if has_interest else "begin"
    if has_interest:
        detail = given_text(detail, N_("Dites quel est cet intérêt, en une phrase."), "detail")
    transition = ASSIGNMENT_TRANSITIONS[name]
    same_version(assignment, seen_version, {"detail": detail})
    if assignment.state not in transition.sources or not still_asked(assignment):
        raise DomainError(N_("Cette relecture n’attend plus de déclaration d’intérêts."))
    if not has_interest:
        refuse_interest_since(session, assignment, on=on)
    declaration = assignment.interest or InterestDeclaration(assignment=assignment)
    declaration.has_interest = has_interest
    declaration.detail = detail.strip() or None
    declaration.declared_at = at
    session.add(declaration)
    assignment.state = transition.target
    if has_interest:
        assignment.decline_reason = detail.strip()
    elif assignment.accepted_at is None:
        assignment.accepted_at = at
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=assignment,
        at=at,
        reason=detail.strip() or None,
        on_behalf_of_id=assignment.account_id if on_paper else None,
    )
    if has_interest:
        tell_secretariat(session, "review_interest", assignment.round, at=at, on=on)
    return declaration


def end(
    session: Session,
    assignment: Assignment,
    name: str,
    *,
    actor: Actor,
    reason: str,
    seen: int,
    at: datetime,
) -> None:
    """End what is asked of somebody, by one of the moves of the workflow that do, with a reason."""
    transition = ASSIGNMENT_TRANSITIONS[name]
    same_version(assignment, seen, {"reason": reason})
    if assignment.state not in transition.sources or not still_asked(assignment):
        raise DomainError(
            N_("Cette relecture est déjà soumise ou terminée : elle reste comme elle est.")
        )
    assignment.state = transition.target
    journal.record(
        session, actor=actor, tag=transition.tag, subject=assignment, at=at, reason=reason
    )


def still_asked(assignment: Assignment) -> bool:
    """Tell whether the reading was never handed in and its round still waits for it."""
    waiting = {
        AssignmentRole.REVIEWER: RoundState.OPEN,
        AssignmentRole.ADJUDICATOR: RoundState.ADJUDICATION,
    }
    return (
        assignment.round.state is waiting[assignment.role]
        and assignment.state is not AssignmentState.SUBMITTED
    )
