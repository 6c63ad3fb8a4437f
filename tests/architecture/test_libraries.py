"""Each of these libraries is imported in the files named here and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "icalendar": {"review/reminders/calendar_file.py"},
    "pypdf": {"catalogue/documents/pdf.py"},
    "docx": {"catalogue/documents/docx.py"},
    "python_calamine": {"catalogue/exchange/workbook.py"},
    "xlsxwriter": {"catalogue/spreadsheets.py"},
    "typst": {"catalogue/typesetting.py"},
    "yaml": {"catalogue/records/relaton.py"},
    "whoosh": {
        "catalogue/search/analysis.py",
        "catalogue/search/index.py",
        "catalogue/search/segment_files.py",
    },
}


@pytest.mark.parametrize(("library", "places"), PLACES.items())
def test_one_place_for_each_library(library, places):
    importing = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
    found = {
        str(path.relative_to(ROOT))
        for package in ("catalogue", "review")
        for path in (ROOT / package).rglob("*.py")
        if importing.search(path.read_text(encoding="utf-8"))
    }
    assert found == places


def test_no_file_grows_past_one_idea():
    long = {
        str(path.relative_to(ROOT)): count
        for package in ("catalogue", "review")
        for path in (ROOT / package).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
        and "migrations" not in path.parts
    }
    assert long == {}
