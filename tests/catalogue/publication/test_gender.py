"""Indicators 5.2 and 5.4 in an edition: per subject, in total, in every file, nothing hidden."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.publication import files
from catalogue.publication.paper import paper_data
from catalogue.publication.vocabulary import Part
from catalogue.work_programme import gender
from catalogue.work_programme.gender import GenderSection
from catalogue.work_programme.vocabulary import Forecast, WorkItemStatus
from tests import factories


@pytest.fixture
def fiches(monkeypatch):
    """What the fiches say, by item, in place of the review package."""
    said: dict[int, GenderSection] = {}
    monkeypatch.setattr(
        gender,
        "SECTIONS",
        [lambda _session, ids: {one: said[one] for one in ids if one in said}],
    )
    monkeypatch.setattr(gender, "WAITING", [lambda _session: (3, 1)])
    return said


@pytest.fixture
def edition(session, publish, fiches):
    karite = factories.work_item(session, title_fr="Karité", forecast=Forecast.PRINCIPAL)
    factories.work_item(session, title_fr="Boulons", forecast=None)
    unsure = factories.work_item(session, title_fr="Bazin", forecast=Forecast.UNKNOWN)
    standard = factories.edition(
        session, "NM 9:2026", national=True, homologated_on=date(2026, 7, 1)
    )
    session.flush()
    done = factories.work_item(
        session,
        title_fr="Bogolan",
        status=WorkItemStatus.HOMOLOGATED,
        stage_code="60.60",
        edition_id=standard.id,
    )
    fiches[karite.id] = GenderSection(complete=True, culture=True, labour=False)
    fiches[unsure.id] = GenderSection(complete=False, culture=False)
    fiches[done.id] = GenderSection(complete=True, culture=True, labour=True)
    session.commit()
    return publish()


def test_totals_count_what_is_in_preparation_and_name_what_nobody_assessed(edition):
    assert edition.counts["gender"] == {
        "total": 3,
        "complete": 1,
        "forecast": {"2": 1, "1": 0, "0": 0, "NP": 0, "ne_sait_pas": 1, "non_evalue": 1},
        "culture": {"oui": 1, "non": 1, "non_evalue": 1},
        "labour": {"oui": 0, "non": 1, "non_evalue": 2},
        "waiting": {"culture": 3, "labour": 1},
    }
    assert (edition.counts["culture"], edition.counts["travail"]) == (2, 1)


def test_each_subject_says_its_forecast_and_answers(client, edition):
    page = client.get(f"/programme/editions/{edition.code}").text
    for words in (
        *("Le genre dans le programme", "Sujets dont les champs 34 à 41b sont complets, sur 3"),
        *("Objectif principal", "Culture et mœurs : oui", "Travail (OIT) : non évalué"),
        *("Non évalué", "Besoins sans projet"),
    ):
        assert words in page.replace("\u00a0", " "), words
    lines = client.get(f"/api/v1/publications/{edition.code}/lines?list=preparation").json["items"]
    bolts = next(one for one in lines if one["title_fr"] == "Boulons")
    assert bolts["forecast"] == {"code": "non_evalue", "words": "Non évalué"}
    assert bolts["culture"]["code"] == "non_evalue"


def test_the_lists_of_5_4_hold_subjects_and_standards(client, edition):
    page = client.get(f"/programme/editions/{edition.code}?liste=culture").text
    assert "Karité" in page
    assert "NM 9:2026" in page
    assert "Boulons" not in page
    labour = client.get(f"/api/v1/publications/{edition.code}/lines?list=travail").json
    assert [one["standard"] for one in labour["items"]] == ["NM 9:2026"]


def test_every_file_has_the_lists_and_the_totals(app, session, client, edition):
    table = client.get(f"/programme/editions/{edition.code}.csv").text
    assert "Culture et mœurs nationales;" in table
    assert "Prévision;" in table
    assert table.strip().splitlines()[-1].endswith(";1")
    facts = client.get(f"/programme/editions/{edition.code}.json").json
    assert facts["gender"] == edition.counts["gender"]
    assert len(facts["lists"]["culture"]) == 2
    assert "gender" not in facts["counts"]
    assert client.get(f"/api/v1/publications/{edition.code}").json["gender"]["complete"] == 1
    with app.test_request_context():
        paper = paper_data(session, edition)
        told = dict(map(tuple, paper["facts"]))
        assert "Objectif principal : 1" in told["Prévision"].replace("\u00a0", " ")
        assert "Non évalué : 1" in told["Prévision"].replace("\u00a0", " ")
        assert len(paper["parts"]) == len(Part)
        assert files.workbook(session, edition).startswith(b"PK")


def test_an_edition_that_kept_no_totals_says_none(app, edition):
    edition.counts = {"preparation": 3, "adoptees": 1, "sorties": 0}
    with app.test_request_context():
        assert files.gender_rows(edition) == []
