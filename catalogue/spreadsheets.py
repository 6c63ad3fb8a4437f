"""Workbooks written for those who keep their tables in Excel or LibreOffice.

The only importer of xlsxwriter. A text is written as text, whatever it begins with: no cell of ours
is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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


class Look(StrEnum):
    """How a cell of a form looks."""

    TITLE = "title"
    HEADING = "heading"
    BAND = "band"
    CODE = "code"
    LABEL = "label"
    HELP = "help"
    ANSWER = "answer"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of a sheet to fill in; only those that look like an answer can be written in.

    ``offered`` names the list of answers to choose from; another answer is warned about, never
    refused. ``prompt`` is shown beside the cell when it is chosen; ``longest`` is the longest text
    in characters, which is warned about too.
    """

    text: str = ""
    look: Look = Look.LABEL
    offered: str = ""
    prompt: str = ""
    longest: int = 0


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet of a form: locked but for its answers, ready for A4 across the page.

    ``widths`` are in characters; the first ``heading_rows`` stay in sight and are printed on every
    page, as do the first ``heading_columns`` on screen.
    """

    name: str
    widths: Sequence[int]
    rows: Sequence[Sequence[FormCell]]
    heading_rows: int = 0
    heading_columns: int = 0
    hidden: bool = False
    footer: str = ""


def write_form(
    sheets: Sequence[FormSheet],
    lists: Mapping[str, Sequence[str]],
    *,
    title: str,
    warning: str,
    created: datetime,
) -> bytes:
    """Write an .xlsx to be filled in: labels locked, answers offered in lists, nothing a formula.

    ``lists`` are kept on a hidden sheet, so that an answer may hold a comma and be as long as it
    must. There is no password: the locks only keep a hand from slipping. ``warning`` is shown when
    what is typed is not in the list or is too long.
    """
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    formats = {look: book.add_format(_LOOKS[look]) for look in Look}
    made = [(sheet, book.add_worksheet(sheet.name)) for sheet in sheets]
    ranges = _write_lists(book, lists)
    for sheet, page in made:
        for index, width in enumerate(sheet.widths):
            page.set_column(index, index, width, formats[Look.LABEL])
        for number, row in enumerate(sheet.rows):
            for index, cell in enumerate(row):
                page.write_string(number, index, cell.text[:_LONGEST_CELL], formats[cell.look])
                if cell.look is Look.ANSWER and (rule := _rule_of(cell, ranges, warning)):
                    page.data_validation(number, index, number, index, rule)
        page.freeze_panes(sheet.heading_rows, sheet.heading_columns)
        page.protect("", {"format_rows": True, "format_columns": True})
        _lay_on_paper(page, sheet)
        if sheet.hidden:
            page.hide()
    book.close()
    return written.getvalue()


_LISTS = "Listes"
_GRID = "#b1b4b6"
_BOXED = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _GRID}
_AS_TEXT = {"num_format": "@"}
_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 12, **_AS_TEXT},
    Look.HEADING: {**_BOXED, "bold": True, "bg_color": "#e4ede8"},
    Look.BAND: {"bold": True, "bg_color": "#e4ede8"},
    Look.CODE: {**_BOXED, **_AS_TEXT, "bold": True},
    Look.LABEL: {**_AS_TEXT, "text_wrap": True, "valign": "top"},
    Look.HELP: {**_BOXED, **_AS_TEXT, "font_color": "#505a5f", "font_size": 9},
    Look.ANSWER: {**_BOXED, **_AS_TEXT, "locked": False, "bg_color": "#fffbe6"},
    Look.VOID: {"bg_color": "#e8e8e8", "border": 1, "border_color": _GRID},
}
_A4 = 9
_LONGEST_PROMPT = 255


def _write_lists(book: Any, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    if not lists:
        return {}
    page = book.add_worksheet(_LISTS)
    ranges = {}
    for index, (name, answers) in enumerate(lists.items()):
        column = _letters(index)
        page.write_string(0, index, name)
        for number, answer in enumerate(answers, start=1):
            page.write_string(number, index, answer)
        ranges[name] = f"={_LISTS}!${column}$2:${column}${len(answers) + 1}"
    page.protect("")
    page.hide()
    return ranges


def _letters(index: int) -> str:
    """Name a column: A to Z, then AA and on."""
    return _letters(index // 26 - 1) + _letters(index % 26) if index >= 26 else chr(65 + index)  # noqa: PLR2004


def _rule_of(cell: FormCell, ranges: Mapping[str, str], warning: str) -> dict[str, Any] | None:
    rule: dict[str, Any] = {"error_type": "warning", "error_message": warning[:_LONGEST_PROMPT]}
    if cell.offered:
        rule |= {"validate": "list", "source": ranges[cell.offered]}
    elif cell.longest:
        rule |= {"validate": "length", "criteria": "<=", "value": cell.longest}
    elif cell.prompt:
        rule |= {"validate": "any"}
    else:
        return None
    if cell.prompt:
        rule["input_message"] = cell.prompt[:_LONGEST_PROMPT]
    return rule


def _lay_on_paper(page: Any, sheet: FormSheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    if sheet.heading_rows:
        page.repeat_rows(0, sheet.heading_rows - 1)
    if sheet.footer:
        page.set_footer(f"&L{sheet.footer.replace('&', '&&')[:150]}&R&P / &N")


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
