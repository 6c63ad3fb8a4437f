"""Somebody whose answer on sex is not known counts as somebody who withheld it, everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.committees.models import CommitteeMeeting, MeetingAttendance
from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from review.indicators import queries, services
from review.training.models import TrainingAttendance, TrainingEvent
from review.training.vocabulary import EventState
from tests import factories
from tests.conftest import NOW

TODAY = date(2026, 11, 23)


def told(session, code):
    asked = services.question(session, at=TODAY, window="2024-2026", today=TODAY)
    found = services.figure_of(session, queries.sheet_of(session, code), asked)
    lines = [(str(one.label), one.numerator, one.denominator) for one in found.lines]
    headline = found.headline
    return lines, headline and (headline.numerator, headline.coverage, headline.bounds)


@pytest.fixture
def unknown(session):
    """Seat a woman, a man and somebody who withheld their answer; they meet and are trained."""
    place = factories.committee(session, "CTN1")
    posts = factories.committee(session, "DIRECTION", kind=CommitteeKind.MANAGEMENT)
    meeting = CommitteeMeeting(committee_id=place.id, held_on=date(2026, 3, 2), source="Feuille")
    event = TrainingEvent(
        title="Atelier",
        state=EventState.HELD,
        starts_on=date(2026, 3, 3),
        ends_on=date(2026, 3, 3),
        made_at=NOW,
        minutes=60,
    )
    session.add_all([meeting, event])
    session.flush()
    for sex in (Sex.WOMAN, Sex.MAN, Sex.UNDECLARED):
        one = factories.person(session, sex=sex)
        for role in (MandateRole.MEMBER, MandateRole.EXPERT, MandateRole.CHAIR):
            if role is not MandateRole.CHAIR or sex is Sex.UNDECLARED:
                factories.mandate(session, one, place, role=role)
        factories.mandate(session, one, posts)
        session.add(MeetingAttendance(meeting_id=meeting.id, person_id=one.id))
        session.add(TrainingAttendance(event_id=event.id, person_id=one.id))
    session.flush()
    return one


@pytest.mark.parametrize("code", ["1.1", "1.1b", "2.1", "2.2", "3.2", "4.1", "4.2"])
def test_no_answer_moves_a_figure_as_an_answer_withheld(session, unknown, code):
    withheld = told(session, code)
    unknown.sex = Sex.NOT_ASKED
    session.flush()
    assert told(session, code) == withheld
    unknown.sex = Sex.MAN
    session.flush()
    if code != "1.1b":  # counted of standards or posts that this example has none of
        assert told(session, code) != withheld
