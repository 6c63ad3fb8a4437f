"""Who came to the meetings of a period: presences, never mixed with seats."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, CommitteeMeeting, MeetingAttendance, Person
from catalogue.committees.vocabulary import STANDARDS_KINDS, Sex, counted_by_sex
from review.indicators.figures import Question
from review.indicators.participation import Tally


def attendance(session: Session, question: Question) -> Tally:
    """Count the presences at meetings of CTN, GT and CMN from the start of the period to the day.

    Somebody at three meetings is three presences. Those of the register count by what they
    declared, the others by the counts of the attendance sheet.
    """
    window = question.window
    held = sa.and_(
        CommitteeMeeting.held_on.between(window.start, min(window.end, question.at)),
        Committee.kind.in_(STANDARDS_KINDS),
    )
    sex = Person.sex.type
    named = (
        sa.select(Person.sex, sa.func.count())
        .select_from(MeetingAttendance)
        .join(CommitteeMeeting, CommitteeMeeting.id == MeetingAttendance.meeting_id)
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
        .join(Person, Person.id == MeetingAttendance.person_id)
        .where(held)
        .group_by(Person.sex)
    )
    others = (
        sa.select(sa.literal(declared, sex), sa.func.coalesce(sa.func.sum(column), 0))
        .select_from(CommitteeMeeting)
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
        .where(held)
        for declared, column in (
            (Sex.WOMAN, CommitteeMeeting.women),
            (Sex.MAN, CommitteeMeeting.men),
            (Sex.UNDECLARED, CommitteeMeeting.undeclared),
        )
    )
    found = counted_by_sex(
        (declared, int(presences))
        for declared, presences in session.execute(sa.union_all(named, *others))
    )
    return Tally(found[Sex.WOMAN], found[Sex.MAN], found[Sex.UNDECLARED])
