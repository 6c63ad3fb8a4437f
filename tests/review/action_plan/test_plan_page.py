"""The plan is shown as its owner wrote it, corrected beside, with its indicators."""

from __future__ import annotations

import csv
import re
from html import unescape
from pathlib import Path

from catalogue.config import package_path


def said(client) -> str:
    answer = client.get("/plan")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def source() -> list[dict[str, str]]:
    with Path(package_path("seed_lists"), "plan.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_word_of_the_plan_is_there_and_its_corrected_text(client):
    shown = said(client)
    columns = ("activity", "measures", "indicator", "target", "schedule", "comments")
    for row in source():
        for name in columns:
            for text in (row[f"{name}_source"], row[name]):
                assert re.sub(r"\s+", " ", text) in shown, (row["line"], name)
        for owner in row["owners_source"].split("|"):
            assert owner in shown


def test_the_twenty_lines_stand_in_their_six_results(client):
    page = client.get("/plan").text
    assert len(re.findall(r'<h3 id="ligne-', page)) == 20
    assert re.findall(r'<h2 id="resultat-(\d)"', page) == ["1", "2", "3", "4", "5", "6"]


def test_each_line_leads_to_its_indicators(client):
    page = client.get("/plan").text
    links = set(re.findall(r'href="/indicateurs/([0-9.b]+)"', page))
    assert len(links) == 21
    for code in ("1.1", "1.1b", "5.3"):
        assert code in links
        assert client.get(f"/indicateurs/{code}").status_code == 200


def test_the_page_costs_few_queries(client, count_queries):
    client.get("/plan")
    count_queries.statements.clear()
    with count_queries:
        client.get("/plan")
    assert count_queries.count <= 8


def test_each_objective_says_which_of_its_elements_are_missing(client):
    shown = said(client)
    assert "Objectif du résultat 3 : il manque l’indicateur, la base, la date de la base" in shown
    assert "Sensibiliser à la notion de genre et aux normes sensibles au genre" in shown
    assert "La validation du plan n’est pas enregistrée." in shown
