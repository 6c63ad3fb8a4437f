"""One table as three files: for a spreadsheet in French, and for a program."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest

from catalogue.downloads import XLSX, Coded, Column, table_response
from catalogue.exchange.workbook import read
from tests import factories

COLUMNS = [
    Column("reference", "Référence"),
    Column("kind", "Type"),
    Column("ics", "ICS"),
    Column("on", "Date"),
    Column("count", "Nombre"),
    Column("official", "Officiel"),
    Column("note", "Note"),
]
ROWS = [
    ("=1+1", Coded("ts", "Spécification"), ("13.110", "97"), date(2026, 3, 1), 3, True, ""),
    ("@SUM(A1)", None, (), None, None, False, "+223"),
]


@pytest.fixture
def send(app):
    def make(ending, **facts):
        with app.test_request_context():
            return table_response(ending, "liste", COLUMNS, iter(ROWS), **facts)

    return make


def test_csv_is_for_people(send):
    answer = send("csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="liste.csv"'
    text = answer.get_data(as_text=True).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["Référence", "Type", "ICS", "Date", "Nombre", "Officiel", "Note"],
        ["'=1+1", "Spécification", "13.110, 97", "01/03/2026", "3", "oui", ""],
        ["'@SUM(A1)", "", "", "", "", "non", "'+223"],
    ]


def test_a_workbook_has_no_formula(send):
    answer = send("xlsx")
    assert answer.content_type == XLSX
    (sheet,) = read(answer.data, "liste.xlsx")
    assert sheet.lines[1].cells == (
        *("=1+1", "Spécification", "13.110, 97", "2026-03-01", "3", "oui"),
    )
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written
    assert '<row r="3"' in written


def test_json_is_for_programs(send):
    assert send("json").get_json() == {
        "total": 2,
        "items": [
            {
                "reference": "=1+1",
                "kind": "ts",
                "ics": ["13.110", "97"],
                "on": "2026-03-01",
                "count": 3,
                "official": True,
                "note": None,
            },
            {
                "reference": "@SUM(A1)",
                "kind": None,
                "ics": [],
                "on": None,
                "count": None,
                "official": False,
                "note": "+223",
            },
        ],
    }
    assert send("json", total=9).get_json()["total"] == 9


@pytest.mark.parametrize("path", ["/normes", "/liste-de-reference", "/programme"])
def test_the_lists_offer_all_three(client, session, path):
    factories.work_item(session)
    factories.edition(session, "MN 1:2020")
    session.commit()
    page = client.get(f"{path}?tri=titre").get_data(as_text=True)
    for ending in ("csv", "xlsx", "json"):
        assert f'href="{path}.{ending}?' in page
        assert client.get(f"{path}.{ending}?q=zzz").status_code == 200
    assert client.get(f"{path}.json?q=zzz").get_json() == {"total": 0, "items": []}
    assert client.get(f"{path}.pdf").status_code == 404


def test_the_reference_list_for_a_program(client):
    answer = client.get("/liste-de-reference.json?interet=principal").get_json()
    assert answer["total"] == len(answer["items"]) == 44
    first = answer["items"][0]
    assert first["relevance"] == "principal"
    assert first["verification"] in {"found", "to_verify", "confirmed"}
    assert isinstance(first["ics"], list)
    (sheet,) = read(client.get("/liste-de-reference.xlsx").data, "liste.xlsx")
    assert len(sheet.lines) == 273
