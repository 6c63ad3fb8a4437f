"""Workbooks written for those who keep their tables in Excel or LibreOffice.

The only importer of xlsxwriter. A text is written as text, whatever it begins with: no cell of ours
is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

_LONGEST_ANSWERS = 255  # characters that Excel allows in a list of answers
_LONGEST_CELL = 32_767  # characters that Excel allows in a cell
_ROWS_TO_FILL = 20_000  # in which answers are offered


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column to write: heading, width in characters, the answers to choose from, if closed."""

    heading: str
    width: int = 18
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to write."""

    name: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[object]]
    wrapped: bool = False


def cell_text(value: object) -> str:
    """Give a cell's value as the text a person would have typed."""
    match value:
        case bool():
            written = "oui" if value else "non"
        case float() if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact integers
            written = str(int(value))
        case datetime():
            midnight = value.time() == datetime.min.time()
            written = value.date().isoformat() if midnight else value.isoformat(sep=" ")
        case date():
            written = value.isoformat()
        case _:
            written = str(value)
    return written


def write_workbook(tables: Iterable[Table]) -> bytes:
    """Write an .xlsx: headings frozen, cells as text so that 60.60 stays 60.60, days as days."""
    written = io.BytesIO()
    _write(written, tables, in_memory=True)
    return written.getvalue()


def stream_workbook(tables: Iterable[Table], target: BinaryIO) -> None:
    """Write an .xlsx of many rows into a file, holding one row at a time."""
    _write(target, tables, constant_memory=True)


def _write(target: BinaryIO, tables: Iterable[Table], **memory: bool) -> None:
    import xlsxwriter

    options = {
        **memory,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(target, options)
    heading = book.add_format({"bold": True, "bg_color": "#e4ede8", "text_wrap": True})
    for table in tables:
        text = book.add_format({"num_format": "@", "text_wrap": table.wrapped, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, text)
            sheet.write_string(0, index, column.heading, heading)
            if column.answers and len(",".join(column.answers)) <= _LONGEST_ANSWERS:
                _offer_answers(sheet, index, column.answers)
        for number, row in enumerate(table.rows, start=1):
            for index, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, index, value, day)
                elif isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(number, index, value)
                elif value is not None:
                    sheet.write_string(number, index, cell_text(value)[:_LONGEST_CELL], text)
    book.close()


def _offer_answers(sheet: Any, index: int, answers: tuple[str, ...]) -> None:
    offer: Callable[..., Any] = sheet.data_validation
    rule = {"validate": "list", "source": list(answers), "error_type": "information"}
    offer(1, index, _ROWS_TO_FILL, index, rule)
