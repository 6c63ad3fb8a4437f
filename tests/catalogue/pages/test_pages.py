"""The home page and the pages that stand still."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from jinja2 import ChoiceLoader, DictLoader

from catalogue.database import db
from catalogue.pages import views
from catalogue.permissions import Role
from catalogue.shipped_lists import rows_of
from tests import factories


@pytest.fixture
def somebody(session):
    row = factories.account(session, Role.SECRETARIAT, name="Awa Diarra")
    session.commit()
    return row


@pytest.mark.usefixtures("somebody")
def test_a_visitor_learns_what_it_is_and_can_search(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "AMANORM" in page.text
    assert 'role="search"' in page.text
    assert 'href="/methode"' in page.text


def test_a_person_is_greeted(client, sign_in, somebody, monkeypatch):
    monkeypatch.setattr(views, "panels", [])
    sign_in(somebody)
    page = client.get("/").text
    assert "Bonjour Awa Diarra" in page
    assert "Rien ne vous attend aujourd’hui" in page
    assert 'href="/profil"' in page


def test_panels_show_what_waits_for_each_person(client, sign_in, somebody, monkeypatch, app):
    shown = DictLoader({"test_panel.html": "<p>{{ panel.count }} fiches pour {{ panel.who }}</p>"})
    monkeypatch.setattr(app, "jinja_loader", ChoiceLoader([shown, app.jinja_loader]))

    def panel(_session, actor):
        if not actor.signed_in:
            return None
        return {"template": "test_panel.html", "count": 3, "who": actor.name}

    monkeypatch.setattr(views, "panels", [panel])
    assert "fiches pour" not in client.get("/").text
    sign_in(somebody)
    page = client.get("/").text
    assert "3 fiches pour Awa Diarra" in page
    assert "Rien ne vous attend" not in page


def test_a_watchdog_gets_a_plain_answer(client, monkeypatch):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")

    def down(*_args, **_more):
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr(sa.orm.Session, "execute", down)
    assert client.get("/healthz").status_code == 503


def test_privacy_says_why_how_long_and_which_rights(client):
    page = client.get("/confidentialite").text
    for word in ("2013-015", "APDP", "Combien de temps", "Vos droits", "moins de 5 personnes"):
        assert word in page.replace("\u00a0", " ")


def test_every_source_cited_is_on_the_page_with_the_mention_iso_asks_for(client):
    page = client.get("/sources").text
    assert "Contains information from ISO Open Data" in page
    listed = page.count('rel="external noopener"')
    assert listed == len(list(rows_of("sources.csv")))
    for family in views.source_families():
        assert str(family.title) != "Autres pages", family.letter


class TestLanguage:
    @pytest.fixture(autouse=True)
    def two_languages(self, app):
        """Offer a second language, as an installation that has its file would."""
        app.config["LOCALES"] = ("fr", "en")

    def test_the_language_chosen_is_kept(self, client):
        answer = client.post("/langue", data={"langue": "en", "page": "/methode"})
        assert (answer.status_code, answer.location) == (302, "/methode")
        assert '<html lang="en"' in client.get("/methode").text

    def test_the_page_asks_without_changing_anything(self, client):
        page = client.get("/langue?langue=en&page=/methode").text
        assert 'value="/methode"' in page
        assert '<html lang="fr"' in client.get("/methode").text

    def test_an_unknown_language_is_asked_again(self, client):
        answer = client.post("/langue", data={"langue": "xx"})
        assert answer.status_code == 200
        assert "une des langues proposées" in answer.text

    def test_one_language_is_no_choice(self, app, client):
        app.config["LOCALES"] = ("fr",)
        assert "/langue" not in client.get("/methode").text

    @pytest.mark.parametrize(
        "wanted",
        ["https://ailleurs.example", "//ailleurs.example", "/\\ailleurs", "methode", "", "/\t/x"],
    )
    def test_it_never_leads_elsewhere(self, client, wanted):
        answer = client.post("/langue", data={"langue": "fr", "page": wanted})
        assert answer.location == "/"


def test_still_pages_say_the_same_thing_in_title_and_heading(client, somebody):
    assert somebody.id
    for path in ("/", "/confidentialite", "/sources", "/langue", "/methode", "/connexion"):
        page = client.get(path).text
        title = page.split("<title>")[1].split(" – Normes")[0]
        assert f"<h1>{title}</h1>" in page, path


def test_still_pages_ask_the_database_little(client, count_queries, app):
    with count_queries as counter:
        client.get("/sources")
    assert counter.count == 2  # the agency's name, the files of ISO that are published
    with app.app_context():
        db.session.rollback()
