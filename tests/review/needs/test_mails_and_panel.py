"""What leaves the fiche: messages that say where to look, and the panel of its work item."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from flask import render_template

from catalogue.permissions import ANONYMOUS, Role
from catalogue.records.vocabulary import Nature
from catalogue.work_programme.vocabulary import Forecast
from review.needs import services
from review.needs.views import work_item_panel
from review.needs.vocabulary import ForecastOpinionKind
from tests import factories

TEMPLATES = Path(__file__).parents[3] / "templates" / "email"
NAMES = sorted(path.stem for path in TEMPLATES.glob("needs_*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_message_names_the_fiche_and_says_where_to_look(app, name):
    with app.test_request_context():
        text = render_template(
            f"email/{name}.txt",
            account=None,
            address="https://normes.example",
            number="EB-2026-001",
            path="/besoins/7",
        )
    subject, _, body = text.strip().partition("\n")
    assert "EB-2026-001" in subject
    assert "https://normes.example/besoins/7" in body
    assert "{{" not in text


def test_every_message_sent_has_its_template():
    assert NAMES == [
        "needs_decided",
        "needs_filed_for_you",
        "needs_help_asked",
        "needs_received",
        "needs_returned",
    ]


@pytest.fixture
def item(session, people):
    needs = people.ready()
    people.opine(needs, ForecastOpinionKind.RECLASSIFIED, Forecast.PRINCIPAL)
    registered = services.register(
        session,
        needs,
        services.Verdict(body="DG", on=needs.received_on, reason="Motif"),
        services.Registration(nature=Nature.NEW, base_reference="ARS 1470:2020"),
        actor=factories.actor(people.secretary),
        seen_version=needs.version,
        at=needs.submitted_at,
        today=needs.received_on,
    )
    session.flush()
    return registered


def test_the_panel_shows_the_fiche_to_those_who_may_read_it(app, session, people, item):
    with app.test_request_context():
        for account in (people.chair, people.secretary, people.focal):
            panel = work_item_panel(session, item, factories.actor(account))
            text = html.unescape(str(panel))
            assert "EB-2026-001" in text
            assert "Objectif principal" in text


def test_the_panel_is_hidden_from_everybody_else(app, session, item):
    stranger = factories.account(session, chairs=factories.committee(session, "CTN9"))
    monitoring = factories.account(session, Role.MONITORING)
    with app.test_request_context():
        for actor in (ANONYMOUS, factories.actor(stranger), factories.actor(monitoring)):
            assert work_item_panel(session, item, actor) is None


def test_an_item_without_a_fiche_has_no_panel(app, session, people):
    other = factories.work_item(session)
    with app.test_request_context():
        assert work_item_panel(session, other, factories.actor(people.secretary)) is None
