"""A session of the council, its members, and subjects that wait for it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from catalogue.committees.vocabulary import CommitteeKind, MandateRole, Sex
from catalogue.council import services
from catalogue.council.queries import session_of
from catalogue.council.services import Decided, Seat, SessionFacts
from catalogue.council.vocabulary import Presence, Ruling
from catalogue.permissions import Role
from catalogue.work_programme.vocabulary import WorkItemStatus
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
HELD_ON = date(2026, 11, 20)


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def keeper(secretary):
    return factories.actor(secretary)


@pytest.fixture
def waiting(session):
    """Make a subject that waits for the council since 1 March 2026."""

    def make(**facts):
        values = {
            "stage_code": "50.60",
            "stage_on": date(2026, 3, 1),
            "status": WorkItemStatus.AWAITING_COUNCIL,
            **facts,
        }
        return factories.work_item(session, **values)

    return make


@pytest.fixture
def council(session):
    """Lay the council with a titular woman, an alternate man, and a seat ended before."""
    body = factories.committee(session, "CNNCQ", kind=CommitteeKind.COUNCIL)
    chair = factories.person(session, family_name="Traoré", given_names="Awa", sex=Sex.WOMAN)
    other = factories.person(session, family_name="Keïta", given_names="Modibo", sex=Sex.MAN)
    gone = factories.person(session, family_name="Parti", given_names="Déjà")
    seats = [
        factories.mandate(session, chair, body, role=MandateRole.CHAIR),
        factories.mandate(session, other, body, titular=False),
    ]
    factories.mandate(session, gone, body, valid_to=date(2025, 1, 1))
    return body, seats


@pytest.fixture
def meeting(session, keeper):
    """Prepare a session held on 20 November 2026 with these subjects on its agenda."""

    def make(*items, **facts):
        values = {"label": "11e session", "held_on": HELD_ON, **facts}
        made = services.make_session(session, SessionFacts(**values), actor=keeper, at=NOW)
        session.flush()
        found = session_of(session, made.id)
        if items:
            services.set_agenda(
                session,
                found,
                [item.id for item in items],
                actor=keeper,
                seen_version=found.version,
                at=NOW,
            )
            session.flush()
        return session_of(session, made.id)

    return make


@pytest.fixture
def decide(session, keeper):
    """Record decisions, «adopté» where nothing else is said."""

    def act(found, **others):
        decided = {
            line.work_item_id: others.get(line.work_item.number, Decided(Ruling.ADOPTED))
            for line in found.agenda
        }
        services.decide(
            session,
            found,
            decided,
            actor=keeper,
            seen_version=found.version,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return session_of(session, found.id)

    return act


@pytest.fixture
def attend(session, keeper):
    def act(found, *seats):
        services.note_attendance(
            session,
            found,
            seats or [Seat(presence=Presence.PRESENT, name="Fanta Diallo", organisation="AMANORM")],
            actor=keeper,
            seen_version=found.version,
            at=NOW,
        )
        session.flush()
        return session_of(session, found.id)

    return act


@pytest.fixture
def hall(waiting, meeting, decide, attend):
    """Everything that happens around a session, under one name."""
    return SimpleNamespace(waiting=waiting, meeting=meeting, decide=decide, attend=attend)


@pytest.fixture
def desk(session, client, sign_in, secretary):
    """Save what was laid and give the client of the secretariat."""

    def act():
        session.commit()
        return sign_in(secretary)

    del client
    return act


@pytest.fixture
def close(app, session, keeper):
    """Freeze the minutes of a session."""

    def act(found):
        with app.test_request_context():
            services.close(
                session, found, actor=keeper, seen_version=found.version, at=NOW, on=TODAY
            )
        session.flush()
        return session_of(session, found.id)

    return act
