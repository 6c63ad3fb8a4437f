"""CSV as French spreadsheets open it: UTF-8 with BOM, semicolons, JJ/MM/AAAA, no live formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from flask import Response, stream_with_context
from flask_babel import gettext as _

BOM = "\ufeff"
DELIMITER = ";"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DECIMALS = 6

Cell = object


def french_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Write a table line by line; the first piece carries the BOM and the headings."""
    yield BOM + _line(headings)
    for row in rows:
        yield _line(row)


def cell_text(value: Cell) -> str:
    """Write one value as a French spreadsheet reads it (programme_process §6).

    Days are JJ/MM/AAAA, decimals take a comma, nothing is an empty cell. A text that a
    spreadsheet would run as a formula is kept as text by an apostrophe; numbers are left alone.
    """
    match value:
        case None:
            written = ""
        case bool():
            written = str(_("oui") if value else _("non"))
        case datetime():
            written = f"{value:%d/%m/%Y %H:%M}"
        case date():
            written = f"{value:%d/%m/%Y}"
        case int():
            written = str(value)
        case float() | Fraction() | Decimal():
            digits = f"{float(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
            written = digits.replace(".", ",")
        case _:
            written = guarded(str(value))
    return written


def guarded(text: str) -> str:
    """Keep a text from being run as a formula by whoever opens the file."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_response(
    file_name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Response:
    """Send a table as a file to keep; ``rows`` may be read from the database while it is sent."""
    return Response(
        stream_with_context(french_csv(headings, rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _line(cells: Sequence[Cell]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n").writerow(
        [cell_text(cell) for cell in cells]
    )
    return written.getvalue()
