"""The search page and the interface for programs, from the shipped list."""

from __future__ import annotations

import pytest

from catalogue.records.vocabulary import EditionStatus
from catalogue.search import upkeep
from tests import factories


def text(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.fixture
def indexed(app):
    upkeep.ensure(app)
    return app


@pytest.fixture
def reader(client, indexed):
    assert indexed
    return client


def test_one_box_marks_what_was_looked_for(reader):
    page = text(reader.get("/recherche?q=egalite+femmes"))
    assert "<h1>« egalite femmes » : recherche</h1>" in page
    assert "ISO 53800:2024" in page
    assert "<mark>égalité</mark>" in page
    assert "Intérêt pour le genre : Principal" in page
    assert "Contains information from ISO Open Data" in page


def test_everything_is_there_before_anything_is_typed(reader):
    page = text(reader.get("/recherche"))
    assert "272 résultats, du 1 au 20" in page
    assert "13 Environnement. Protection de la santé. Sécurité" in page
    assert "CEDEAO (ECOSHAM)" in page


def test_choices_live_in_the_address_and_can_be_taken_back(reader):
    page = text(reader.get("/recherche?q=protection&organisme=ISO&ics=13"))
    assert 'href="/recherche?q=protection&amp;ics=13"' in page
    assert "Tout retirer" in page
    assert 'href="/recherche?q=protection&amp;organisme=ISO&amp;ics=13&amp;tri=date"' in page
    assert 'name="organisme" value="ISO"' in page


def test_a_typing_error_is_mended_and_said(reader):
    page = text(reader.get("/recherche?q=preservatif+feminim"))
    assert "Rien ne répond à « preservatif feminim »" in page
    assert "ISO 25841:2017" in page


def test_nothing_found_says_what_to_try(reader):
    page = text(reader.get("/recherche?q=xyzxyz&organisme=ISO"))
    assert "Rien ne répond à cette recherche." in page
    assert 'href="/recherche?q=xyzxyz"' in page
    assert "Parcourez la liste de référence." in page
    assert "Enregistrez la norme" not in page


def test_a_page_past_the_end_leads_back(reader):
    page = text(reader.get("/recherche?q=karit%C3%A9&page=500"))
    assert reader.get("/recherche?page=abc").status_code == 200
    assert "résultats" in page or "Revenez à la première page." in page


def test_withdrawn_standards_are_shown_by_choice(app, session, client):
    edition = factories.edition(session, "MN 3:2010", title_fr="Savon de karité, ancien")
    edition.status = EditionStatus.WITHDRAWN
    session.commit()
    upkeep.ensure(app)
    page = text(client.get("/recherche?q=karité"))
    assert "Une norme annulée répond" in page
    assert "MN 3:2010" not in page
    page = text(client.get("/recherche?q=karité&annulees=oui"))
    assert "MN 3:2010" in page
    assert "Annulé" in page


def test_what_only_a_withdrawn_standard_answers_is_shown_for_what_it_is(app, session, client):
    factories.edition(
        session, "MN 3:2010", title_fr="Savon de karité, ancien"
    ).status = EditionStatus.WITHDRAWN
    factories.edition(session, "MN 3:2020", title_fr="Savon de karité, nouveau")
    session.commit()
    upkeep.ensure(app)
    page = text(client.get("/recherche?q=savon+ancien"))
    assert "Aucun document en vigueur ne répond" in page
    assert "MN 3:2010" in page
    assert "Annulé" in page
    page = text(client.get("/recherche?q=MN+3:2010"))
    assert page.index("MN 3:2020") < page.rindex("MN 3:2010")
    assert "désigne un document annulé" in page


def test_what_is_typed_is_never_markup(reader):
    page = text(reader.get("/recherche?q=%3Cscript%3Ealert(1)%3C/script%3E"))
    assert "<script>alert" not in page
    assert reader.get("/recherche?q=" + "a%20" * 3000).status_code == 200


def test_the_results_in_files(reader):
    lines = reader.get("/recherche.csv?interet=principal").get_data(as_text=True).splitlines()
    assert len(lines) == 45
    assert lines[0].startswith("\ufeffType de fiche;Référence;")
    answer = reader.get("/recherche.json?q=ISO+53800").get_json()
    assert answer["total"] == len(answer["items"]) == 4
    assert answer["items"][0]["reference"] == "ISO 53800:2024"


def test_the_page_costs_the_same_for_few_and_many(reader, count_queries):
    reader.get("/recherche")
    with count_queries as few:
        reader.get("/recherche?q=ISO+53800")
    wanted = few.count
    few.statements.clear()
    with count_queries as many:
        reader.get("/recherche")
    assert many.count <= wanted + 1


def test_a_broken_index_is_said_answered_for_and_built_anew(indexed, client, clock):
    (indexed.extensions["settings"].data_dir / "index" / "current").write_text("?")
    page = text(client.get("/recherche?q=egalite+femmes"))
    assert "L’index de recherche se reconstruit" in page
    assert "ISO 53800:2024" in page
    repair = indexed.extensions["search_repair"]
    started = repair.thread
    started.join(timeout=60)
    assert "se reconstruit" not in text(client.get("/recherche?q=egalite+femmes"))
    repair.ask(clock.advance(seconds=59))
    assert repair.thread is started


def test_the_interface_answers_programs(reader):
    answer = reader.get("/api/v1/standards?q=women&size=5&page=2").get_json()
    assert set(answer) == {
        "total",
        "page",
        "size",
        "items",
        "facets",
        "did_you_mean",
        "from_index",
    }
    assert (answer["page"], answer["size"], len(answer["items"])) == (2, 5, 5)
    item = answer["items"][0]
    assert set(item) == {
        "kind",
        "reference",
        "title_fr",
        "title_en",
        "body",
        "ics",
        "committee",
        "status",
        "year",
        "relevance",
        "marker",
        "url",
    }
    bodies = {one["value"]: one for one in answer["facets"]["body"]}
    assert bodies["ECOWAS"]["label"] == "CEDEAO (ECOSHAM)"
    assert bodies["ISO"]["count"] > 10


def test_the_interface_filters_by_every_level_of_the_classification(reader):
    def total(query):
        return reader.get(f"/api/v1/standards?{query}").get_json()["total"]

    assert total("ics=13") > total("ics=13.340") > total("ics=13.340.20") > 0
    assert total("body=ISO&body=IEC") == total("body=ISO") + total("body=IEC")
    assert total("relevance=principal") == 44
    assert total("kind=standard") == 0
    assert total("body=") == 272


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=abc", "page : écrivez un nombre entier de 1 à 10000."),
        ("page=0", "page : écrivez un nombre entier de 1 à 10000."),
        ("page=", "page : écrivez un nombre entier de 1 à 10000."),
        ("size=101", "size : écrivez un nombre entier de 1 à 100."),
        ("relevance=fort", "relevance : écrivez l’une de ces valeurs : principal, significant"),
        ("q=" + "x" * 1001, "q : raccourcissez le texte à 1000 caractères au plus."),
    ],
)
def test_a_wrong_parameter_is_named_in_a_sentence(reader, query, words):
    answer = reader.get(f"/api/v1/standards?{query}")
    assert answer.status_code == 422
    assert words in answer.get_json()["message"].replace("\u00a0", " ")


def test_the_interface_describes_itself(reader):
    spec = reader.get("/api/v1/openapi.json").get_json()
    assert spec["openapi"] == "3.1.0"
    operation = spec["paths"]["/api/v1/standards"]["get"]
    assert {one["name"] for one in operation["parameters"]} == {
        "q",
        "page",
        "size",
        "body",
        "ics",
        "relevance",
        "kind",
        "status",
    }
    assert "$ref" in operation["responses"]["200"]["content"]["application/json"]["schema"]
