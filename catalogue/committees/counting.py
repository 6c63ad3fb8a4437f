"""Women and men counted without names, and who came to a meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import (
    Committee,
    CommitteeMeeting,
    MeetingAttendance,
    ParticipationCount,
    Person,
)
from catalogue.committees.services import TO_CORRECT, refuse_others
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor


@dataclass(frozen=True, slots=True)
class CountFacts:
    """Seats nobody is named for, as a list of a day counts them; ``source`` is that list."""

    counted_on: date
    women: int
    men: int
    undeclared: int
    vacant: int
    source: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting: who of the register came, and how many others by the attendance sheet."""

    held_on: date
    subject: str | None
    present: frozenset[int]
    women: int
    men: int
    undeclared: int
    source: str


def note_count(
    session: Session,
    committee: Committee,
    facts: CountFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> ParticipationCount:
    """Note the seats of a committee whose holders are not named, from a list of a day.

    They are added to the named seats from that day, until the committee's next count.
    """
    refuse_others(actor)
    found = _faults(facts.counted_on, facts.source, "counted_on", today)
    taken = session.scalars(
        sa.select(ParticipationCount.id).where(
            ParticipationCount.committee_id == committee.id,
            ParticipationCount.counted_on == facts.counted_on,
        )
    ).first()
    if taken is not None and "counted_on" not in found:
        found["counted_on"] = N_(
            "Un comptage de ce jour est déjà noté pour ce comité : retirez-le d’abord s’il est "
            "faux."
        )
    if found:
        raise Invalid(TO_CORRECT, found)
    row = ParticipationCount(
        committee_id=committee.id,
        counted_on=facts.counted_on,
        women=facts.women,
        men=facts.men,
        undeclared=facts.undeclared,
        vacant=facts.vacant,
        source=facts.source,
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="count:noted",
        subject=row,
        at=at,
        changes={
            "committee": committee.code,
            "counted_on": facts.counted_on,
            "women": facts.women,
            "men": facts.men,
            "undeclared": facts.undeclared,
            "vacant": facts.vacant,
            "source": facts.source,
        },
    )
    return row


def remove_count(
    session: Session, count: ParticipationCount, *, reason: str, actor: Actor, at: datetime
) -> None:
    """Take a count away that was wrong, or that named mandates now stand for."""
    refuse_others(actor)
    if not reason:
        raise DomainError(N_("Dites pourquoi ce comptage est retiré."), field="reason")
    journal.record(
        session,
        actor=actor,
        tag="count:removed",
        subject=count,
        at=at,
        changes={"counted_on": [count.counted_on, None], "source": [count.source, None]},
        reason=reason,
    )
    session.delete(count)
    session.flush()


def record_meeting(
    session: Session,
    committee: Committee,
    facts: MeetingFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> CommitteeMeeting:
    """Record a meeting of a committee and who was there."""
    refuse_others(actor)
    _refuse_meeting_faults(session, facts, today)
    meeting = CommitteeMeeting(committee_id=committee.id, **_meeting_values(facts))
    meeting.present = [MeetingAttendance(person_id=one) for one in sorted(facts.present)]
    session.add(meeting)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="meeting:recorded",
        subject=meeting,
        at=at,
        changes={"committee": committee.code, **_told(facts)},
    )
    return meeting


def correct_meeting(
    session: Session,
    meeting: CommitteeMeeting,
    facts: MeetingFacts,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct a meeting from its attendance sheet, with the reason."""
    refuse_others(actor)
    if meeting.version != seen_version:
        raise Conflict(
            current={"held_on": f"{meeting.held_on:%d/%m/%Y}", "subject": meeting.subject or ""},
            version=meeting.version,
        )
    _refuse_meeting_faults(session, facts, today)
    before = MeetingFacts(
        meeting.held_on,
        meeting.subject,
        frozenset(one.person_id for one in meeting.present),
        meeting.women,
        meeting.men,
        meeting.undeclared,
        meeting.source,
    )
    if before == facts:
        return
    if not reason:
        raise DomainError(N_("Dites pourquoi ces présences sont corrigées."), field="reason")
    for name, value in _meeting_values(facts).items():
        setattr(meeting, name, value)
    kept = {one.person_id: one for one in meeting.present}
    meeting.present = [
        kept.get(one) or MeetingAttendance(person_id=one) for one in sorted(facts.present)
    ]
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="meeting:corrected",
        subject=meeting,
        at=at,
        changes=journal.diff(_told(before), _told(facts)),
        reason=reason,
    )


def _meeting_values(facts: MeetingFacts) -> dict[str, object]:
    return {
        "held_on": facts.held_on,
        "subject": facts.subject,
        "women": facts.women,
        "men": facts.men,
        "undeclared": facts.undeclared,
        "source": facts.source,
    }


def _told(facts: MeetingFacts) -> dict[str, object]:
    """Give what the journal keeps: numbers, not who was there."""
    return {
        "held_on": facts.held_on,
        "named_present": len(facts.present),
        "women": facts.women,
        "men": facts.men,
        "undeclared": facts.undeclared,
        "source": facts.source,
    }


def _refuse_meeting_faults(session: Session, facts: MeetingFacts, today: date) -> None:
    found = _faults(facts.held_on, facts.source, "held_on", today)
    if facts.held_on > today:
        found["held_on"] = N_(
            "Le %(day)s est à venir : notez la réunion une fois tenue.",
            day=f"{facts.held_on:%d/%m/%Y}",
        )
    if _missing_people(session, facts.present):
        found["present"] = N_("Choisissez des personnes de la liste.")
    if not facts.present and not facts.women + facts.men + facts.undeclared:
        found["women"] = N_("Cochez qui était là, ou écrivez combien de personnes sont venues.")
    if found:
        raise Invalid(TO_CORRECT, found)


def _faults(day: date, source: str, field: str, today: date) -> dict[str, Message]:
    found: dict[str, Message] = {}
    if day > today:
        found[field] = N_(
            "Le %(day)s est à venir : notez ce qui a été compté, une fois compté.",
            day=f"{day:%d/%m/%Y}",
        )
    if not source:
        found["source"] = N_(
            "Dites d’où viennent ces nombres : la liste ou la feuille, et sa date."
        )
    return found


def _missing_people(session: Session, ids: Collection[int]) -> bool:
    if not ids:
        return False
    known = session.scalar(
        sa.select(sa.func.count()).select_from(Person).where(Person.id.in_(list(ids)))
    )
    return known != len(ids)
