"""Modules and events of training, kept by the secretariat."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.committees.vocabulary import Sex
from catalogue.permissions import Role
from review.training import services
from review.training.queries import event_of
from review.training.services import EventFacts, ModuleFacts, Named
from review.training.vocabulary import Audience
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def module(session, keeper):
    """Make a module of six hours."""

    def make(title="Genre et normes", **facts):
        values = {
            "title": title,
            "audience": Audience.EXTERNAL,
            "objectives": "Reconnaître une norme sensible au genre.",
            "hours": "6",
            "exists_from": date(2024, 3, 1),
            **facts,
        }
        return services.add_module(
            session, ModuleFacts(**values), actor=keeper, at=NOW, today=TODAY
        )

    return make


@pytest.fixture
def training(session, keeper, module):
    """Make an event of one day, held unless told otherwise."""
    made = []

    def make(day=date(2025, 5, 6), *, held=True, **facts):
        made.append(made[0] if made else module())
        values = {
            "title": f"Atelier {len(made)}",
            "module_ids": (made[0].id,),
            "starts_on": day,
            **facts,
        }
        event = services.plan_event(session, EventFacts(**values), actor=keeper, at=NOW)
        event = event_of(session, event.id)
        if held:
            services.hold(
                session, event, actor=keeper, seen_version=event.version, at=NOW, today=TODAY
            )
            session.flush()
        return event

    return make


@pytest.fixture
def attend(session, keeper):
    """Put somebody on the list of an event."""

    def put(event, name, sex=Sex.UNDECLARED, **facts):
        return services.add_attendance(
            session,
            event,
            Named(name=name, sex=sex, **facts),
            actor=keeper,
            at=NOW,
            today=TODAY,
        )

    return put


@pytest.fixture
def desk(session, sign_in):
    """Sign somebody in, the secretariat unless told otherwise."""

    def enter(role=Role.SECRETARIAT):
        account = factories.account(session, role)
        session.commit()
        return sign_in(account)

    return enter
