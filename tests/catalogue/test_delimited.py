"""Files that people open with a French spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from flask import Flask

from catalogue.delimited import cell_text, csv_response, french_csv


def test_a_french_spreadsheet_opens_it_column_by_column_with_accents(app: Flask) -> None:
    with app.test_request_context():
        text = "".join(french_csv(["Titre", "Date"], [["Beurre de karité ; « pur »", None]]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [["Titre", "Date"], ["Beurre de karité ; « pur »", ""]]


def test_a_text_on_two_lines_stays_in_one_cell(app: Flask) -> None:
    with app.test_request_context():
        text = "".join(french_csv(["Note"], [["une\ndeux"]]))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1] == ["une\ndeux"]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_runs_as_a_formula(app: Flask, text: str) -> None:
    with app.test_request_context():
        assert cell_text(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 3, 12), "12/03/2026"),
        (datetime(2026, 3, 12, 14, 5, tzinfo=UTC), "12/03/2026 14:05"),
        (Fraction(7, 40), "0,175"),
        (17.5, "17,5"),
        (-3, "-3"),
        (True, "oui"),
        (None, ""),
    ],
)
def test_dates_and_numbers_are_written_the_french_way(
    app: Flask, value: object, written: str
) -> None:
    with app.test_request_context():
        assert cell_text(value) == written


def test_the_file_is_kept_not_shown(app: Flask) -> None:
    with app.test_request_context():
        response = csv_response("programme.csv", ["Titre"], [["Norme"]])
        assert response.headers["Content-Disposition"] == 'attachment; filename="programme.csv"'
        assert response.get_data().startswith(b"\xef\xbb\xbf")
