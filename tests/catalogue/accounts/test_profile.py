"""One's own account."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from catalogue.accounts.models import Account
from catalogue.committees.vocabulary import MandateRole, Sex
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from tests import factories
from tests.catalogue.accounts.fresh_client import anew

NEW = "rivière mangue tambour"


@pytest.fixture
def me(account, session):
    organisation = factories.organisation(session, name="Association des tisseuses")
    person = factories.person(
        session,
        family_name="Keïta",
        given_names="Mariam",
        sex=Sex.WOMAN,
        organisation_id=organisation.id,
        phone="+223 00 00 00 00",
    )
    place = factories.committee(session, "CTN4")
    factories.mandate(session, person, place, role=MandateRole.MEMBER)
    row = account(Role.REVIEWER, username="m.keita", name="Mariam Keïta", person_id=person.id)
    session.commit()
    return row


@pytest.fixture
def signed_in(me, enter, client):
    enter(me.username)
    return client


def test_everything_held_about_a_person_is_on_their_page(signed_in):
    page = signed_in.get("/profil").text
    for fact in ("m.keita", "Mariam Keïta", "Femme", "Association des tisseuses", "CTN4", "+223"):
        assert fact in page
    assert "Relecture" in page


def test_name_address_and_language_are_one_s_own_to_change(signed_in, me, session):
    page = signed_in.post(
        "/profil/modifier",
        data={
            "version": me.version,
            "name": "Mariam K.",
            "email": "M@exemple.ml",
            "locale": "fr",
        },
    )
    assert (page.status_code, page.location) == (302, "/profil")
    anew(session)
    row = session.get(Account, me.id)
    assert (row.name, row.email, row.locale) == ("Mariam K.", "m@exemple.ml", "fr")
    assert row.username == "m.keita"
    assert session.scalars(sa.select(Entry.tag)).all() == ["account:profile_changed"]


def test_an_address_of_somebody_else_is_refused(signed_in, me, account, session):
    account(Role.REVIEWER, email="pris@exemple.ml")
    session.commit()
    answer = signed_in.post(
        "/profil/modifier",
        data={
            "version": me.version,
            "name": "Mariam",
            "email": "pris@exemple.ml",
            "locale": "fr",
        },
    )
    assert answer.status_code == 422
    assert "Un autre compte porte déjà" in answer.text


def test_a_stale_profile_shows_both_texts(signed_in, me):
    data = {"version": me.version, "email": "", "locale": "fr"}
    assert signed_in.post("/profil/modifier", data=data | {"name": "Un"}).status_code == 302
    stale = signed_in.post("/profil/modifier", data=data | {"name": "Deux"})
    assert stale.status_code == 409


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(signed_in, password, enter):
    elsewhere = signed_in.application.test_client()
    elsewhere.post("/connexion", data={"identifier": "m.keita", "password": password})
    assert elsewhere.get("/profil").status_code == 200
    answer = signed_in.post(
        "/profil/mot-de-passe",
        data={"current_password": password, "new_password": NEW, "repeat_password": NEW},
    )
    assert (answer.status_code, answer.location) == (302, "/profil")
    assert "Les sessions ouvertes ailleurs sont fermées" in signed_in.get("/profil").text
    assert elsewhere.get("/profil").status_code == 302
    signed_in.post("/deconnexion")
    assert enter("m.keita", password).status_code == 422
    assert enter("m.keita", NEW).status_code == 302


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"current_password": "pas le bon"}, "avec lequel vous vous connectez"),
        ({"new_password": "court", "repeat_password": "court"}, "au moins 10"),
        ({"repeat_password": "rivière mangue tam-tam"}, "le même mot de passe"),
        ({"new_password": ""}, "Choisissez un mot de passe"),
    ],
)
def test_a_wrong_change_says_why_and_changes_nothing(signed_in, password, given, told, session):
    data = {"current_password": password, "new_password": NEW, "repeat_password": NEW}
    answer = signed_in.post("/profil/mot-de-passe", data=data | given)
    assert answer.status_code == 422
    assert told in answer.text
    assert NEW not in answer.text
    anew(session)
    assert session.scalars(sa.select(Entry.tag)).all() == []


def test_the_profile_is_for_oneself_only(client, session):
    factories.account(session, Role.REVIEWER)
    session.commit()
    assert client.get("/profil").status_code == 302
    assert client.post("/profil/mot-de-passe", data={}).status_code == 401


def test_past_and_coming_roles_are_told_apart(client, sign_in, session):
    row = factories.account(session, Role.REVIEWER, Role.MONITORING, Role.SECRETARIAT)
    row.roles[1].valid_to = date(2025, 1, 1)
    row.roles[2].valid_from = date(2027, 1, 1)
    session.commit()
    sign_in(row)
    page = client.get("/profil").text
    assert all(word in page for word in ("en cours", "passé", "à venir"))
