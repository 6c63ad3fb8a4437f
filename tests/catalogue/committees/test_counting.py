"""Counts without names, meetings, and taking a person out: what is refused, what stays."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.committees import counting, people
from catalogue.committees.counting import CountFacts, MeetingFacts
from catalogue.committees.models import CommitteeMeeting, MeetingAttendance, ParticipationCount
from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.permissions import Role
from tests import factories

TODAY = date(2026, 11, 23)
AT = factories.AT


def count_facts(**facts):
    return CountFacts(
        **{
            "counted_on": date(2025, 3, 12),
            "women": 3,
            "men": 9,
            "undeclared": 0,
            "vacant": 1,
            "source": "Liste du 12/03/2025",
            **facts,
        }
    )


def meeting_facts(*present, **facts):
    return MeetingFacts(
        **{
            "held_on": date(2025, 4, 2),
            "subject": "Beurre de karité",
            "present": frozenset(one.id for one in present),
            "women": 1,
            "men": 2,
            "undeclared": 0,
            "source": "Feuille signée",
            **facts,
        }
    )


@pytest.fixture
def place(session):
    return factories.committee(session, "CTN4")


@pytest.fixture
def secretary(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def note(session, place, secretary):
    def act(actor=secretary, **facts):
        return counting.note_count(
            session, place, count_facts(**facts), actor=actor, at=AT, today=TODAY
        )

    return act


def test_a_count_has_a_day_and_a_source(session, note):
    note()
    row = session.scalars(sa.select(ParticipationCount)).one()
    assert (row.women, row.men, row.vacant, row.source) == (3, 9, 1, "Liste du 12/03/2025")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"counted_on": date(2026, 11, 24)}, "counted_on"),
        ({"source": ""}, "source"),
    ],
)
def test_what_a_count_cannot_be(note, facts, field):
    with pytest.raises(Invalid) as refused:
        note(**facts)
    assert set(refused.value.problems) == {field}


def test_one_count_a_day_and_a_wrong_one_is_taken_away_with_a_reason(session, note, secretary):
    row = note()
    with pytest.raises(Invalid, match="corrigez"):
        note(women=4)
    with pytest.raises(DomainError, match="pourquoi"):
        counting.remove_count(session, row, reason="", actor=secretary, at=AT)
    counting.remove_count(
        session, row, reason="Comptage d’un autre comité.", actor=secretary, at=AT
    )
    assert session.scalars(sa.select(ParticipationCount)).all() == []
    note(women=4)


def test_only_the_secretariat_counts(session, note):
    with pytest.raises(NotAllowed):
        note(actor=factories.actor(factories.account(session, Role.MONITORING)))


def test_a_meeting_keeps_who_came_and_is_corrected_with_a_reason(session, place, secretary):
    one, other = (factories.person(session, sex=Sex.WOMAN) for _ in range(2))
    meeting = counting.record_meeting(
        session, place, meeting_facts(one), actor=secretary, at=AT, today=TODAY
    )
    asked = {"actor": secretary, "seen_version": meeting.version, "at": AT, "today": TODAY}
    with pytest.raises(DomainError, match="pourquoi"):
        counting.correct_meeting(session, meeting, meeting_facts(other), reason="", **asked)
    counting.correct_meeting(
        session, meeting, meeting_facts(other, men=3), reason="Feuille relue.", **asked
    )
    session.flush()
    found = session.scalars(sa.select(MeetingAttendance.person_id)).all()
    assert found == [other.id]
    assert session.scalars(sa.select(CommitteeMeeting.men)).one() == 3
    with pytest.raises(Conflict):
        counting.correct_meeting(
            session, meeting, meeting_facts(one), reason="Encore.", **{**asked, "seen_version": 1}
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": date(2027, 1, 1)}, "held_on"),
        ({"women": 0, "men": 0}, "women"),
        ({"source": ""}, "source"),
        ({"present": frozenset({999_999})}, "present"),
    ],
)
def test_what_a_meeting_cannot_be(session, place, secretary, facts, field):
    with pytest.raises(Invalid) as refused:
        counting.record_meeting(
            session, place, meeting_facts(**facts), actor=secretary, at=AT, today=TODAY
        )
    assert field in refused.value.problems


def test_erasing_somebody_leaves_the_committee_its_past(session, place, secretary):
    person = factories.person(
        session, family_name="Keïta", sex=Sex.WOMAN, email="k@example.org", phone="70 00 00 00"
    )
    seat = factories.mandate(session, person, place, role=MandateRole.CHAIR)
    asked = {"actor": secretary, "at": AT, "today": TODAY}
    with pytest.raises(DomainError, match="CTN4"):
        people.erase_person(
            session, person, reason="Demande écrite.", seen_version=person.version, **asked
        )
    seat.valid_to = date(2026, 1, 31)
    session.flush()
    with pytest.raises(DomainError, match="qui a demandé"):
        people.erase_person(session, person, reason="", seen_version=person.version, **asked)
    people.erase_person(
        session, person, reason="Demande écrite.", seen_version=person.version, **asked
    )
    session.flush()
    assert (person.full_name, person.sex) == ("Personne effacée", Sex.NOT_ASKED)
    assert (person.email, person.phone, person.sex_declared_on) == (None, None, None)
    assert seat.person_id == person.id
