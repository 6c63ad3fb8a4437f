"""A list as a file to keep: CSV and XLSX for spreadsheets, JSON for programs, from one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify

from catalogue.delimited import csv_response
from catalogue.spreadsheets import Table, TableColumn, write_workbook

ENDINGS = ("csv", "xlsx", "json")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_SHEET_NAME = 31  # characters that Excel allows

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs, its heading for people, its width in characters."""

    key: str
    heading: object  # a text, or one that is translated when it is written
    width: int = 18


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of a closed list: people read its words, programs its code."""

    code: str
    words: str


def in_three_files(blueprint: Blueprint, path: str) -> Callable[[View], View]:
    """Route a view under ``path``.csv, .xlsx and .json; the view is given ``ending``."""

    def decorate(view: View) -> View:
        for ending in ENDINGS:
            blueprint.add_url_rule(
                f"{path}.{ending}", view_func=view, methods=["GET"], defaults={"ending": ending}
            )
        return view

    return decorate


def table_response(
    ending: str,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    total: int | None = None,
) -> Response:
    """Send a table as the file ``name``.``ending``.

    A cell is a text, a number, a day, a :class:`Coded`, a tuple of texts, or nothing when unknown.
    JSON is ``{"total": …, "items": [{key: value}]}``, days AAAA-MM-JJ; ``total`` counts what was
    found when the file holds only the first of it.
    """
    headings = [str(column.heading) for column in columns]
    if ending == "json":
        items = [_facts(columns, row) for row in rows]
        return jsonify(total=len(items) if total is None else total, items=items)
    in_words = ([written(cell) for cell in row] for row in rows)
    if ending == "csv":
        return csv_response(f"{name}.csv", headings, in_words)
    described = [
        TableColumn(heading, column.width)
        for heading, column in zip(headings, columns, strict=True)
    ]
    return Response(
        write_workbook([Table(name[:_LONGEST_SHEET_NAME], described, in_words)]),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


def written(cell: object) -> object:
    """Give a cell as a spreadsheet holds it: words of a closed list, texts joined, days as days."""
    match cell:
        case Coded():
            return cell.words
        case tuple():
            return ", ".join(str(one) for one in cell)
        case "":
            return None
        case _:
            return cell


def _facts(columns: Sequence[Column], row: Sequence[object]) -> Mapping[str, object]:
    return {column.key: _plain(cell) for column, cell in zip(columns, row, strict=True)}


def _plain(cell: object) -> object:
    match cell:
        case Coded():
            return cell.code
        case tuple():
            return [str(one) for one in cell]
        case date():
            return cell.isoformat()
        case None | bool() | int() | float():
            return cell
        case _:
            return str(cell) or None
