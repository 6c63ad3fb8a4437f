"""A monitoring committee with two members, a keeper, and meetings as tests need them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from catalogue.permissions import Role
from review.monitoring import agenda, services
from review.monitoring.agenda import proposed
from review.monitoring.queries import meeting_of, recommendation_of
from review.monitoring.services import Asked, MeetingFacts, Seat
from review.monitoring.vocabulary import Attended
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def nothing_else_is_late(monkeypatch):
    """Leave what other slices see as late to their own tests."""
    monkeypatch.setattr(agenda, "agenda_sources", [])


@pytest.fixture
def follower(session):
    return factories.account(session, Role.MONITORING)


@pytest.fixture
def keeper(follower):
    return factories.actor(follower)


@pytest.fixture
def body(session):
    """Lay the committee with a woman in the chair and a man who reports."""
    committee = factories.committee(
        session, "CSPG", kind=CommitteeKind.MONITORING, title_fr="Comité de suivi du plan genre"
    )
    chair = factories.person(session, family_name="Traoré", given_names="Awa", sex=Sex.WOMAN)
    other = factories.person(session, family_name="Keïta", given_names="Modibo", sex=Sex.MAN)
    gone = factories.person(session, family_name="Parti", given_names="Déjà")
    seats = [
        factories.mandate(session, chair, committee, role=MandateRole.CHAIR),
        factories.mandate(session, other, committee, role=MandateRole.SECRETARY),
    ]
    factories.mandate(session, gone, committee, valid_to=date(2025, 1, 1))
    return committee, seats


@pytest.fixture
def plan(session, keeper):
    """Plan a meeting, with the agenda proposed that day."""

    def make(planned_on=date(2026, 11, 20), *, agenda=True, **facts):
        made = services.plan_meeting(
            session,
            MeetingFacts(planned_on=planned_on, **facts),
            actor=keeper,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        found = meeting_of(session, made.id)
        if agenda:
            services.set_agenda(
                session,
                found,
                proposed(session, found, on=TODAY),
                actor=keeper,
                seen_version=found.version,
                at=NOW,
            )
            session.flush()
        return meeting_of(session, made.id)

    return make


@pytest.fixture
def act_on(session, keeper):
    """Do one act of the services on a meeting, and give it back fresh."""

    def do(act, found, *rest, **facts):
        act(session, found, *rest, actor=keeper, seen_version=found.version, at=NOW, **facts)
        session.flush()
        return meeting_of(session, found.id)

    return do


@pytest.fixture
def closed(plan, act_on):
    """Give a meeting held on a day with one person present, its minutes closed."""

    def make(held_on=date(2026, 11, 20), *, on=TODAY, person_id=None):
        found = plan(held_on)
        found = act_on(services.hold, found, held_on=held_on, today=TODAY)
        seat = (
            Seat(attended=Attended.PRESENT, person_id=person_id)
            if person_id
            else Seat(attended=Attended.PRESENT, name="Fanta Diallo", organisation="AMANORM")
        )
        found = act_on(services.note_attendance, found, [seat])
        found = act_on(services.write, found, {found.points[0].id: "Adopté."})
        return act_on(services.close, found, on=on)

    return make


@pytest.fixture
def recommend(session, keeper):
    def make(text="Réunir les CTN", **facts):
        values = {"made_on": date(2026, 3, 2), "owner": "Direction", "text": text, **facts}
        made = services.recommend(session, Asked(**values), actor=keeper, at=NOW, today=TODAY)
        session.flush()
        return recommendation_of(session, made.id)

    return make


@pytest.fixture
def step(session, keeper):
    def do(found, act, done_on=TODAY, note="Lettre n° 12", **facts):
        services.act(
            session,
            found,
            act,
            done_on=done_on,
            note=note,
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
            **facts,
        )
        session.flush()
        return recommendation_of(session, found.id)

    return do


@pytest.fixture
def board(keeper, body, plan, closed, request):
    """Gather what a test of the whole committee needs, its chair's person beside."""
    _committee, (chair, _other) = body
    return SimpleNamespace(
        keeper=keeper,
        chair_id=chair.person_id,
        plan=plan,
        closed=closed,
        recommend=request.getfixturevalue("recommend"),
        step=request.getfixturevalue("step"),
    )
