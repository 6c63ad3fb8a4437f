"""A secretariat that publishes, and the worker that then sets the PDF."""

from __future__ import annotations

import pytest

from catalogue import clock
from catalogue.outbox import worker
from catalogue.permissions import Role
from catalogue.publication import services
from catalogue.publication.contents import contents
from catalogue.publication.half_years import read
from tests import factories


@pytest.fixture
def secretary(session):
    return factories.account(session, Role.SECRETARIAT)


@pytest.fixture
def publish(session, app, secretary):
    """Publish the programme as it stands for a half-year."""
    person = factories.actor(secretary)

    def act(code="2026-S2", *, reason="", actor=None):
        with app.test_request_context():
            found = contents(session, read(code), on=clock.today())
            edition = services.publish(
                session,
                found,
                actor=actor or person,
                seen=found.digest,
                correction_reason=reason,
                at=clock.now(),
            )
        session.commit()
        return edition

    return act


@pytest.fixture
def set_papers(app, session):
    """Let the worker of what takes long do all that waits."""

    def act():
        with app.app_context():
            while worker.drain(session, at=clock.now(), holder="test", slow=True):
                pass

    return act
