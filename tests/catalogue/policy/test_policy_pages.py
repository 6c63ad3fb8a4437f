"""The method page, and the pages that change a setting."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import render_template_string

from catalogue.database import db
from catalogue.permissions import Role
from catalogue.policy import services
from catalogue.policy.models import PolicyValue
from tests import factories


@pytest.fixture
def as_admin(session, sign_in):
    row = factories.account(session, Role.ADMIN, name="Aminata Traoré")
    session.commit()
    return sign_in(row)


def test_anybody_reads_the_method_with_every_setting_in_force(client):
    page = client.get("/methode")
    assert page.status_code == 200
    for one in services.settings().values():
        assert one.label in page.text.replace("&#39;", "'")
    for condition in ("K1", "K2", "K2′", "K3", "K4"):
        assert f"<strong>{condition}</strong>" in page.text
    assert "17,5\u00a0%" in page.text
    assert 'href="/reglages"' not in page.text


def test_the_method_page_links_lead_somewhere_on_it(client):
    page = client.get("/methode").text
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_a_change_is_published_with_its_date_and_reason(as_admin):
    answer = as_admin.post(
        "/reglages/marker_rule",
        data={"value": "pilot", "valid_from": "23/11/2026", "reason": "Première année."},
    )
    assert (answer.status_code, answer.location) == (302, "/reglages")
    page = as_admin.get("/methode").text
    assert "depuis le 23 novembre 2026, version 2" in page
    assert "Première année." in page
    assert "valeur de départ" in page


def test_a_planned_change_is_shown_as_planned(as_admin):
    as_admin.post(
        "/reglages/target_5_3_percent",
        data={"value": "15", "valid_from": "01/01/2027", "reason": "Nouveau plan."},
    )
    page = as_admin.get("/reglages").text
    assert "15\u00a0%, à partir du 1er janvier 2027" in page


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"value": "150"}, "entre 1 et 100"),
        ({"valid_from": "22/11/2026"}, "un jour à venir"),
        ({"valid_from": "31/02/2027"}, "n’existe pas"),
        ({"reason": ""}, "Écrivez le motif"),
        ({"value": "10"}, "déjà cette valeur"),
    ],
)
def test_a_wrong_answer_keeps_the_others(as_admin, answers, told):
    data = {"value": "15", "valid_from": "01/01/2027", "reason": "Nouveau plan."}
    answer = as_admin.post("/reglages/target_5_3_percent", data=data | answers)
    assert answer.status_code == 422
    assert told in answer.text
    kept = (data | answers)["value"]
    assert f'value="{kept}"' in answer.text


def test_every_setting_has_its_page(as_admin):
    for key, one in services.settings().items():
        expected = (302 if one.chosen_at else 200) if one.changeable else 404
        assert as_admin.get(f"/reglages/{key}").status_code == expected
    assert as_admin.get("/reglages/rien").status_code == 404


def test_the_agency_is_named_on_every_page_for_one_query(as_admin, count_queries):
    as_admin.post(
        "/reglages/agency_acronym",
        data={"value": "ASN", "valid_from": "23/11/2026", "reason": "Autre agence."},
    )
    with count_queries as counter:
        page = as_admin.get("/sources")
    assert ">ASN</abbr>" in page.text
    asked = [one for one in counter.statements if "policy_value" in one]
    assert len(asked) == 1


def test_a_page_without_database_still_names_the_agency(app, monkeypatch):
    def broken(*_args, **_more):
        raise sa.exc.OperationalError("SELECT", {}, Exception("down"))

    monkeypatch.setattr(services, "all_in_force", broken)
    with app.test_request_context():
        assert render_template_string("{{ agency.acronym }}") == "AMANORM"


def test_a_demonstration_says_so_on_every_page(app, client):
    assert "Données de démonstration" not in client.get("/methode").text
    app.config["DEMO"] = True
    assert "Données de démonstration" in client.get("/methode").text


def test_two_settings_changed_at_once_are_two_rows(as_admin, app):
    for value in ("12", "14"):
        as_admin.post(
            "/reglages/target_5_3_percent",
            data={"value": value, "valid_from": "23/11/2026", "reason": "Essai."},
        )
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PolicyValue)) == 2
