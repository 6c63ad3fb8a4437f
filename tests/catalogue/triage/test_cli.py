"""``normes triage``: the same list in a terminal, works out the scores by itself."""

from __future__ import annotations

import csv
import io
import json

import pytest

from catalogue.triage.cli import triage


@pytest.fixture
def run(app, scored):
    scored.commit()

    def invoke(*arguments):
        return app.test_cli_runner().invoke(triage, arguments)

    return invoke


def test_json_gives_each_row_with_its_reasons(run):
    found = json.loads(run("--limit", "1", "--format", "json").output)
    assert len(found) == 1
    assert list(found[0]) == [
        "rank", "reference", "title_fr", "title_en", "score", "committee", "ics", "reasons",
        "others", "url",
    ]  # fmt: skip
    assert found[0]["rank"] == 1
    assert found[0]["reference"] == "ISO 90001-1:2020"
    assert found[0]["others"] == ["ISO 90001-2:2020"]
    assert found[0]["url"] == "https://www.iso.org/standard/1.html"
    assert all(text.endswith((".", "?")) for text in found[0]["reasons"])


def test_csv_opens_in_a_french_spreadsheet(run):
    rows = list(csv.reader(io.StringIO(run("--format", "csv").output[1:]), delimiter=";"))
    assert rows[0][:2] == ["Rang", "Référence"]
    assert [row[1] for row in rows[1:]] == ["ISO 90001-1:2020", "ISO 90002:2021"]


def test_the_table_says_what_it_is(run):
    output = run().output
    assert "2 lignes sur 2. C’est une proposition de lecture, pas un jugement." in output


@pytest.mark.parametrize(
    "arguments", [("--limit", "0"), ("--limit", "douze"), ("--limit", "-3"), ("--format", "xml")]
)
def test_a_wrong_option_is_said_in_a_sentence(run, arguments):
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert "Donnez à --limit" in answer.output or "n’est pas connu" in answer.output


def test_an_empty_catalogue_says_what_to_do(app, session):
    session.commit()
    answer = app.test_cli_runner().invoke(triage, [])
    assert "Importez d’abord le catalogue de l’ISO" in answer.output
