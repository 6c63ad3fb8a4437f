"""Who came to the meetings of a period: presences, never mixed with seats."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, CommitteeMeeting, MeetingAttendance, Person
from catalogue.committees.vocabulary import STANDARDS_KINDS, Sex
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
    unnamed = session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(CommitteeMeeting.women), 0),
            sa.func.coalesce(sa.func.sum(CommitteeMeeting.men), 0),
            sa.func.coalesce(sa.func.sum(CommitteeMeeting.undeclared), 0),
        )
        .join(Committee, Committee.id == CommitteeMeeting.committee_id)
        .where(held)
    ).one()
    named = {
        row.sex: row.presences
        for row in session.execute(
            sa.select(Person.sex, sa.func.count().label("presences"))
            .select_from(MeetingAttendance)
            .join(CommitteeMeeting, CommitteeMeeting.id == MeetingAttendance.meeting_id)
            .join(Committee, Committee.id == CommitteeMeeting.committee_id)
            .join(Person, Person.id == MeetingAttendance.person_id)
            .where(held)
            .group_by(Person.sex)
        )
    }
    return Tally(
        int(unnamed[0]) + named.get(Sex.WOMAN, 0),
        int(unnamed[1]) + named.get(Sex.MAN, 0),
        int(unnamed[2]) + named.get(Sex.UNDECLARED, 0),
    )
