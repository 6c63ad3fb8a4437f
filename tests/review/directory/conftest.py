"""A secretariat, structures and bodies of its own beside those of the shipped lists."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.permissions import Role
from review.directory import services
from review.directory.models import GenderBody
from review.directory.services import StructureFacts, UniverseFacts
from review.directory.vocabulary import StructureKind
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
def structure(session, keeper):
    def act(name, identified_on=date(2025, 1, 1), **facts):
        apart = facts.pop("apart", False)
        asked = {"kind": StructureKind.NGO, "source": "Annuaire"} | facts
        facts = StructureFacts(name=name, identified_on=identified_on, **asked)
        return services.add_structure(
            session, facts, actor=keeper, at=NOW, today=TODAY, apart=apart
        )

    return act


@pytest.fixture
def universe(session, keeper):
    def act(number, declared_on):
        facts = UniverseFacts(number, "Structures du Mali", "Recensement", declared_on)
        return services.declare_universe(session, facts, actor=keeper, at=NOW, today=TODAY)

    return act


@pytest.fixture
def body(session):
    def find(key):
        return session.scalars(sa.select(GenderBody).where(GenderBody.seed_key == key)).one()

    return find
