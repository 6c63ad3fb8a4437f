"""Where a spreadsheet holds formulas, merged cells and hidden rows: what its values do not say.

Read from the XML of .xlsx and .ods; of an .xls only the merged cells are known. Called in the
child process of :mod:`catalogue.exchange.workbook`, under its limits of memory and time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree as ET

# A cell is (row number, column number), both from 1, as the spreadsheet program counts them.
Cell = tuple[int, int]

# A table repeats its last empty row or cell up to the end of the sheet; nothing stands there.
_MOST_REPEATED = 1000
_MOST_MARKED = 5000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What one sheet holds beside its values."""

    formulas: frozenset[Cell] = field(default_factory=frozenset)
    merged: frozenset[Cell] = field(default_factory=frozenset)
    hidden_rows: frozenset[int] = field(default_factory=frozenset)

    def with_merged(self, ranges: Iterable[tuple[Cell, Cell]]) -> Marks:
        """Add merged ranges, each from its first to its last cell, counted from 0."""
        cells = set(self.merged)
        for (top, left), (bottom, right) in ranges:
            for row in range(top, min(bottom, top + _MOST_REPEATED) + 1):
                cells.update(
                    (row + 1, column + 1)
                    for column in range(left, min(right, left + _MOST_REPEATED) + 1)
                )
                if len(cells) > _MOST_MARKED:
                    return replace(self, merged=frozenset(cells))
        return replace(self, merged=frozenset(cells))

    def plain(self) -> dict[str, Any]:
        """Give the marks as JSON writes them."""
        return {
            "formulas": sorted(self.formulas),
            "merged": sorted(self.merged),
            "hidden_rows": sorted(self.hidden_rows),
        }

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> Marks:
        """Read back what :meth:`plain` wrote."""
        return cls(
            frozenset((row, column) for row, column in plain["formulas"]),
            frozenset((row, column) for row, column in plain["merged"]),
            frozenset(plain["hidden_rows"]),
        )


def marks_of(content: bytes) -> dict[str, Marks]:
    """Give the marks of each sheet by its name; nothing for what is no .xlsx and no .ods."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return _of_open_document(archive)
            if "xl/workbook.xml" in names:
                return dict(_of_office(archive, names))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError):
        pass
    return {}


def _of_office(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, Marks]]:
    links = _parsed(archive, "xl/_rels/workbook.xml.rels")
    parts = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in _parsed(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = parts.get(sheet.get(_LINKED), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield sheet.get("name", ""), _of_part(archive, part)


def _of_part(archive: zipfile.ZipFile, part: str) -> Marks:
    formulas: set[Cell] = set()
    hidden: set[int] = set()
    with archive.open(part) as file:
        for _event, element in ET.iterparse(file):  # noqa: S314 - in a process with limits
            if element.tag == f"{_MAIN}c":
                if element.find(f"{_MAIN}f") is not None and (at := _place(element.get("r", ""))):
                    formulas.add(at)
            elif element.tag == f"{_MAIN}row":
                if element.get("hidden") in {"1", "true"}:
                    hidden.add(int(element.get("r", "0")))
                element.clear()
            if len(formulas) > _MOST_MARKED or len(hidden) > _MOST_MARKED:
                break
    return Marks(frozenset(formulas), frozenset(), frozenset(hidden))


def _place(reference: str) -> Cell | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _of_open_document(archive: zipfile.ZipFile) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    for table in _parsed(archive, "content.xml").iter(f"{_TABLE}table"):
        formulas: set[Cell] = set()
        merged: set[Cell] = set()
        hidden: set[int] = set()
        number = 1
        for row in table.iter(f"{_TABLE}table-row"):
            repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            if row.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                hidden.update(range(number, number + min(repeated, _MOST_REPEATED)))
            column = 1
            for cell in row:
                if cell.get(f"{_TABLE}formula") is not None:
                    formulas.add((number, column))
                across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
                down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
                if across > 1 or down > 1:
                    merged.update(
                        (number + below, column + beside)
                        for below in range(min(down, _MOST_REPEATED))
                        for beside in range(min(across, _MOST_REPEATED))
                    )
                column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            number += repeated
            if len(merged) > _MOST_MARKED or len(formulas) > _MOST_MARKED:
                break
        found[table.get(f"{_TABLE}name", "")] = Marks(
            frozenset(formulas), frozenset(merged), frozenset(hidden)
        )
    return found


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(part))  # noqa: S314 - in a process with limits
