"""Base standards: looked up as one types or by a step, several on an item, never lost."""

from __future__ import annotations

import re

import pytest

from catalogue.permissions import Role
from catalogue.records.vocabulary import AdoptionMethod, Correspondence
from catalogue.work_programme.models import WorkItem
from tests import factories


@pytest.fixture
def desk(session, sign_in):
    row = factories.account(session, Role.SECRETARIAT)
    session.commit()
    return sign_in(row)


@pytest.fixture
def catalogue(session):
    """Two editions of one ISO standard, the older withdrawn, and another standard."""
    release = factories.release(session)
    facts = {"first_release_id": release.id, "committee": "ISO/TC 34"}
    new = factories.deliverable(
        session,
        "ISO 22000:2018",
        title_fr="Systèmes de management de la sécurité des denrées alimentaires",
        title_en="Food safety management systems",
        ics=["67.020"],
        published_on="2018-06-19",
        **facts,
    )
    factories.deliverable(
        session,
        "ISO 22000:2005",
        stage_code="95.99",
        replaced_by=[new.iso_id],
        **facts,
    )
    factories.deliverable(session, "ISO 22001:2021", **facts)
    session.commit()


def fields(client, address):
    """Give what the form holds, as a browser would send it."""
    page = client.get(address).text
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    return {name: text for name, text in found.items() if name in {"version", "once"}}


def answers(**more):
    return {
        "title_fr": "Sécurité des aliments",
        "nature": "new",
        "kind": "standard",
        "registered_on": "05/01/2026",
        **more,
    }


def suggest(client, text):
    return client.get("/normes/base/suggestions", query_string={"q": text}).json["suggestions"]


@pytest.mark.usefixtures("catalogue")
class TestLookingUp:
    def test_the_beginning_of_a_reference_proposes_the_edition_in_force_first(self, client):
        found = suggest(client, "iso 2200")
        assert [one["text"] for one in found] == [
            "ISO 22000:2018",
            "ISO 22001:2021",
            "ISO 22000:2005",
        ]
        first = found[0]
        assert first["fill"] == {
            "title_fr": "Systèmes de management de la sécurité des denrées alimentaires",
            "title_en": "Food safety management systems",
            "ics": "67.020",
        }
        assert "publiée le 19/06/2018" in first["about"]
        assert "ISO/TC 34" in first["about"]
        assert first["warns"] is False

    def test_a_withdrawn_standard_says_what_replaced_it(self, client):
        [found] = suggest(client, "ISO 22000:2005")
        assert found["warns"] is True
        assert "annulée, remplacée par ISO 22000:2018" in found["about"]

    def test_words_of_a_title_find_it_and_one_letter_finds_nothing(self, client):
        assert suggest(client, "denrées alimentaires")[0]["text"] == "ISO 22000:2018"
        assert suggest(client, "d") == []
        assert suggest(client, "x" * 5000) == []

    def test_without_script_a_step_finds_it_and_fills_what_is_empty(self, desk):
        typed = answers(title_fr="", base_reference="ISO 22000", title_en="Mine")
        found = desk.post("/programme/nouveau", data=typed | {"step": "chercher-base"})
        assert found.status_code == 200
        assert 'value="ISO 22000:2018"' in found.text
        assert "remplacée par ISO 22000:2018" in found.text
        taken = desk.post(
            "/programme/nouveau",
            data=typed | {"step": "prendre-base", "base_proposal": "ISO 22000:2018"},
        ).text
        assert 'value="ISO 22000:2018"' in taken
        assert "Systèmes de management de la sécurité des denrées alimentaires</textarea>" in taken
        assert "Mine</textarea>" in taken
        assert 'value="67.020"' in taken

    def test_nothing_found_says_what_to_do_and_keeps_what_was_typed(self, desk):
        page = desk.post(
            "/programme/nouveau",
            data=answers(base_reference="NF V04-404", step="chercher-base"),
        ).text
        assert "Aucune norme trouvée pour « NF V04-404 »" in page.replace("\u00a0", " ")
        assert "Sécurité des aliments" in page

    def test_the_standards_own_form_looks_up_too(self, desk):
        page = desk.post(
            "/normes/nouvelle",
            data={"base_reference": "ISO 22000", "step": "chercher-base", "kind": "standard"},
        )
        assert page.status_code == 200
        assert 'value="ISO 22000:2018"' in page.text

    def test_looking_up_costs_few_queries(self, client, count_queries):
        with count_queries as counted:
            suggest(client, "iso 2200")
        assert counted.count <= 12


class TestSeveral:
    def register(self, desk, **more):
        data = answers(
            base_reference="ISO 22000:2018",
            correspondence="IDT",
            adoption_method="translation",
            base2_reference="CXC 1-1969",
            base2_correspondence="MOD",
            base3_reference="ISO 9001:2015",
            **more,
        )
        return desk.post("/programme/nouveau", data=data)

    def item(self, session):
        session.expire_all()
        return session.query(WorkItem).one()

    def test_they_are_kept_in_order_and_shown_everywhere(self, desk, session):
        assert self.register(desk).status_code == 302
        item = self.item(session)
        assert item.adoption_method is AdoptionMethod.TRANSLATION
        page = desk.get(f"/programme/{item.id}").text
        for words in ("Normes de base", "CXC 1-1969 (MOD)", "ISO 9001:2015 (degré inconnu)"):
            assert words in page
        assert "ISO 22000:2018 (IDT), traduction" in re.sub(r"<[^>]+>", "", page)
        line = "ISO 22000:2018 (IDT) ; CXC 1-1969 (MOD) ; ISO 9001:2015 (degré inconnu)"
        assert line in desk.get("/programme.csv").text
        facts = desk.get(f"/api/v1/work-items/{item.id}").json
        assert facts["base_reference"] == "ISO 22000:2018"
        assert facts["base_standards"][1] == {
            "reference": "CXC 1-1969",
            "correspondence": "MOD",
            "adoption_method": None,
        }
        assert "CXC 1-1969" in desk.get(f"/programme/{item.id}/relaton.yaml").text

    def test_editing_keeps_replaces_and_removes_them(self, desk, session):
        self.register(desk)
        item = self.item(session)
        address = f"/programme/{item.id}/modifier"
        page = desk.get(address).text
        assert 'value="CXC 1-1969"' in page
        kept = fields(desk, address) | answers(
            number=item.number,
            base_reference="ISO 22000:2018",
            correspondence="IDT",
            base2_reference="ISO 10002:2018",
            base2_correspondence="NEQ",
            base3_reference="",
        )
        assert desk.post(address, data=kept).status_code == 302
        facts = desk.get(f"/api/v1/work-items/{item.id}").json["base_standards"]
        assert [(one["reference"], one["correspondence"]) for one in facts] == [
            ("ISO 22000:2018", "IDT"),
            ("ISO 10002:2018", "NEQ"),
        ]
        assert "ISO 10002:2018 (NEQ)" in desk.get(f"/journal/sujet/{item.id}").text

    def test_what_cannot_be_kept_is_said_beside_its_field(self, desk, session):
        for more, told in (
            ({"base2_reference": "", "base2_correspondence": "IDT"}, "Donnez la référence"),
            ({"base2_reference": "iso 22000 : 2018"}, "déjà indiquée"),
            ({"correspondence": "NEQ", "adoption_method": "reprinting"}, "n’est pas une reprise"),
            ({"base_reference": "", "correspondence": "", "adoption_method": ""}, "Donnez d’abord"),
        ):
            data = answers(
                base_reference="ISO 22000:2018", correspondence="IDT", base2_reference="CXC 1"
            )
            answer = desk.post("/programme/nouveau", data=data | more)
            assert answer.status_code == 422
            assert told in answer.text, told
        assert session.query(WorkItem).count() == 0

    def test_another_document_knows_the_items_that_follow_it(self, desk, session):
        factories.deliverable(session, "ISO 9001:2015", iso_id=62085)
        session.commit()
        self.register(desk)
        item = self.item(session)
        assert item.title_fr in desk.get("/normes/iso/62085").text

    def test_the_edition_keeps_how_it_was_taken_over(self, session, desk):
        edition = factories.edition(
            session,
            base_reference="ISO 22000:2018",
            correspondence=Correspondence.IDENTICAL,
            adoption_method=AdoptionMethod.COVER_SHEET,
        )
        session.commit()
        assert "Page de couverture" in desk.get(f"/normes/{edition.id}").text
