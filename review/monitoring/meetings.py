"""The acts on a meeting: planning, correcting, who came, that it took place or does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.monitoring.guards import require, require_act, require_open
from review.monitoring.models import MeetingPresence, MonitoringMeeting, YearPlan
from review.monitoring.queries import last_number
from review.monitoring.rules import require_keeper
from review.monitoring.vocabulary import Attended, MeetingState
from review.monitoring.workflow import MEETING_ACTS

MOST_MEETINGS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What is written about a meeting before it is held."""

    planned_on: date
    begins: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One line of the attendance: a person of the register, or a name as written."""

    attended: Attended
    person_id: int | None = None
    name: str = ""
    organisation: str = ""
    role: MandateRole | None = None


def plan_year(
    session: Session,
    *,
    year: int,
    meetings: int,
    decided_on: date,
    source: str,
    actor: Actor,
    at: datetime,
    today: date,
) -> YearPlan:
    """Note how many meetings a year is to have; a former number stays, for the days before."""
    require_keeper(actor)
    problems: dict[str, Message] = {}
    if decided_on > today:
        problems["decided_on"] = N_("Donnez une date de décision qui n’est pas dans l’avenir.")
    if not 0 <= meetings <= MOST_MEETINGS:
        problems["meetings"] = N_("Écrivez un nombre de réunions entre 0 et %(most)d.",
                                  most=MOST_MEETINGS)  # fmt: skip
    if not source:
        problems["source"] = N_("Dites où ce nombre est décidé : une décision, un compte rendu.")
    if problems:
        raise Invalid(N_("Le nombre de réunions n’est pas enregistré."), problems)
    row = YearPlan(
        year=year,
        meetings=meetings,
        decided_on=decided_on,
        source=source,
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(row)
    journal.record(
        session,
        actor=actor,
        tag="monitoring:year_planned",
        subject=row,
        at=at,
        changes={"year": year, "meetings": meetings, "decided_on": decided_on, "source": source},
    )
    return row


def plan_meeting(
    session: Session, facts: MeetingFacts, *, actor: Actor, at: datetime, today: date
) -> MonitoringMeeting:
    """Plan a meeting; it takes the next number. A meeting already past may be entered too."""
    require_keeper(actor)
    meeting = MonitoringMeeting(
        **asdict(facts),
        number=last_number(session) + 1,
        made_on=min(today, facts.planned_on),
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(meeting)
    journal.record(
        session,
        actor=actor,
        tag="monitoring:meeting_planned",
        subject=meeting,
        at=at,
        changes=journal.diff({}, asdict(facts)),
    )
    return meeting


def edit_meeting(
    session: Session,
    meeting: MonitoringMeeting,
    facts: MeetingFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Move or complete a meeting; once held, the day it was planned for stays."""
    require(actor, meeting, seen_version)
    require_open(meeting)
    if meeting.state is MeetingState.HELD and facts.planned_on != meeting.planned_on:
        raise DomainError(
            N_(
                "La réunion a eu lieu : le jour où elle était prévue ne change plus. Si elle n’a "
                "pas eu lieu, remettez-la d’abord parmi les réunions à venir."
            ),
            field="planned_on",
        )
    changes = journal.diff(asdict(facts_of(meeting)), asdict(facts))
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(meeting, name, value)
    journal.record(
        session,
        actor=actor,
        tag="monitoring:meeting_edited",
        subject=meeting,
        at=at,
        changes=changes,
    )


def note_attendance(
    session: Session,
    meeting: MonitoringMeeting,
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
    require_open(meeting)
    meeting.presences = [
        MeetingPresence(
            position=position,
            person_id=seat.person_id,
            name=None if seat.person_id is not None else seat.name,
            organisation=seat.organisation,
            role=seat.role,
            attended=seat.attended,
        )
        for position, seat in enumerate(seats, start=1)
    ]
    flag_modified(meeting, "place")
    journal.record(
        session,
        actor=actor,
        tag="monitoring:attendance_noted",
        subject=meeting,
        at=at,
        changes={one.value: sum(seat.attended is one for seat in seats) for one in Attended},
    )


def hold(
    session: Session,
    meeting: MonitoringMeeting,
    *,
    held_on: date,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that the meeting took place, and when."""
    require(actor, meeting, seen_version)
    require_act(meeting, "hold")
    if held_on > today:
        raise DomainError(
            N_("Donnez une date qui n’est pas dans l’avenir : la réunion a déjà eu lieu."),
            field="held_on",
        )
    transition = MEETING_ACTS["hold"]
    meeting.state, meeting.held_on = MeetingState.HELD, held_on
    meeting.made_on = min(meeting.made_on, held_on)
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=meeting,
        at=at,
        changes={"held_on": held_on},
    )


def undo_hold(
    session: Session,
    meeting: MonitoringMeeting,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put a meeting said held by mistake back among those to come; what was written stays."""
    require(actor, meeting, seen_version)
    _require_reason(meeting, "undo", reason)
    meeting.state, meeting.held_on = MeetingState.PLANNED, None
    journal.record(
        session,
        actor=actor,
        tag=MEETING_ACTS["undo"].tag,
        subject=meeting,
        at=at,
        reason=reason,
    )


def cancel(
    session: Session,
    meeting: MonitoringMeeting,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that a planned meeting does not take place, and why."""
    require(actor, meeting, seen_version)
    _require_reason(meeting, "cancel", reason)
    meeting.state = MeetingState.CANCELLED
    meeting.cancel_reason, meeting.cancelled_on = reason, today
    journal.record(
        session,
        actor=actor,
        tag=MEETING_ACTS["cancel"].tag,
        subject=meeting,
        at=at,
        reason=reason,
    )


def facts_of(meeting: MonitoringMeeting) -> MeetingFacts:
    """Give what is written about a meeting."""
    return MeetingFacts(planned_on=meeting.planned_on, begins=meeting.begins, place=meeting.place)


def attendance_counts(meeting: MonitoringMeeting) -> dict[str, int]:
    """Count who came; women and men as they declared in the register, never guessed (§8)."""
    came = [one for one in meeting.presences if one.attended is Attended.PRESENT]
    sexes = Counter(one.person.sex for one in came if one.person is not None)
    return {
        "noted": len(meeting.presences),
        "present": len(came),
        "excused": sum(one.attended is Attended.EXCUSED for one in meeting.presences),
        "absent": sum(one.attended is Attended.ABSENT for one in meeting.presences),
        "women": sexes[Sex.WOMAN],
        "men": sexes[Sex.MAN],
        "undeclared": len(came) - sexes[Sex.WOMAN] - sexes[Sex.MAN],
    }


def _require_reason(meeting: MonitoringMeeting, act: str, reason: str) -> None:
    require_act(meeting, act)
    needs = MEETING_ACTS[act].needs
    if needs is not None and not reason:
        raise DomainError(needs, field="reason")
