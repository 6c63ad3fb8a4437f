"""Spreadsheets as people send them back: the one downloaded, with some cells changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from catalogue.exchange.workbook import Sheet, _sheets_of, _within
from review.offline.layout import COLUMNS, GRID

PLACE = {column.key: index for index, column in enumerate(COLUMNS)}
LETTER = {column.key: "ABCDEFGHI"[index] for index, column in enumerate(COLUMNS)}
GRID_PART = "xl/worksheets/sheet1.xml"


def grid(content: bytes) -> Sheet:
    told = _sheets_of(content, in_detail=False)["sheets"]
    return next(Sheet(GRID, _within(one["rows"], GRID)) for one in told if one["name"] == GRID)


def row_of(content: bytes, code: str) -> int:
    return next(line.number for line in grid(content).lines if line.cells[0] == code)


def cell(content: bytes, code: str, key: str) -> str:
    line = next(line for line in grid(content).lines if line.cells[0] == code)
    return line.cells[PLACE[key]] if PLACE[key] < len(line.cells) else ""


def place(content: bytes, code: str, key: str) -> str:
    return f"{LETTER[key]}{row_of(content, code)}"


def typed(content: bytes, answers: Mapping[str, Mapping[str, str]]) -> bytes:
    """Fill cells as a spreadsheet program writes them, by code and column."""
    rows = {line.cells[0]: line.number for line in grid(content).lines}
    written = {
        f"{LETTER[key]}{rows[code]}": f'<is><t xml:space="preserve">{escape(text)}</t></is>'
        for code, cells in answers.items()
        for key, text in cells.items()
    }
    return changed(content, lambda xml: _with_cells(xml, written, "inlineStr"))


def formula(content: bytes, code: str, key: str, text: str, value: str) -> bytes:
    """Put a formula in a cell, with the value a spreadsheet program had worked out."""
    at = place(content, code, key)
    inner = f"<f>{escape(text)}</f><v>{escape(value)}</v>"
    return changed(content, lambda xml: _with_cells(xml, {at: inner}, "str"))


def changed(content: bytes, change: Callable[[str], str], part: str = GRID_PART) -> bytes:
    """Change the XML of one part of a workbook."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            told = before.read(name)
            after.writestr(name, change(told.decode()).encode() if name == part else told)
    return out.getvalue()


def _with_cells(xml: str, cells: Mapping[str, str], kind: str) -> str:
    for at, inner in cells.items():
        new = f'<c r="{at}" t="{kind}">{inner}</c>'
        found = re.search(rf'<c r="{at}"(?: [^>/]*)?(?:/>|>.*?</c>)', xml)
        assert found is not None, at
        xml = xml.replace(found[0], new, 1)
    return xml
