"""The acts of a systematic review: opening it, what committees answer, its outcome, its sequel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.maintenance.calendar import after_years, due_on
from catalogue.maintenance.models import Examination, ExaminationAnswer
from catalogue.maintenance.queries import examinations_of, last_of, years_of
from catalogue.maintenance.rules import require_keeper
from catalogue.maintenance.vocabulary import OUTCOME_CODES, Opinion, Outcome
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.records.vocabulary import EditionStatus, Nature
from catalogue.work_programme import services as programme
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.services import Upload
from catalogue.work_programme.text_acts import keep_file
from catalogue.work_programme.vocabulary import WorkItemStatus

_SUPPLEMENTS = frozenset({Nature.AMENDMENT, Nature.CORRIGENDUM})
_FOLLOWING: dict[Outcome, Nature] = {
    Outcome.REVISE: Nature.TECHNICAL_REVISION,
    Outcome.AMEND: Nature.AMENDMENT,
}


def open_examination(
    session: Session,
    edition: Edition,
    *,
    opened_on: date,
    answers_until: date | None,
    actor: Actor,
    at: datetime,
    today: date,
) -> Examination:
    """Open the systematic review of an edition in force (90.20); one at a time.

    Raises :class:`DomainError` for what is not examined, :class:`Invalid` for dates that cannot be.
    """
    require_keeper(actor)
    _refuse_what_is_not_examined(edition)
    earlier = examinations_of(session, edition.id)
    last = last_of(earlier)
    if last is not None and last.outcome is None:
        raise DomainError(N_("Un examen de cette norme est déjà ouvert : donnez-lui son issue."))
    begun = _begun(edition)
    problems: dict[str, Message] = {}
    if opened_on > today:
        problems["opened_on"] = N_("Donnez une date qui n’est pas dans l’avenir.")
    elif begun is not None and opened_on < begun:
        problems["opened_on"] = N_(
            "L’examen ne peut pas précéder la norme, du %(day)s.", day=f"{begun:%d/%m/%Y}"
        )
    if answers_until is not None and answers_until < opened_on:
        problems["answers_until"] = N_("Les réponses ne peuvent pas être closes avant l’ouverture.")
    if problems:
        raise Invalid(N_("L’examen n’est pas ouvert : corrigez les dates."), problems)
    examination = Examination(
        edition_id=edition.id,
        due_on=due_on(begun, years_of(session, edition.kind, on=today), last),
        opened_on=opened_on,
        answers_until=answers_until,
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(examination)
    _record(
        session, edition, "examination:opened", actor=actor, at=at, changes={"opened_on": opened_on}
    )
    return examination


def add_answer(
    session: Session,
    examination: Examination,
    *,
    committee_id: int | None,
    body: str,
    opinion: Opinion,
    comment: str,
    answered_on: date,
    actor: Actor,
    at: datetime,
    today: date,
) -> ExaminationAnswer:
    """Record what a committee, or another body named as written, answers; one answer each."""
    require_keeper(actor)
    _require_open(examination)
    problems: dict[str, Message] = {}
    if committee_id is None and not body:
        problems["body"] = N_("Choisissez un comité, ou écrivez qui répond.")
    known = {(one.committee_id, one.body if one.committee_id is None else "") for one in
             examination.answers}  # fmt: skip
    if (committee_id, "" if committee_id is not None else body) in known:
        problems["committee_id" if committee_id is not None else "body"] = N_(
            "Sa réponse est déjà enregistrée : retirez-la pour la remplacer."
        )
    if answered_on > today:
        problems["answered_on"] = N_("Donnez une date qui n’est pas dans l’avenir.")
    elif answered_on < examination.opened_on:
        problems["answered_on"] = N_("La réponse ne peut pas précéder l’ouverture de l’examen.")
    if problems:
        raise Invalid(N_("La réponse n’est pas enregistrée."), problems)
    answer = ExaminationAnswer(
        committee_id=committee_id,
        body="" if committee_id is not None else body,
        opinion=opinion,
        comment=comment,
        answered_on=answered_on,
    )
    examination.answers.append(answer)
    _record(
        session,
        examination.edition,
        "examination:answered",
        actor=actor,
        at=at,
        changes={"opinion": opinion, "answered_on": answered_on, "committee_id": committee_id},
    )
    return answer


def remove_answer(
    session: Session, examination: Examination, answer_id: int, *, actor: Actor, at: datetime
) -> None:
    """Take back an answer entered by mistake; the journal keeps what it said."""
    require_keeper(actor)
    _require_open(examination)
    answer = next((one for one in examination.answers if one.id == answer_id), None)
    if answer is None:
        raise DomainError(N_("Cette réponse a déjà été retirée."))
    examination.answers.remove(answer)
    _record(
        session,
        examination.edition,
        "examination:answer_removed",
        actor=actor,
        at=at,
        changes={"opinion": answer.opinion, "committee_id": answer.committee_id},
    )


def decide(
    session: Session,
    examination: Examination,
    *,
    outcome: Outcome,
    decided_on: date,
    decided_by: str,
    reason: str,
    evidence: Upload | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Record the outcome; the next date is counted from it, unless a withdrawal is decided.

    To revise or amend still has a next date: a revision that stalls comes back to the list.
    """
    require_keeper(actor)
    _require_version(examination, seen_version)
    _require_open(examination)
    problems: dict[str, Message] = {}
    if decided_on > today:
        problems["decided_on"] = N_("Donnez une date qui n’est pas dans l’avenir.")
    elif decided_on < examination.opened_on:
        problems["decided_on"] = N_("L’issue ne peut pas précéder l’ouverture de l’examen.")
    if not reason:
        problems["reason"] = N_("Écrivez le motif : il est lu avec l’issue.")
    if problems:
        raise Invalid(N_("L’issue n’est pas enregistrée."), problems)
    edition = examination.edition
    years = years_of(session, edition.kind, on=decided_on)
    examination.evidence_document_id = keep_file(session, evidence, "evidence", actor, at)
    examination.outcome, examination.decided_on = outcome, decided_on
    examination.decided_by, examination.reason = decided_by or None, reason
    examination.next_due_on = (
        None if outcome is Outcome.WITHDRAW or years is None else after_years(decided_on, years)
    )
    _record(
        session,
        edition,
        "examination:decided",
        actor=actor,
        at=at,
        changes={
            "outcome": outcome,
            "stage": OUTCOME_CODES[outcome],
            "decided_on": decided_on,
            "next_due_on": examination.next_due_on,
        },
        reason=reason,
    )


def undo(
    session: Session,
    examination: Examination,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take an outcome back (the review is open again), or an opening (the review is cancelled).

    Refused while a subject follows from it, the edition was withdrawn, or a later review exists.
    """
    require_keeper(actor)
    _require_version(examination, seen_version)
    if examination.cancel_reason is not None:
        raise DomainError(N_("Cet examen est déjà abandonné."))
    if not reason:
        raise DomainError(N_("Écrivez pourquoi : c’est inscrit au journal."), field="reason")
    edition = examination.edition
    if examination.outcome is None:
        examination.cancel_reason = reason
        _record(
            session,
            edition,
            "examination:cancelled",
            actor=actor,
            at=at,
            changes={"opened_on": examination.opened_on},
            reason=reason,
        )
        return
    _refuse_what_stands_on(session, examination)
    told = {"outcome": examination.outcome, "decided_on": examination.decided_on}
    examination.outcome = examination.decided_on = examination.next_due_on = None
    examination.reason = examination.decided_by = examination.evidence_document_id = None
    examination.work_item = None
    _record(session, edition, "examination:undone", actor=actor, at=at, changes=told, reason=reason)


def begin_work(
    session: Session,
    examination: Examination,
    *,
    title_fr: str,
    registered_on: date,
    actor: Actor,
    at: datetime,
    today: date,
) -> WorkItem:
    """Register the revision or the amendment that the outcome asks for, with the edition's facts.

    Raises what :func:`catalogue.work_programme.services.register_item` raises.
    """
    require_keeper(actor)
    nature = _FOLLOWING.get(examination.outcome) if examination.outcome else None
    if nature is None:
        raise DomainError(N_("L’issue de cet examen ne demande ni révision ni amendement."))
    if _followed(examination):
        raise DomainError(N_("Un sujet suit déjà cet examen : ouvrez-le au programme."))
    edition = examination.edition
    item = programme.register_item(
        session,
        title_fr=title_fr,
        title_en=edition.title_en,
        scope=edition.scope,
        committee_id=edition.committee_id,
        nature=nature,
        kind=edition.kind,
        base_reference=edition.base_reference,
        correspondence=edition.correspondence,
        ics=[code.code for code in edition.ics_codes],
        forecast=None,
        contact=None,
        project_leader=None,
        milestones={},
        registered_on=registered_on,
        number=None,
        actor=actor,
        at=at,
        revises=edition.reference,
        today=today,
    )
    session.flush()
    examination.work_item = item
    _record(
        session,
        edition,
        "examination:work_begun",
        actor=actor,
        at=at,
        changes={"number": item.number, "nature": nature},
    )
    return item


def _begun(edition: Edition) -> date | None:
    return edition.published_on or edition.homologated_on or edition.cnncq_adopted_on


def _refuse_what_is_not_examined(edition: Edition) -> None:
    if not edition.national or edition.status is not EditionStatus.PUBLISHED:
        raise DomainError(N_("Seules les normes nationales en vigueur sont examinées."))
    if edition.nature in _SUPPLEMENTS:
        raise DomainError(
            N_("Un amendement ou un rectificatif est examiné avec la norme qu’il modifie.")
        )


def _refuse_what_stands_on(session: Session, examination: Examination) -> None:
    if _followed(examination):
        raise DomainError(
            N_("Un sujet du programme suit cette issue : abandonnez-le d’abord, s’il le faut.")
        )
    if examination.edition.status is not EditionStatus.PUBLISHED:
        raise DomainError(
            N_("La norme n’est plus en vigueur : défaites d’abord son annulation sur sa fiche.")
        )
    later = [
        one
        for one in examinations_of(session, examination.edition_id)
        if one.cancel_reason is None
        and (one.opened_on, one.id) > (examination.opened_on, examination.id)
    ]
    if later:
        raise DomainError(N_("Un examen plus récent existe : défaites-le d’abord."))


def _followed(examination: Examination) -> bool:
    item = examination.work_item
    return item is not None and item.status is not WorkItemStatus.ABANDONED


def _require_open(examination: Examination) -> None:
    if examination.cancel_reason is not None or examination.outcome is not None:
        raise DomainError(N_("Cet examen est terminé : défaites d’abord son issue."))


def _require_version(examination: Examination, seen_version: int) -> None:
    if examination.version != seen_version:
        raise Conflict({"reason": examination.reason or ""}, examination.version)


def _record(
    session: Session,
    edition: Edition,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
    reason: str | None = None,
) -> None:
    """Write in the journal of the standard, where people look for its life."""
    journal.record(
        session, actor=actor, tag=tag, subject=edition, at=at, changes=changes, reason=reason
    )
