"""Where a spreadsheet holds formulas, merged cells, hidden rows and columns, beside its values.

Read from the XML of .xlsx and .ods; of an .xls only the merged cells are known. Called in the
child process of :mod:`catalogue.exchange.workbook`, under its limits of memory and time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any
from xml.etree import ElementTree as ET

# A cell is (row number, column number), both from 1, as the spreadsheet program counts them.
Cell = tuple[int, int]

# A table repeats its last empty row or cell up to the end of the sheet; nothing stands there.
_MOST_REPEATED = 1000
_MOST_MARKED = 20_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_MARKED = re.compile(rb"<f[ />]|hidden=.(?:1|true)|\bt=.e.")
_EMPTY_CELL = re.compile(rb"<c [^<>]*/>")
_EMPTY_ROW = re.compile(rb"<row (?:(?!hidden)[^<>])*>\s*</row>")
_BLOCK, _LONGEST_MARK = 1024 * 1024, 16
_TRUE = frozenset({"1", "true"})
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNSEEN = frozenset({"collapse", "filter"})
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What one sheet holds beside its values."""

    formulas: frozenset[Cell] = field(default_factory=frozenset)
    merged: frozenset[Cell] = field(default_factory=frozenset)
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    errors: tuple[tuple[int, int, str], ...] = ()  # row, column, «#DIV/0!»

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
            "hidden_columns": sorted(self.hidden_columns),
            "errors": list(self.errors),
        }

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> Marks:
        """Read back what :meth:`plain` wrote."""
        return cls(
            frozenset((row, column) for row, column in plain["formulas"]),
            frozenset((row, column) for row, column in plain["merged"]),
            frozenset(plain["hidden_rows"]),
            frozenset(plain["hidden_columns"]),
            tuple((row, column, text) for row, column, text in plain["errors"]),
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
    columns: set[int] = set()
    errors: list[tuple[int, int, str]] = []
    if not _worth_reading(archive, part):
        return Marks()
    with archive.open(part) as file:
        for element in _elements(file):
            if element.tag == f"{_MAIN}col" and element.get("hidden") in _TRUE:
                columns.update(_span(element.get("min", "0"), element.get("max", "0")))
            elif element.tag == f"{_MAIN}c":
                at = _place(element.get("r", ""))
                if at and element.find(f"{_MAIN}f") is not None:
                    formulas.add(at)
                if at and element.get("t") == "e":
                    errors.append((*at, element.findtext(f"{_MAIN}v", "")))
            elif element.tag == f"{_MAIN}row":
                if element.get("hidden") in _TRUE:
                    hidden.add(int(element.get("r", "0")))
                element.clear()
            if max(len(formulas), len(hidden), len(errors)) > _MOST_MARKED:
                break
    return Marks(
        frozenset(formulas), frozenset(), frozenset(hidden), frozenset(columns), tuple(errors)
    )


def _elements(file: IO[bytes]) -> Iterator[ET.Element]:
    """Give each element of a sheet as it ends, empty cells and rows left out: there are many."""
    parser: Any = ET.XMLPullParser(("end",))  # in a process with limits
    held = b""
    while block := file.read(_BLOCK):
        held += block
        cut = held.rfind(b"</row>") + len(b"</row>")
        if cut >= len(b"</row>"):
            parser.feed(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", held[:cut])))
            held = held[cut:]
            yield from _ended(parser)
    parser.feed(held)
    yield from _ended(parser)


def _ended(parser: Any) -> Iterator[ET.Element]:
    for _event, element in parser.read_events():
        yield element


def _worth_reading(archive: zipfile.ZipFile, part: str) -> bool:
    """Tell whether a sheet has any mark at all: most have none, and some are very long."""
    before = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            if _MARKED.search(before + block):
                return True
            before = block[-_LONGEST_MARK:]
    return False


def _span(first: str, last: str) -> range:
    return range(int(first), min(int(last), int(first) + _MOST_REPEATED) + 1)


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
        columns = _hidden_columns(table)
        number = 1
        for row in table.iter(f"{_TABLE}table-row"):
            repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            if row.get(f"{_TABLE}visibility") in _UNSEEN:
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
            frozenset(formulas), frozenset(merged), frozenset(hidden), columns
        )
    return found


def _hidden_columns(table: ET.Element) -> frozenset[int]:
    hidden: set[int] = set()
    place = 1
    for column in table.iter(f"{_TABLE}table-column"):
        repeated = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        if column.get(f"{_TABLE}visibility") in _UNSEEN:
            hidden.update(range(place, place + min(repeated, _MOST_REPEATED)))
        place += repeated
    return frozenset(hidden)


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(part))  # noqa: S314 - in a process with limits
