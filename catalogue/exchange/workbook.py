"""Tables that people keep in Excel, LibreOffice or CSV, read into text.

The only importer of python_calamine. A spreadsheet is read by a process of its own
(``python -m catalogue.exchange.workbook``), with limits: a broken or hostile file can only end it.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import resource
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.errors import DomainError
from catalogue.exchange.cell_marks import Marks, marks_of
from catalogue.messages import N_, Message
from catalogue.spreadsheets import cell_text

logger = logging.getLogger("normes.exchange")

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 10 * MEBIBYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 32_000

SPREADSHEETS = frozenset({"xlsx", "xls", "ods"})
TEXT_FILES = frozenset({"csv", "tsv", "txt"})
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # Excel wraps a locked .xlsx this way
_DELIMITERS = (";", ",", "\t")
_LINES_TO_GUESS = 20

# A workbook unfolds; beyond these it is no honest table of ours.
MOST_UNPACKED = 300 * MEBIBYTE
HIGHEST_RATIO = 250
RATIO_FROM = 20 * MEBIBYTE
SECONDS = 30
MEMORY_BYTES = 1536 * MEBIBYTE

_IN_DETAIL = "in-detail"
# Control characters but line ends and tabs, halves of characters, and the mark of a beginning.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
FILE = "file"  # the form field that these refusals are about
LARGE = N_("Ce fichier dépasse %(size)d Mo. Importez-le en plusieurs parties.", size=10)
LOCKED = N_(
    "Ce classeur est protégé par un mot de passe. Retirez la protection dans le tableur, "
    "enregistrez, puis importez cette copie."
)
BROKEN = N_(
    "Ce fichier ne peut pas être lu : il est abîmé, ou n’est pas un classeur. Ouvrez-le dans un "
    "tableur, enregistrez-le au format .xlsx, puis importez cette copie."
)
SPREAD = N_(
    "Ce classeur occupe trop de place une fois ouvert. Supprimez les lignes et les colonnes vides "
    "ou mises en forme, ou enregistrez la feuille en CSV, puis importez cette copie."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row with something in it; ``number`` is the row number that the spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, blank rows left out; a CSV file is one sheet without a name.

    ``marks`` are filled in only for who asks (see :func:`read`).
    """

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)


def read(content: bytes, file_name: str, *, in_detail: bool = False) -> tuple[Sheet, ...]:
    """Read a table file: every cell a text, days as AAAA-MM-JJ, whole numbers without decimals.

    ``in_detail`` gives hidden sheets too, and where formulas, merged cells and hidden rows stand.
    A formula is never evaluated: what is read is the value the spreadsheet program kept. Raises
    :class:`DomainError` saying what to do with a file that is empty, locked, too large, or not
    what its name says.
    """
    ending = file_name.rpartition(".")[2].lower()
    if ending not in SPREADSHEETS | TEXT_FILES:
        raise _refusal(N_("Choisissez un fichier .xlsx, .xls, .ods ou .csv."))
    if not content.strip():
        raise _refusal(N_("Ce fichier est vide. Choisissez-en un autre."))
    if len(content) > LARGEST_FILE:
        raise _refusal(LARGE)
    if ending in TEXT_FILES:
        rows = enumerate(_text_rows(content), start=1)
        sheets: tuple[Sheet, ...] = (Sheet("", _within(rows, "")),)
    else:
        sheets = _spreadsheet(content, ending, in_detail=in_detail)
    if not any(sheet.lines for sheet in sheets):
        raise _refusal(N_("Ce fichier ne contient aucune ligne. Choisissez-en un autre."))
    return sheets


def _refusal(message: Message) -> DomainError:
    return DomainError(message, field=FILE)


def _within(rows: Iterable[tuple[int, Sequence[str]]], sheet: str) -> tuple[Line, ...]:
    """Keep the rows that say something, inside the limits."""
    lines = []
    for number, row in rows:
        if not any(row):
            continue
        cells = [tidy(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise _refusal(
                N_(
                    "Ligne %(row)d : plus de %(most)d colonnes sont remplies. Supprimez celles "
                    "qui ne sont pas dans le modèle.",
                    row=number,
                    most=MOST_COLUMNS,
                )
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise _refusal(
                N_(
                    "Ligne %(row)d : une cellule dépasse %(most)d caractères. Raccourcissez-la, "
                    "ou cherchez à cet endroit des guillemets qui ne sont pas fermés.",
                    row=number,
                    most=LONGEST_CELL,
                )
            )
        lines.append(Line(number, tuple(cells)))
        if len(lines) > MOST_ROWS:
            raise _refusal(
                N_(
                    "La feuille %(sheet)s a plus de %(most)d lignes. Importez-la en plusieurs "
                    "parties.",
                    sheet=f"« {sheet} »" if sheet else "",
                    most=MOST_ROWS,
                )
            )
    return tuple(lines)


def tidy(text: str) -> str:
    """Give a cell's text as it is kept: accents composed, trimmed, no control characters.

    The apostrophe that our own CSV files put before a formula's sign is taken off again.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _UNPRINTABLE.sub("", text)
    text = text.strip()
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def _text_rows(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    marked = re.fullmatch(r"sep=(.)\r?", first)  # Excel's own mark, which it never shows
    try:
        yield from csv.reader(
            io.StringIO(rest if marked else text, newline=""),
            delimiter=marked[1] if marked else _delimiter(text),
        )
    except csv.Error as error:
        raise _refusal(
            N_(
                "Ce fichier CSV ne peut pas être lu jusqu’au bout : cherchez des guillemets qui "
                "ne sont pas fermés, ou enregistrez-le au format .xlsx."
            )
        ) from error


def _decoded(content: bytes) -> str:
    """Read the bytes as UTF-8, with or without BOM, else as Windows wrote French for years."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refusal(
        N_(
            "Ce fichier n’est pas un texte CSV. Vérifiez que vous avez choisi le bon fichier, "
            "ou enregistrez le tableau au format .xlsx."
        )
    )


def _delimiter(text: str) -> str:
    """Tell which character parts the cells: the one that gives most rows as many, then the most.

    A comma may stand in most texts without parting them: it gives each row another number.
    """

    def alike(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if row:
                    widths.append(len(row))
                if len(widths) == _LINES_TO_GUESS:
                    break
        except csv.Error:
            return 0, 0
        common = Counter(width for width in widths if width > 1).most_common(1)
        return (common[0][1], common[0][0]) if common else (0, 0)

    return max(_DELIMITERS, key=alike)


def _spreadsheet(content: bytes, ending: str, *, in_detail: bool) -> tuple[Sheet, ...]:
    locked = content.startswith(_OLE) and _ENCRYPTED in content
    if locked:
        raise _refusal(LOCKED)
    if not content.startswith(_OLE if ending == "xls" else _ZIP):
        raise _refusal(
            N_(
                "Ce fichier n’est pas ce que son nom annonce (.%(ending)s). Vérifiez que vous "
                "avez choisi le bon fichier, ou enregistrez-le de nouveau au format .xlsx.",
                ending=ending,
            )
        )
    if ending != "xls":
        _refuse_bomb(content)
    return tuple(
        Sheet(
            one["name"],
            _within(one["rows"], one["name"]),
            hidden=one["hidden"],
            marks=Marks.told(one["marks"]),
        )
        for one in _read_apart(content, in_detail=in_detail)
        if in_detail or not one["hidden"]
    )


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _refusal(BROKEN) from error
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked / packed > HIGHEST_RATIO):
        raise _refusal(SPREAD)


def _read_apart(content: bytes, *, in_detail: bool) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "catalogue.exchange.workbook"]
    if in_detail:
        command.append(_IN_DETAIL)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal(SPREAD) from error
    if done.returncode != 0:
        logger.warning("a spreadsheet could not be read: %s", done.stderr[-2000:])
        raise _refusal(SPREAD)
    told: dict[str, Any] = json.loads(done.stdout)
    if told.get("fault") == "locked":
        raise _refusal(LOCKED)
    if "sheets" not in told:
        raise _refusal(BROKEN)
    sheets: list[dict[str, Any]] = told["sheets"]
    return sheets


def _sheets_of(content: bytes, *, in_detail: bool) -> dict[str, Any]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            kept = [
                meta
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
                and (in_detail or meta.visible == SheetVisibleEnum.Visible)
            ]
            marks = marks_of(content) if in_detail else {}
            sheets = []
            for meta in kept:
                sheet = book.get_sheet_by_name(meta.name)
                told = marks.get(meta.name, Marks())
                sheets.append(
                    {
                        "name": meta.name,
                        "hidden": meta.visible != SheetVisibleEnum.Visible,
                        "rows": list(_rows_of(sheet, told)),
                        "marks": told.with_merged(sheet.merged_cell_ranges or []).plain(),
                    }
                )
            return {"sheets": sheets}
    except PasswordError:
        return {"fault": "locked"}
    except (CalamineError, ValueError, OSError, KeyError):
        return {"fault": "broken"}


def _rows_of(sheet: Any, marks: Marks) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that say something, a formula that failed by what the spreadsheet shows."""
    failed: dict[int, dict[int, str]] = {}
    for row, column, text in marks.errors:
        failed.setdefault(row, {})[column] = text
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [cell_text(cell) for cell in row]
        for column, text in failed.get(number, {}).items():
            if column <= len(cells) and not cells[column - 1]:
                cells[column - 1] = text
        if any(cells):
            yield number, cells


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    told = _sheets_of(sys.stdin.buffer.read(), in_detail=_IN_DETAIL in sys.argv[1:])
    sys.stdout.write(json.dumps(told))
