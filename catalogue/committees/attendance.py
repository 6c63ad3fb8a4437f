"""Reading counts without names, the meetings of a committee and who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.models import (
    CommitteeMeeting,
    Mandate,
    MeetingAttendance,
    ParticipationCount,
    Person,
)
from catalogue.committees.naming import person_choices
from catalogue.committees.queries import SexCount
from catalogue.committees.vocabulary import Sex, counted_by_sex
from catalogue.paging import PAGE_SIZE, Page, offset


def counts_of(session: Session, committee_id: int) -> Sequence[ParticipationCount]:
    """Give the counts without names of a committee, the latest first."""
    return session.scalars(
        sa.select(ParticipationCount)
        .where(ParticipationCount.committee_id == committee_id)
        .order_by(ParticipationCount.counted_on.desc(), ParticipationCount.id.desc())
    ).all()


def count_of(session: Session, committee_id: int, count_id: int) -> ParticipationCount | None:
    """Give one count of a committee."""
    return session.scalars(
        sa.select(ParticipationCount).where(
            ParticipationCount.id == count_id, ParticipationCount.committee_id == committee_id
        )
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of a list: how many were there, by declared sex."""

    meeting: CommitteeMeeting
    presences: SexCount


def meeting_lines(
    session: Session, committee_id: int, *, page: int, size: int = PAGE_SIZE
) -> Page[MeetingLine]:
    """Give one page of the meetings of a committee, the latest first."""
    own = CommitteeMeeting.committee_id == committee_id
    total = session.scalar(sa.select(sa.func.count()).select_from(CommitteeMeeting).where(own))
    found = session.scalars(
        sa.select(CommitteeMeeting)
        .where(own)
        .order_by(CommitteeMeeting.held_on.desc(), CommitteeMeeting.id.desc())
        .limit(size)
        .offset(offset(page, size))
    ).all()
    named: dict[int, list[tuple[Sex, int]]] = {}
    for meeting_id, sex, number in session.execute(
        sa.select(MeetingAttendance.meeting_id, Person.sex, sa.func.count())
        .join(Person, Person.id == MeetingAttendance.person_id)
        .where(MeetingAttendance.meeting_id.in_([one.id for one in found]))
        .group_by(MeetingAttendance.meeting_id, Person.sex)
    ):
        named.setdefault(meeting_id, []).append((sex, number))
    lines = []
    for one in found:
        known = counted_by_sex(named.get(one.id, ()))
        met = SexCount(
            one.women + known[Sex.WOMAN],
            one.men + known[Sex.MAN],
            one.undeclared + known[Sex.UNDECLARED],
        )
        lines.append(MeetingLine(one, met))
    return Page(lines, total or 0, page, size)


def meeting_of(session: Session, committee_id: int, meeting_id: int) -> CommitteeMeeting | None:
    """Give one meeting of a committee with who was there."""
    found = session.scalars(
        sa.select(CommitteeMeeting)
        .where(CommitteeMeeting.id == meeting_id, CommitteeMeeting.committee_id == committee_id)
        .options(joinedload(CommitteeMeeting.present))
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def ever_seated(session: Session, committee_id: int, *, on: date) -> list[tuple[int, str]]:
    """Name everybody who holds or held a seat in a committee, for a choice: who may have come."""
    seated = sa.select(Mandate.person_id).where(Mandate.committee_id == committee_id)
    return person_choices(session, on=on, where=[Person.id.in_(seated)])
