"""The search for programs (GET /api/v1/standards), from the shipped list."""

from __future__ import annotations

import pytest

from catalogue.records.designation import sort_key


def test_the_interface_answers_programs(reader):
    answer = reader.get("/api/v1/standards?q=women&size=5&page=2").get_json()
    assert set(answer) == {
        "attribution",
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
    assert total("ics=13.340&ics=11") < total("ics=13.340") + total("ics=11") + 1
    assert total("committee=ISO/PC+337") >= 1
    assert total("year_from=2020&year_to=2021") == total("year=2020&year=2021") > 0
    assert total("marker=2") == 0


def test_the_interface_counts_every_facet_and_sorts(reader):
    answer = reader.get("/api/v1/standards?q=protection&sort=reference&facet_size=3").get_json()
    assert set(answer["facets"]) == {
        *("kind", "body", "ics_field", "ics_group", "ics_subgroup", "relevance", "status"),
        *("committee", "year", "marker", "language"),
    }
    assert all(len(values) <= 3 for values in answer["facets"].values())
    assert answer["facets"]["ics_group"][0]["label"].startswith("13.340 Équipement de protection")
    references = [one["reference"] for one in answer["items"] if one["body"] == "ISO"]
    assert references == sorted(references, key=sort_key)
    chosen = reader.get("/api/v1/standards?committee=zzz&facet_size=1").get_json()
    assert {"value": "zzz", "label": "zzz", "count": 0} in chosen["facets"]["committee"]
    ranged = reader.get("/api/v1/standards?year_from=1901&year_to=2099").get_json()
    assert all(one["count"] for one in ranged["facets"]["year"])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=abc", "page : écrivez un nombre entier de 1 à 10000."),
        ("page=0", "page : écrivez un nombre entier de 1 à 10000."),
        ("page=", "page : écrivez un nombre entier de 1 à 10000."),
        ("size=101", "size : écrivez un nombre entier de 1 à 100."),
        ("sort=titre", "sort : écrivez l’une de ces valeurs : relevance, date, reference."),
        ("year=abc", "year : écrivez une année de 1900 à 2100."),
        ("year_from=1", "year_from : écrivez une année de 1900 à 2100."),
        ("withdrawn=peut-être", "withdrawn : écrivez true ou false."),
        ("marker=3", "marker : écrivez l’une de ces valeurs : 2, 1, 0, NP, NE."),
        ("facet_size=5000", "facet_size : écrivez un nombre entier de 1 à 1000."),
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
        *("q", "page", "size", "sort", "body", "ics", "committee", "relevance", "marker"),
        *("kind", "status", "language", "year", "year_from", "year_to", "withdrawn"),
        "facet_size",
    }
    assert "$ref" in operation["responses"]["200"]["content"]["application/json"]["schema"]
