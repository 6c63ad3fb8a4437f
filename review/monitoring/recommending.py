"""The acts on a recommendation: writing it, correcting it, and each step until it is settled."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.committees.models import Person
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.services import Upload
from catalogue.work_programme.text_acts import keep_file
from review.monitoring.guards import require_recommendation
from review.monitoring.models import MonitoringMeeting, Recommendation, RecommendationAct
from review.monitoring.queries import last_rank
from review.monitoring.rules import require_keeper
from review.monitoring.vocabulary import (
    RECOMMENDATION_STATE_LABELS,
    Act,
    MeetingState,
    RecommendationState,
)
from review.monitoring.workflow import RECOMMENDATION_ACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a recommendation asks, of whom, by when; ``due_on`` may be unknown."""

    text: str
    made_on: date
    owner: str = ""
    owner_person_id: int | None = None
    due_on: date | None = None
    meeting_id: int | None = None


def recommend(
    session: Session, asked: Asked, *, actor: Actor, at: datetime, today: date
) -> Recommendation:
    """Write a recommendation; it takes the next number of the year it was made in."""
    require_keeper(actor)
    _refuse_faults(session, asked, today=today)
    year = asked.made_on.year
    found = Recommendation(
        **asdict(asked),
        year=year,
        rank=last_rank(session, year) + 1,
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(found)
    journal.record(
        session,
        actor=actor,
        tag="recommendation:made",
        subject=found,
        at=at,
        changes=journal.diff({}, asdict(asked) | {"number": found.number}),
    )
    return found


def edit(
    session: Session,
    found: Recommendation,
    asked: Asked,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct what a recommendation says; its number, and its due date once set, stay.

    A due date that was set moves by :func:`act` with a reason.
    """
    require_recommendation(actor, found, seen_version)
    _refuse_faults(session, asked, today=today)
    problems: dict[str, Message] = {}
    if found.due_on is not None and asked.due_on != found.due_on:
        problems["due_on"] = N_(
            "L’échéance est fixée : choisissez « Son échéance change », avec le motif."
        )
    if asked.made_on.year != found.year:
        problems["made_on"] = N_(
            "Le numéro %(number)s porte l’année : gardez une date de cette année.",
            number=found.number,
        )
    elif found.acts and asked.made_on > min(one.done_on for one in found.acts):
        problems["made_on"] = N_("Un acte est déjà noté avant cette date.")
    if problems:
        raise Invalid(N_("La recommandation n’est pas enregistrée."), problems)
    changes = journal.diff(asdict(asked_of(found)), asdict(asked))
    if not changes:
        return
    for name, value in asdict(asked).items():
        setattr(found, name, value)
    journal.record(
        session,
        actor=actor,
        tag="recommendation:edited",
        subject=found,
        at=at,
        changes=changes,
    )


def act(
    session: Session,
    found: Recommendation,
    done: Act,
    *,
    done_on: date,
    note: str,
    due_on: date | None = None,
    evidence: Upload | None = None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> RecommendationAct:
    """Move a recommendation, or its due date, on a day, with what proves it or the reason."""
    require_recommendation(actor, found, seen_version)
    moves = RECOMMENDATION_ACTS[done]
    if found.state not in moves.sources:
        raise DomainError(
            N_(
                "« %(act)s » n’est pas possible : la recommandation est « %(state)s ».",
                act=moves.label,
                state=RECOMMENDATION_STATE_LABELS[found.state],
            ),
            field="act",
        )
    problems = _faults_of_day(found, done_on, today=today)
    if moves.needs is not None and not note and evidence is None:
        problems["note"] = moves.needs
    if done is Act.POSTPONE:
        problems |= _faults_of_postponing(found, due_on)
    elif due_on is not None:
        problems["due_on"] = N_(
            "Une nouvelle échéance se donne avec « Son échéance change » : effacez-la ici."
        )
    if problems:
        raise Invalid(N_("L’acte n’est pas enregistré."), problems)
    row = RecommendationAct(
        recommendation_id=found.id,
        act=done,
        done_on=done_on,
        state=moves.target,
        due_on=due_on,
        previous_due_on=found.due_on if done is Act.POSTPONE else None,
        note=note,
        document_id=keep_file(session, evidence, "evidence", actor, at),
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(row)
    changes: dict[str, object] = {"done_on": done_on}
    if moves.target is not None:
        changes["state"] = [found.state.value, moves.target.value]
        found.state = moves.target
    if done is Act.POSTPONE:
        changes["due_on"] = [found.due_on, due_on]
        found.due_on = due_on
    if row.document_id is not None:
        changes["document_id"] = row.document_id
    journal.record(
        session, actor=actor, tag=moves.tag, subject=found, at=at, changes=changes, reason=note
    )
    return row


def asked_of(found: Recommendation) -> Asked:
    """Give what a recommendation says."""
    return Asked(
        text=found.text,
        made_on=found.made_on,
        owner=found.owner,
        owner_person_id=found.owner_person_id,
        due_on=found.due_on,
        meeting_id=found.meeting_id,
    )


def is_settled(state: RecommendationState) -> bool:
    """Tell whether nothing more is awaited of a recommendation in this state."""
    return state in {RecommendationState.DONE, RecommendationState.ABANDONED}


def _faults_of_day(found: Recommendation, done_on: date, *, today: date) -> dict[str, Message]:
    """Refuse a day to come, and one before what is already noted: history stays in order."""
    if done_on > today:
        return {"done_on": N_("Donnez une date qui n’est pas dans l’avenir.")}
    if done_on < found.made_on:
        return {
            "done_on": N_(
                "La recommandation est du %(day)s : donnez ce jour ou un jour qui suit.",
                day=f"{found.made_on:%d/%m/%Y}",
            )
        }
    last = max((one.done_on for one in found.acts), default=found.made_on)
    if done_on < last:
        return {
            "done_on": N_(
                "La recommandation a déjà un acte le %(day)s : donnez ce jour ou un jour qui suit.",
                day=f"{last:%d/%m/%Y}",
            )
        }
    return {}


def _faults_of_postponing(found: Recommendation, due_on: date | None) -> dict[str, Message]:
    if due_on is None:
        return {"due_on": N_("Donnez la nouvelle échéance.")}
    if due_on == found.due_on:
        return {"due_on": N_("C’est déjà son échéance : donnez-en une autre.")}
    if due_on < found.made_on:
        return {"due_on": N_("L’échéance ne peut pas précéder la recommandation.")}
    return {}


def _refuse_faults(session: Session, asked: Asked, *, today: date) -> None:
    problems: dict[str, Message] = {}
    if not asked.text:
        problems["text"] = N_("Écrivez ce que le comité recommande.")
    if not asked.owner and asked.owner_person_id is None:
        problems["owner"] = N_(
            "Dites qui en répond : une fonction ou un organisme ici, ou une personne du registre."
        )
    if asked.owner_person_id is not None:
        person = session.get(Person, asked.owner_person_id)
        if person is None or person.erased_at is not None:
            problems["owner_person_id"] = N_("Choisissez une personne de la liste.")
    if asked.made_on > today:
        problems["made_on"] = N_("Donnez une date qui n’est pas dans l’avenir.")
    if asked.due_on is not None and asked.due_on < asked.made_on:
        problems["due_on"] = N_("L’échéance ne peut pas précéder la recommandation.")
    if asked.meeting_id is not None:
        meeting = session.get(MonitoringMeeting, asked.meeting_id)
        if meeting is None or meeting.state is MeetingState.CANCELLED:
            problems["meeting_id"] = N_("Choisissez une réunion de la liste.")
    if problems:
        raise Invalid(N_("La recommandation n’est pas enregistrée."), problems)
