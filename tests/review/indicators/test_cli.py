"""``normes indicators`` gives in the terminal what the pages give."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture
def run(app, session):
    def invoke(*arguments):
        session.commit()
        return app.test_cli_runner().invoke(args=["indicators", *arguments])

    return invoke


def test_the_table_reads_as_french(standards, run):
    standards.worked_example()
    done = run()
    assert done.exit_code == 0, done.output
    said = done.output.replace("\u00a0", " ")
    for expected in (
        "Indicateurs du plan d’action, au 23/11/2026",
        "10 sur 57 (17,5 %)",
        "Indicateur 5.3, période 2024-2026",
        "Cible : 10,0 %, soit 6 : atteinte",
        "Couverture : 50 sur 57 (87,7 %)",
        "provisoire",
        "Intervalle possible : de 17,5 % à 29,8 %",
        "10 sur 32 (31,3 %)",
    ):
        assert expected in said, expected


def test_the_table_says_sans_objet(run):
    assert "Sans objet" in run().output


def test_json_carries_the_same_as_the_interface(client, standards, run):
    standards.worked_example()
    told = json.loads(run("--format", "json", "--window", "2025", "--at", "2026-06-01").output)
    assert (told["window"], told["at"], len(told["indicators"])) == ("2025", "2026-06-01", 21)
    developed = next(one for one in told["indicators"] if one["code"] == "5.3")
    answer = client.get("/api/v1/indicators/5.3?window=2025&at=2026-06-01").json
    for name in ("numerator", "denominator", "interval", "coverage", "pending", "missing"):
        assert developed[name] == answer[name], name
    assert len(developed["records"]) == 57


def test_lists_without_a_history_say_their_own_day(run):
    told = json.loads(run("--format", "json", "--at", "2025-01-01").output)
    days = {one["code"]: one.get("at") for one in told["indicators"]}
    assert (days["5.1"], days["4.2"]) == ("2026-11-23", "2025-01-01")


def test_csv_opens_in_a_french_spreadsheet(standards, run):
    standards.mark(standards.edition(), "1")
    standards.edition()
    output = run("--format", "csv").output
    assert output.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(output.lstrip("\ufeff")), delimiter=";"))
    row = next(row for row in rows if row["Code"] == "5.3")
    assert (row["Numérateur"], row["Dénominateur"], row["Part"]) == ("1", "2", "0,5")
    assert row["À la date du"] == "23/11/2026"
    assert {row["Code"] for row in rows} >= {"1.1", "5.1", "6.3"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "hier"), "n’est pas une date"),
        (("--at", "2026-02-31"), "n’existe pas"),
        (("--at", "2026-11-24"), "est à venir"),
        (("--window", "hier"), "n’est pas connue"),
        (("--format", "xml"), "n’est pas connu"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(run, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
