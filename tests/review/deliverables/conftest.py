"""A secretariat, and a deliverable with two steps."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.deliverables import services
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import deliverable_of
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
def seeded(session):
    """Give a deliverable of the shipped list by its key."""

    def find(key):
        found = sa.select(PlanDeliverable.id).where(PlanDeliverable.seed_key == key)
        return deliverable_of(session, session.scalars(found).one())

    return find


@pytest.fixture
def step(session, keeper):
    def act(deliverable, title, planned_on=None):
        made = services.add_step(
            session, deliverable, title=title, planned_on=planned_on, actor=keeper, at=NOW
        )
        session.flush()
        return made

    return act


@pytest.fixture
def did(session, keeper):
    def act(step, on, note=""):
        services.do_step(
            session,
            step,
            done_on=on,
            evidence_note=note,
            evidence=None,
            actor=keeper,
            seen_version=step.version,
            at=NOW,
            today=TODAY,
        )
        session.flush()
        return step

    return act


@pytest.fixture
def strategy(seeded, step):
    """The marketing strategy with a step late since 1 November 2026 and one undated."""
    found = seeded("strategie-marketing")
    step(found, "Écrire le projet", date(2026, 11, 1))
    step(found, "Faire adopter le texte")
    return found
