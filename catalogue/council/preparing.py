"""Preparing a session: its facts, its agenda, who is to come, its convening, its cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees.models import Committee
from catalogue.committees.vocabulary import MandateRole
from catalogue.council.guards import require, require_act, require_open
from catalogue.council.models import AgendaItem, Attendance, CouncilSession
from catalogue.council.queries import other_agendas
from catalogue.council.rules import require_keeper
from catalogue.council.vocabulary import Presence, SessionState
from catalogue.council.workflow import TRANSITIONS
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.homologation import ADOPTED
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus

MOST_TEXTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What is written about a session; ``committee_id`` is the council among the committees."""

    label: str
    held_on: date
    begins: str = ""
    place: str = ""
    committee_id: int | None = None
    points: tuple[str, ...] = ()
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One line of the attendance: a person of the register, or a name as written."""

    presence: Presence
    person_id: int | None = None
    name: str = ""
    organisation: str = ""
    role: MandateRole | None = None
    titular: bool | None = None


def make_session(
    session: Session, facts: SessionFacts, *, actor: Actor, at: datetime
) -> CouncilSession:
    """Begin the preparation of a session. Raises :class:`Invalid` with a sentence per field."""
    require_keeper(actor)
    _refuse_faults(session, facts)
    meeting = CouncilSession(**_told(facts), made_at=at, made_by_id=actor.account_id)
    session.add(meeting)
    journal.record(
        session,
        actor=actor,
        tag="council:session_made",
        subject=meeting,
        at=at,
        changes=journal.diff({}, _told(facts)),
    )
    return meeting


def edit_session(
    session: Session,
    meeting: CouncilSession,
    facts: SessionFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct a session; once its decisions stand, only the record of debates and its place."""
    require(actor, meeting, seen_version)
    _refuse_faults(session, facts)
    before = facts_of(meeting)
    fixed = meeting.state is SessionState.DECIDED and (before.label, before.held_on) == (
        facts.label,
        facts.held_on,
    )
    if meeting.state is SessionState.DECIDED and not fixed:
        raise DomainError(
            N_(
                "Les décisions de cette session sont enregistrées à sa date et sous son nom : "
                "défaites-les avant de changer l’un ou l’autre."
            )
        )
    if not fixed:
        require_open(meeting)
    changes = journal.diff(_told(before), _told(facts))
    if not changes:
        return
    for name, value in _told(facts).items():
        setattr(meeting, name, value)
    journal.record(
        session,
        actor=actor,
        tag="council:session_edited",
        subject=meeting,
        at=at,
        changes=changes,
    )


def set_agenda(
    session: Session,
    meeting: CouncilSession,
    item_ids: Sequence[int],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put these texts on the agenda, in this order, in place of those that were.

    Only what waits for the council, is not adopted yet and is on no other coming session's agenda.
    """
    require(actor, meeting, seen_version)
    require_open(meeting)
    wanted = list(dict.fromkeys(item_ids))
    if len(wanted) > MOST_TEXTS:
        raise DomainError(
            N_("Une session a au plus %(most)d textes : faites-en deux.", most=MOST_TEXTS)
        )
    items = {
        one.id: one for one in session.scalars(sa.select(WorkItem).where(WorkItem.id.in_(wanted)))
    }
    taken = other_agendas(session, meeting.id, wanted)
    problems = {
        f"rank{item_id}": problem
        for item_id in wanted
        if (problem := _not_for_agenda(items.get(item_id), taken.get(item_id))) is not None
    }
    if problems:
        raise Invalid(N_("L’ordre du jour n’est pas enregistré."), problems)
    present = {line.work_item_id: line for line in meeting.agenda}
    before = [line.work_item_id for line in meeting.agenda]
    if before == wanted:
        return
    meeting.agenda = [
        present.get(item_id) or AgendaItem(work_item_id=item_id) for item_id in wanted
    ]
    for position, line in enumerate(meeting.agenda, start=1):
        line.position = position
    _touch(meeting)
    journal.record(
        session,
        actor=actor,
        tag="council:agenda_set",
        subject=meeting,
        at=at,
        changes={"texts": [len(before), len(wanted)], "work_item_ids": [before, wanted]},
    )


def note_attendance(
    session: Session,
    meeting: CouncilSession,
    seats: Sequence[Seat],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Note who came and who did not, in place of what was noted; until the minutes are closed.

    The journal keeps how many, never the names: more people read it than may read them.
    """
    require(actor, meeting, seen_version)
    if meeting.state in {SessionState.CLOSED, SessionState.CANCELLED}:
        require_open(meeting)
    meeting.attendance = [
        Attendance(
            position=position,
            person_id=seat.person_id,
            name=None if seat.person_id is not None else seat.name,
            organisation=seat.organisation,
            role=seat.role,
            titular=seat.titular,
            presence=seat.presence,
        )
        for position, seat in enumerate(seats, start=1)
    ]
    _touch(meeting)
    journal.record(
        session,
        actor=actor,
        tag="council:attendance_noted",
        subject=meeting,
        at=at,
        changes={one.value: sum(seat.presence is one for seat in seats) for one in Presence},
    )


def convene(
    session: Session,
    meeting: CouncilSession,
    *,
    on: date,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that the session was convened on a day, with the agenda it has."""
    require(actor, meeting, seen_version)
    require_act(meeting, "convene")
    if on > today:
        raise DomainError(N_("Donnez une date qui n’est pas dans l’avenir."), field="on")
    if on > meeting.held_on:
        raise DomainError(
            N_("La convocation ne peut pas suivre la session, prévue le %(day)s.",
               day=f"{meeting.held_on:%d/%m/%Y}"),
            field="on",
        )  # fmt: skip
    if not meeting.agenda and not meeting.points:
        raise DomainError(N_("L’ordre du jour est vide : fixez-le avant de convoquer."))
    transition = TRANSITIONS["convene"]
    meeting.state, meeting.convened_on = transition.target, on
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=meeting,
        at=at,
        changes={"convened_on": on, "texts": len(meeting.agenda)},
    )


def cancel(
    session: Session,
    meeting: CouncilSession,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Say that a session does not take place; its texts wait for another one."""
    require(actor, meeting, seen_version)
    require_act(meeting, "cancel")
    if not reason:
        raise DomainError(N_("Écrivez pourquoi la session n’a pas lieu."), field="reason")
    transition = TRANSITIONS["cancel"]
    meeting.state, meeting.cancel_reason = transition.target, reason
    journal.record(session, actor=actor, tag=transition.tag, subject=meeting, at=at, reason=reason)


def facts_of(meeting: CouncilSession) -> SessionFacts:
    """Give what is written about a session."""
    return SessionFacts(
        label=meeting.label,
        held_on=meeting.held_on,
        begins=meeting.begins,
        place=meeting.place,
        committee_id=meeting.committee_id,
        points=tuple(meeting.points),
        record=meeting.record,
    )


def _refuse_faults(session: Session, facts: SessionFacts) -> None:
    problems: dict[str, Message] = {}
    if not facts.label:
        problems["label"] = N_("Nommez la session, par exemple « 11e session ».")
    if facts.committee_id is not None and session.get(Committee, facts.committee_id) is None:
        problems["committee_id"] = N_("Choisissez un comité de la liste.")
    if problems:
        raise Invalid(N_("La session n’est pas enregistrée."), problems)


def _not_for_agenda(item: WorkItem | None, taken: CouncilSession | None) -> Message | None:
    if item is None:
        return N_("Ce sujet n’existe pas ou n’existe plus.")
    if item.status is not WorkItemStatus.AWAITING_COUNCIL:
        return N_("Le sujet %(number)s n’attend plus le CNNCQ.", number=item.number)
    if item.stage_code == ADOPTED:
        return N_(
            "Le sujet %(number)s est déjà adopté (50.99) : il reste à l’homologuer.",
            number=item.number,
        )
    if taken is not None:
        return N_(
            "Le sujet %(number)s est à l’ordre du jour de « %(session)s » : retirez-le d’abord.",
            number=item.number,
            session=taken.label,
        )
    return None


def _told(facts: SessionFacts) -> dict[str, object]:
    return asdict(facts) | {"points": list(facts.points)}


def _touch(meeting: CouncilSession) -> None:
    """Give the session a new version even if only what hangs on it has changed."""
    flag_modified(meeting, "label")
