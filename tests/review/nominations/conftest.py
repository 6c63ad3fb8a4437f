"""A committee with a vacant seat and one that ends, organisations, a text, a call."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.permissions import Role
from review.nominations import calls, queries, texts
from review.nominations.calls import CallFacts
from review.nominations.texts import TextFacts
from review.nominations.vocabulary import TextKind
from review.nominations.wording import typed
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
SENT_ON = date(2026, 11, 2)
# Nothing in it deserves a look.
PLAIN = "Peut être proposée toute personne qui travaille dans le domaine du comité."


@pytest.fixture
def keeper(session):
    return factories.actor(factories.account(session, Role.SECRETARIAT))


@pytest.fixture
def place(session):
    """CTN1: a man whose mandate ends, a vacant seat, a woman without end."""
    committee = factories.committee(session, "CTN1")
    man = factories.person(session, sex=Sex.MAN, given_names="Moussa", family_name="Traoré")
    woman = factories.person(session, sex=Sex.WOMAN, given_names="Awa", family_name="Keïta")
    return SimpleNamespace(
        committee=committee,
        ending=factories.mandate(
            session, man, committee, valid_from=date(2024, 1, 1), valid_to=date(2026, 12, 31)
        ),
        vacant=factories.mandate(
            session, None, committee, role=MandateRole.CHAIR, valid_from=date(2026, 3, 1)
        ),
        held=factories.mandate(session, woman, committee, valid_from=date(2024, 1, 1)),
        union=factories.organisation(session, name="Union des femmes du karité"),
        chamber=factories.organisation(session, name="Chambre des métiers"),
    )


@pytest.fixture
def text(session, keeper):
    """Begin participation criteria with these words."""

    def make(words=PLAIN, **facts):
        values = {"kind": TextKind.CRITERIA, "title": "Critères de participation", **facts}
        made = texts.begin(session, TextFacts(**values), typed(words), actor=keeper, at=NOW)
        session.flush()
        return queries.text_of(session, made.id)

    return make


@pytest.fixture
def published(session, keeper, text):
    """Put such criteria in force."""

    def make(words=PLAIN, on=date(2026, 10, 1), **facts):
        made = text(words, **facts)
        texts.publish(
            session, made, on=on, actor=keeper, seen_version=made.version, at=NOW, today=TODAY
        )
        session.flush()
        return queries.text_of(session, made.id)

    return make


@pytest.fixture
def call(session, keeper, place):
    """Prepare a call on both seats, sent to both organisations; sent unless told otherwise."""

    def make(sent=True, **facts):
        values = {
            "title": "Sièges du CTN1",
            "opens_on": date(2026, 11, 1),
            "closes_on": date(2026, 11, 30),
            "mandate_ids": frozenset({place.vacant.id, place.ending.id}),
            "organisation_ids": frozenset({place.union.id, place.chamber.id}),
            **facts,
        }
        made = calls.prepare(session, CallFacts(**values), actor=keeper, at=NOW)
        session.flush()
        found = queries.call_of(session, made.id)
        if sent:
            calls.send(
                session,
                found,
                on=SENT_ON,
                actor=keeper,
                seen_version=found.version,
                at=NOW,
                today=TODAY,
            )
            session.flush()
        return queries.call_of(session, made.id)

    return make
