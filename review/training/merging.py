"""Two writings of one person joined, when who keeps the lists says that it is the same person."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import SEX_LABELS
from catalogue.errors import Conflict, DomainError
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.training.models import TrainingAttendance, TrainingParticipant
from review.training.namesakes import Namesake, namesakes
from review.training.rules import require_reader_of_names


def others_of(session: Session, participant: TrainingParticipant, *, on: date) -> list[Namesake]:
    """Give the people known under the same name, but this one."""
    found = namesakes(session, [participant.name], on=on)
    return [
        one for known in found.values() for one in known if one.participant_id != participant.id
    ]


def join(
    session: Session,
    participant: TrainingParticipant,
    code: str,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Namesake:
    """Say that somebody named on lists is that other person: one person from now on, counted once.

    Where both are on one list, one line stays. Refused when they declared otherwise.
    """
    require_reader_of_names(actor)
    if participant.version != seen_version:
        raise Conflict({}, participant.version)
    other = next(
        (one for one in others_of(session, participant, on=today) if one.code == code), None
    )
    if other is None:
        raise DomainError(N_("Choisissez une personne de la liste."), field="who")
    _refuse_otherwise(session, participant, other, today)
    column = (
        TrainingAttendance.person_id
        if other.person_id is not None
        else TrainingAttendance.participant_id
    )
    there = sa.select(TrainingAttendance.event_id).where(
        column == (other.person_id if other.person_id is not None else other.participant_id)
    )
    events = set(session.scalars(there))
    for line in session.scalars(
        sa.select(TrainingAttendance).where(TrainingAttendance.participant_id == participant.id)
    ).all():
        if line.event_id in events:
            session.delete(line)
        else:
            line.person_id, line.participant_id = other.person_id, other.participant_id
    journal.record(
        session,
        actor=actor,
        tag="training:participant_joined",
        subject=participant,
        at=at,
        changes={"person_id": other.person_id, "participant_id": other.participant_id},
    )
    session.flush()
    session.delete(participant)
    session.flush()
    return other


def _refuse_otherwise(
    session: Session, participant: TrainingParticipant, other: Namesake, today: date
) -> None:
    if participant.sex is other.sex or not participant.sex.declared:
        return
    if other.participant_id is not None and not other.sex.declared:
        kept = session.get_one(TrainingParticipant, other.participant_id)
        kept.sex, kept.sex_declared_on = participant.sex, participant.sex_declared_on or today
        return
    raise DomainError(
        N_(
            "Les réponses enregistrées sont « %(one)s » et « %(other)s ». Corrigez d’abord la "
            "fiche qui se trompe, si c’est bien la même personne.",
            one=SEX_LABELS[participant.sex],
            other=SEX_LABELS[other.sex],
        ),
        field="who",
    )
