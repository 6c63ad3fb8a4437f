"""Signing in and out, by the form."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import Account
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.accounts.fresh_client import anew

WRONG = "L’identifiant et le mot de passe ne vont pas ensemble"


pytestmark = pytest.mark.usefixtures("somebody")


@pytest.fixture
def somebody(account, session):
    row = account(Role.SECRETARIAT, username="a.traore", email="a.traore@exemple.ml", name="Awa")
    session.commit()
    return row


@pytest.mark.parametrize(
    "identifier", ["a.traore", " A.Traore ", "a.traore@exemple.ml", "A.TRAORE@exemple.ml"]
)
def test_identifier_or_address_opens_the_service(client, enter, somebody, session, identifier):
    answer = enter(identifier)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Bonjour Awa" in client.get("/").text
    seen = session.scalar(sa.select(Account.last_seen_on).where(Account.id == somebody.id))
    assert str(seen) == "2026-11-23"


def test_signing_in_is_no_change_to_the_account(enter, somebody, session):
    before = somebody.version
    enter("a.traore")
    anew(session)
    assert session.get(Account, somebody.id).version == before


@pytest.mark.parametrize(
    ("identifier", "facts"),
    [
        ("nobody", {}),
        ("nobody@exemple.ml", {}),
        ("fermee", {"username": "fermee", "active": False}),
        ("sans", {"username": "sans", "password": None}),
    ],
)
def test_every_refusal_reads_the_same(enter, account, session, identifier, facts):
    if facts:
        account(Role.SECRETARIAT, **facts)
    session.commit()
    answer = enter(identifier)
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert "session=" not in answer.headers.get("Set-Cookie", "")


def test_a_wrong_password_keeps_the_identifier_and_never_the_password(enter):
    answer = enter("a.traore", "pas le bon mot")
    assert answer.status_code == 422
    assert 'value="a.traore"' in answer.text
    assert "pas le bon mot" not in answer.text


def test_empty_answers_are_told_one_by_one(client):
    answer = client.post("/connexion", data={})
    assert answer.status_code == 422
    assert "Écrivez votre identifiant" in answer.text
    assert "Écrivez votre mot de passe" in answer.text


def test_after_ten_failures_the_right_password_waits_too(enter, clock):
    for _ in range(10):
        assert enter("a.traore", "pas le bon mot").status_code == 422
    refused = enter("a.traore")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "90"
    assert "Essayez de nouveau dans 2 minutes" in refused.text
    clock.advance(seconds=90)
    assert enter("a.traore").status_code == 302


def test_success_forgives_past_failures(client, enter):
    for _ in range(9):
        enter("a.traore", "pas le bon mot")
    enter("a.traore")
    client.post("/deconnexion")
    for _ in range(9):
        assert enter("a.traore", "pas le bon mot").status_code == 422
    assert enter("a.traore").status_code == 302


def test_one_address_cannot_try_fifty_identifiers(enter):
    for number in range(50):
        enter(f"identifiant{number}", "pas le bon mot")
    assert enter("a.traore").status_code == 429
    elsewhere = enter("a.traore", environ_base={"REMOTE_ADDR": "10.9.9.9"})
    assert elsewhere.status_code == 302


@pytest.mark.parametrize(
    "wanted",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "///ailleurs.example/",
        "/\\ailleurs.example/",
        "\\\\ailleurs.example",
        "javascript:alert(1)",
        " //ailleurs.example",
    ],
)
def test_signing_in_never_leads_elsewhere(client, password, wanted):
    data = {"identifier": "a.traore", "password": password, "next": wanted}
    answer = client.post("/connexion", data=data)
    assert answer.status_code == 302
    target = answer.location
    assert not re.match(r"^\s*(https?:)?[\\/]{2}|^javascript", target), target


def test_signing_in_leads_back_to_the_page_asked_for(client, password):
    asked = client.get("/profil")
    assert asked.status_code == 302
    page = client.get(asked.location)
    wanted = re.search(r'name="next" value="([^"]+)"', page.text).group(1)
    assert wanted == "/profil"
    data = {"identifier": "a.traore", "password": password, "next": wanted}
    assert client.post("/connexion", data=data).location == "/profil"


def test_signing_out_needs_a_post_and_ends_the_session(client, enter):
    enter("a.traore")
    assert client.get("/deconnexion").location == "/"
    assert client.get("/profil").status_code == 200
    assert client.post("/deconnexion").status_code == 302
    assert client.get("/profil").status_code == 302


def test_a_closed_account_is_out_at_once(client, enter, somebody, session):
    enter("a.traore")
    session.get(Account, somebody.id).active = False
    session.commit()
    assert client.get("/profil").status_code == 302


def test_sessions_are_not_kept_on_shared_computers(client, enter):
    answer = enter("a.traore")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
    assert client.get_cookie("remember_token") is None


def test_only_two_of_the_library_s_routes_exist(app):
    kept = {r.endpoint for r in app.url_map.iter_rules() if r.endpoint.startswith("security.")}
    assert kept == {"security.login", "security.logout"}


def test_a_programme_gets_no_token(client, password):
    answer = client.post(
        "/connexion?include_auth_token",
        json={"identifier": "a.traore", "password": password},
        headers={"Accept": "application/json"},
    )
    assert "authentication_token" not in answer.text


def test_somebody_signed_in_is_not_asked_again(client, enter):
    enter("a.traore")
    answer = client.get("/connexion")
    assert (answer.status_code, answer.location) == (302, "/")


def test_a_person_without_a_role_may_what_a_visitor_may(client, sign_in, session):
    row = factories.account(session, name="Sans Rôle")
    session.commit()
    sign_in(row)
    home = client.get("/")
    assert home.status_code == 200
    assert client.get("/comptes").status_code == 403
