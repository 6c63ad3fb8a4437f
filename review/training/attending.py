"""Keeping the list of who attended: whose name it is is said by who keeps it, never guessed.

The journal says that somebody was added or removed, never who: more people read it than may read
names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import SEX_LABELS, Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.training.events import refuse_not_begun
from review.training.guards import require_takes_place
from review.training.models import TrainingAttendance, TrainingEvent, TrainingParticipant
from review.training.namesakes import Namesake, key_of, namesakes
from review.training.rules import require_reader_of_names

ANOTHER = "another"
ERASED_NAME = "Personne effacée"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody as written on a list.

    ``who`` says whose name it is where others bear it: the code of a :class:`Namesake`, or
    ``ANOTHER`` for somebody not known yet.
    """

    name: str
    organisation: str = ""
    sex: Sex = Sex.NOT_ASKED
    who: str | None = None


def add_attendance(
    session: Session,
    event: TrainingEvent,
    named: Named,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> TrainingAttendance:
    """Put somebody on the list of an event.

    Where people known already bear the name, ``named.who`` must say whether it is one of them;
    without it the act is refused on ``who``, and nobody is chosen.
    """
    require_reader_of_names(actor)
    require_takes_place(event)
    refuse_not_begun(event, today)
    if not key_of(named.name):
        raise DomainError(N_("Écrivez le nom de la personne."), field="name")
    hold_for_writing(session, event)
    known = namesakes(session, [named.name], on=today)[key_of(named.name)]
    attendance, _heard = place(session, event, named, known, today=today)
    journal.record(
        session,
        actor=actor,
        tag="training:attendance_added",
        subject=event,
        at=at,
        changes={"attendance_id": attendance.id},
    )
    return attendance


def hold_for_writing(session: Session, event: TrainingEvent) -> None:
    """Let one act at a time write on the list of an event."""
    session.execute(
        sa.select(TrainingEvent.id).where(TrainingEvent.id == event.id).with_for_update()
    )


def place(
    session: Session,
    event: TrainingEvent,
    named: Named,
    known: list[Namesake],
    *,
    today: date,
    list_id: int | None = None,
) -> tuple[TrainingAttendance, Sex | None]:
    """Write one line of a list, whose name ``known`` bear already; the act is recorded by who asks.

    Gives the line, and what was recorded of the person's sex where an answer was taken from it.
    """
    attendance = TrainingAttendance(event_id=event.id, list_id=list_id)
    heard: Sex | None = None
    same = _chosen(named, known)
    if same is None:
        participant = TrainingParticipant(
            name=named.name,
            name_key=key_of(named.name),
            organisation=named.organisation,
            sex=named.sex,
            sex_declared_on=today if named.sex.answered else None,
        )
        session.add(participant)
        session.flush()
        attendance.participant_id = participant.id
    else:
        _refuse_twice(session, event, same)
        heard = _hear(session, same, named, today)
        attendance.person_id, attendance.participant_id = same.person_id, same.participant_id
    session.add(attendance)
    session.flush()
    return attendance, heard


def remove_attendance(
    session: Session,
    event: TrainingEvent,
    attendance: TrainingAttendance,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Take somebody off the list of an event; a name that is on no other list goes with it."""
    require_reader_of_names(actor)
    attendance_id, participant_id = attendance.id, attendance.participant_id
    session.delete(attendance)
    session.flush()
    forget_if_alone(session, participant_id)
    journal.record(
        session,
        actor=actor,
        tag="training:attendance_removed",
        subject=event,
        at=at,
        changes={"attendance_id": attendance_id},
    )


def forget_if_alone(session: Session, participant_id: int | None) -> None:
    """Drop somebody who is on no list any more."""
    if participant_id is None:
        return
    alone = ~sa.exists().where(TrainingAttendance.participant_id == participant_id)
    session.execute(
        sa.delete(TrainingParticipant).where(TrainingParticipant.id == participant_id, alone)
    )


def change_participant(
    session: Session,
    participant: TrainingParticipant,
    facts: Named,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct what is written of somebody named on lists: the right to correct (§8)."""
    require_reader_of_names(actor)
    _refuse_stale(participant, seen_version)
    if participant.erased_at is not None:
        raise DomainError(N_("Cette personne a été effacée : il n’y a plus rien à corriger."))
    if not key_of(facts.name):
        raise DomainError(N_("Écrivez le nom de la personne."), field="name")
    before = (participant.name, participant.organisation, participant.sex)
    after = (facts.name, facts.organisation, facts.sex)
    if before == after:
        return
    if facts.sex is not participant.sex:
        participant.sex_declared_on = today if facts.sex.answered else None
    participant.name, participant.organisation, participant.sex = after
    participant.name_key = key_of(facts.name)
    changed = [
        field
        for field, old, new in zip(("name", "organisation", "sex"), before, after, strict=True)
        if old != new
    ]
    journal.record(
        session,
        actor=actor,
        tag="training:participant_changed",
        subject=participant,
        at=at,
        changes=dict.fromkeys(changed, "…"),
    )


def erase_participant(
    session: Session,
    participant: TrainingParticipant,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take somebody's name off every list at their request; that somebody attended is kept.

    As in the register of committees, what they declared goes with the name. Closed readings hold
    no name.
    """
    require_reader_of_names(actor)
    _refuse_stale(participant, seen_version)
    if participant.erased_at is not None:
        return
    if not reason:
        raise DomainError(N_("Dites qui a demandé l’effacement, et quand."), field="reason")
    participant.name, participant.name_key, participant.organisation = ERASED_NAME, "", ""
    participant.sex, participant.sex_declared_on = Sex.NOT_ASKED, None
    participant.erased_at = at
    journal.record(
        session,
        actor=actor,
        tag="training:participant_erased",
        subject=participant,
        at=at,
        changes={},
        reason=reason,
    )


def _refuse_stale(participant: TrainingParticipant, seen_version: int) -> None:
    if participant.version != seen_version:
        raise Conflict(
            {
                "name": participant.name,
                "organisation": participant.organisation,
                "sex": participant.sex.value,
            },
            participant.version,
        )


def _chosen(named: Named, known: list[Namesake]) -> Namesake | None:
    if named.who == ANOTHER or (not known and named.who is None):
        return None
    chosen = next((one for one in known if one.code == named.who), None)
    if chosen is None:
        message: Message = N_(
            "%(name)s est déjà connu : dites si c’est la même personne ou une autre.",
            name=named.name,
        )
        raise Invalid(message, {"who": message})
    return chosen


def _refuse_twice(session: Session, event: TrainingEvent, same: Namesake) -> None:
    column, value = (
        (TrainingAttendance.person_id, same.person_id)
        if same.person_id is not None
        else (TrainingAttendance.participant_id, same.participant_id)
    )
    if session.scalar(
        sa.select(sa.exists().where(TrainingAttendance.event_id == event.id, column == value))
    ):
        raise DomainError(
            N_("%(name)s est déjà sur la liste de cette formation.", name=same.name), field="name"
        )


def _hear(session: Session, same: Namesake, named: Named, today: date) -> Sex | None:
    """Take a first answer, and give what stood before; refuse one that says otherwise."""
    if named.sex is same.sex or not named.sex.answered:
        return None
    if same.participant_id is not None and not same.sex.declared:
        participant = session.get_one(TrainingParticipant, same.participant_id)
        before, participant.sex, participant.sex_declared_on = participant.sex, named.sex, today
        return before
    if not named.sex.declared:
        return None  # an answer withheld on one sheet takes back nothing that was said
    where = (
        N_("sa fiche du registre")
        if same.person_id is not None
        else N_("sa fiche des listes de présence")
    )
    raise DomainError(
        N_(
            "La réponse enregistrée pour %(name)s est « %(recorded)s », pas « %(written)s ». "
            "Vérifiez que c’est la même personne. Si sa réponse a changé, corrigez "
            "d’abord %(where)s.",
            name=same.name,
            recorded=SEX_LABELS[same.sex],
            written=SEX_LABELS[named.sex],
            where=where,
        ),
        field="sex",
    )
