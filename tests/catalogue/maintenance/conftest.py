"""A secretariat that keeps the register, and reviews opened and decided."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.maintenance import services
from catalogue.maintenance.queries import examination_of
from catalogue.maintenance.vocabulary import Outcome
from catalogue.permissions import Role
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def keeper(secretary):
    return factories.actor(secretary)


@pytest.fixture
def desk(session, client, sign_in, secretary):
    """Save what was laid and give the client of the secretariat."""

    def act():
        session.commit()
        return sign_in(secretary)

    del client
    return act


@pytest.fixture
def opened(session, keeper):
    def act(edition, on=date(2026, 11, 2), until=None):
        made = services.open_examination(
            session,
            edition,
            opened_on=on,
            answers_until=until,
            actor=keeper,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return examination_of(session, made.id)

    return act


@pytest.fixture
def decided(session, keeper):
    def act(examination, outcome=Outcome.CONFIRM, on=date(2026, 11, 20), reason="Toujours utile"):
        services.decide(
            session,
            examination,
            outcome=outcome,
            decided_on=on,
            decided_by="CTN1",
            reason=reason,
            evidence=None,
            actor=keeper,
            seen_version=examination.version,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return examination_of(session, examination.id)

    return act


@pytest.fixture
def undo(session, keeper):
    def act(examination, reason="Erreur"):
        services.undo(
            session,
            examination,
            reason=reason,
            actor=keeper,
            seen_version=examination.version,
            at=NOW,
        )
        session.flush()
        return examination_of(session, examination.id)

    return act
