"""Typing a checklist for a named reader from the paper they signed (product_rules §1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from catalogue.documents.services import store_file
from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.answers import services as answers
from review.answers.entering import may_type, writes_for_another
from review.answers.models import Review
from review.answers.queries import WorkingCopy, working_copy
from review.assignments.checks import secretariat_only
from review.assignments.models import Assignment
from review.assignments.notices import tell
from review.assignments.services import declare_interests, refuse_interest_since
from review.assignments.vocabulary import AssignmentRole, AssignmentState, RoundState
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS

SCAN = "scan"


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The scan of a paper, the day it was signed, and what its reader declared on it."""

    stream: BinaryIO
    file_name: str
    signed_on: date
    has_interest: bool
    detail: str = ""


def typing_stops(assignment: Assignment, copy: WorkingCopy, actor: Actor) -> DomainError | None:
    """Say why a paper of this reading cannot be typed by this person now; None when it can."""
    if not may_type(actor, assignment):
        return NotAllowed(
            N_(
                "Vous êtes parmi les personnes de cette relecture : une autre personne du "
                "secrétariat saisit ce papier."
            )
        )
    message = _closed(assignment) or _in_other_hands(copy.review, actor)
    return None if message is None else DomainError(message)


def _closed(assignment: Assignment) -> Message | None:
    """Say why nothing can be typed in a reading any more."""
    if assignment.state is AssignmentState.SUBMITTED:
        return N_("Cette relecture est déjà soumise : elle ne change plus.")
    waiting = {*ASSIGNMENT_TRANSITIONS["begin"].sources, AssignmentState.IN_PROGRESS}
    open_to_readers = assignment.round.state is RoundState.OPEN
    if not open_to_readers or assignment.role is not AssignmentRole.REVIEWER:
        return N_("Cette relecture n’est plus ouverte : rien ne s’y saisit plus.")
    if assignment.state not in waiting:
        return N_("Cette relecture n’est plus confiée à cette personne.")
    return None


def _in_other_hands(review: Review | None, actor: Actor) -> Message | None:
    """Say who writes a checklist already begun, when it is not this person from a paper."""
    if review is None or review.entered_by_id == actor.account_id:
        return None
    if review.entered_by_id is None:
        return N_(
            "Cette personne a déjà commencé sa relecture à l’écran : elle la termine elle-même. "
            "Ses réponses ne vous sont pas montrées."
        )
    return N_(
        "Ce papier est déjà saisi par %(name)s, qui en garde la saisie jusqu’au bout.",
        name=review.entered_by.name if review.entered_by is not None else "?",
    )


def begin(
    session: Session,
    assignment: Assignment,
    paper: SignedPaper,
    *,
    folder: Path,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> Review | None:
    """Keep the scan, record the interests declared on the paper, and open the checklist to type.

    ``folder`` is the data folder. Gives None when the paper declares an interest: the reading stops
    there. The reader is the author for interests; who types must not read in the round.
    """
    secretariat_only(actor)
    copy = working_copy(session, assignment)
    stops = typing_stops(assignment, copy, actor)
    if stops is not None:
        raise stops
    if paper.signed_on > on:
        raise Invalid(
            N_("La saisie n’a pas commencé."),
            {"signed_on": N_("Donnez la date de la signature, qui n’est pas dans l’avenir.")},
        )
    if assignment.state in ASSIGNMENT_TRANSITIONS["begin"].sources:
        declare_interests(
            session,
            assignment,
            actor=actor,
            has_interest=paper.has_interest,
            detail=paper.detail,
            seen_version=seen_version,
            at=at,
            on=on,
            on_paper=True,
        )
    elif paper.has_interest:
        raise DomainError(
            N_(
                "Cette personne a déclaré à l’écran n’avoir pas d’intérêt, et le papier dit le "
                "contraire : retirez-lui cette relecture, sur sa page, en donnant ce motif."
            ),
            field="has_interest",
        )
    else:
        refuse_interest_since(session, assignment, on=on)
    document = store_file(
        session,
        folder,
        paper.stream,
        file_name=paper.file_name,
        actor=actor,
        at=at,
        title=str(N_("Grille signée, relecture n° %(id)d", id=assignment.id)),
        dated_on=paper.signed_on,
    )
    review = None
    if not paper.has_interest:
        review = answers.begin(session, copy, at=at)
        review.entered_by_id, review.signed_document_id = actor.account_id, document.id
    session.flush()
    journal.record(
        session,
        actor=actor,
        on_behalf_of_id=assignment.account_id,
        tag="review:paper_received",
        subject=review if review is not None else assignment,
        at=at,
        changes={"sha256": document.sha256, "signed_on": paper.signed_on},
    )
    return review


def hand_in(
    session: Session,
    assignment: Assignment,
    *,
    actor: Actor,
    attested: bool,
    seen_version: int,
    at: datetime,
    on: date,
) -> Review:
    """Hand in a typed checklist on the strength of its signed page; its reader is told.

    ``attested``: who typed it says that the page is signed and the answers are those of the paper.
    """
    if not writes_for_another(session, assignment, actor):
        raise NotAllowed(N_("Seule la personne qui a saisi ce papier le soumet."))
    if not attested:
        raise Invalid(
            N_("La grille n’est pas soumise."),
            {"attested": N_("Cochez cette case une fois les réponses relues avec le papier.")},
        )
    review = answers.submit(
        session, assignment, actor=actor, seen_version=seen_version, at=at, on=on
    )
    tell(session, "review_submitted_for_you", [assignment], assignment.round, at=at)
    return review


def ask_to_confirm(session: Session, assignment: Assignment, *, actor: Actor, at: datetime) -> None:
    """Ask the reader to read again on the screen what was typed, and to hand it in themselves."""
    copy = answers.copy_for(session, assignment, "save", actor)
    if copy.review is None or not writes_for_another(session, assignment, actor):
        raise NotAllowed(N_("Seule la personne qui a saisi ce papier demande de le confirmer."))
    tell(session, "review_to_confirm", [assignment], assignment.round, at=at)
    journal.record(
        session,
        actor=actor,
        on_behalf_of_id=assignment.account_id,
        tag="review:confirmation_asked",
        subject=copy.review,
        at=at,
    )
