"""A spreadsheet of a checklist read back: where it comes from, and each row by its code.

Nothing is guessed: a row whose code is not one of the checklist's is named, never attributed to
the criterion it stands beside. Rows may stand in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.errors import DomainError
from catalogue.exchange.workbook import FILE, Line, Sheet
from catalogue.folding import fold
from catalogue.messages import N_, Message
from review.offline.layout import (
    ANSWER_COLUMNS,
    CODE,
    COLUMNS,
    FACTS,
    HEADINGS,
    MATERIAL,
    QUESTION,
    VALUE,
    Item,
)
from review.offline.sheet import ASSIGNMENT, CHECKLIST, PRINT
from review.offline.words import understood, understood_material

MOST_ROWS = 120
MOST_TEXT = 300_000  # characters of a whole sheet: a complete checklist holds a tenth of it
_HEADING_WITHIN = 30
_FEWEST_HEADINGS = 3
_NAME = re.compile(r"relecture n\s*[°o]\s*([0-9]{1,9})\s*[–-]\s*grille version ([0-9]{1,4})\b")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]+)?")
_DIGITS = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sheet says it comes from; None for what it does not say.

    ``prints`` are the fingerprints of the answers when it was made, by criterion: empty when the
    sheet that holds them was lost on the way.
    """

    assignment_id: int | None = None
    checklist: int | None = None
    prints: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that says something: its number in the sheet, its code as written, its cells.

    ``faults`` are why it cannot be taken as it stands, ``notes`` what to know of it.
    """

    number: int
    code: str
    cells: Mapping[str, str]
    faults: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A whole sheet: its origin, its rows, the criteria it has no row for."""

    origin: Origin
    rows: tuple[SheetRow, ...]
    absent: tuple[str, ...]


def read_form(sheets: Sequence[Sheet], codes: Sequence[str]) -> ReadSheet:
    """Read the sheet that holds a checklist; ``codes`` are the criteria that are asked.

    Raises :class:`DomainError` on the field ``file`` when no sheet is such a checklist, when a
    column is missing, or when it holds far more than a checklist.
    """
    found = _grid(sheets)
    if found is None:
        raise DomainError(
            N_(
                "Ce fichier n’est pas une grille de relecture : ses colonnes « Code » et "
                "« Réponse » n’ont pas été trouvées. Téléchargez la grille sur cette page, "
                "remplissez-la, puis déposez-la."
            ),
            field=FILE,
        )
    sheet, index, places = found
    missing = [str(column.heading) for column in ANSWER_COLUMNS if column.key not in places]
    if missing:
        raise DomainError(
            N_(
                "Il manque dans ce fichier : %(columns)s. Remettez ces colonnes avec leurs titres, "
                "ou téléchargez la grille de nouveau.",
                columns=", ".join(f"« {one} »" for one in missing),
            ),
            field=FILE,
        )
    lines = sheet.lines[index + 1 :]
    _refuse_too_much(lines)
    known = {code.casefold(): code for code in codes}
    rows = [row for line in lines if (row := _row(line, places, known, sheet)) is not None]
    rows = _without_doubles(rows)
    written = {row.code for row in rows}
    absent = tuple(code for code in codes if code not in written)
    return ReadSheet(_origin(sheets, sheet, index), tuple(rows), absent)


def texts_in(row: SheetRow, item: Item) -> tuple[dict[str, str], tuple[Message, ...]]:
    """Read the cells of a row into the inputs of the screen, and say which cannot be read.

    An answer that is no answer of the criterion is given as it was typed, for the screen's own
    check to refuse.
    """
    faults = list(row.faults)
    names = item.asked
    texts: dict[str, str] = {}
    for key, cell in row.cells.items():
        if key not in names:
            if cell:
                faults.append(
                    N_(
                        "Colonne « %(column)s » : rien n’est demandé là pour %(code)s. Mettez ce "
                        "texte dans une case jaune de la ligne.",
                        column=HEADINGS[key],
                        code=row.code,
                    )
                )
        elif key == VALUE:
            answer = understood(item, cell)
            texts |= answer if answer is not None else {f"{row.code}_value": cell}
        elif key == MATERIAL:
            material = understood_material(cell)
            if material is None:
                faults.append(
                    N_(
                        "Colonne « %(column)s » : écrivez Oui ou Non, au lieu de « %(text)s ».",
                        column=HEADINGS[MATERIAL],
                        text=cell[:40],
                    )
                )
            texts[names[key]] = material or ""
        else:
            if key == "clause" and _DAY.fullmatch(cell):
                faults.append(
                    N_(
                        "Colonne « %(column)s » : le tableur a fait une date de ce que vous avez "
                        "écrit (%(text)s). Écrivez l’article comme un texte, par exemple « 5.2 ».",
                        column=HEADINGS[key],
                        text=cell,
                    )
                )
            texts[names[key]] = cell
    return texts, tuple(faults)


# --- Where the grid stands -----------------------------------------------------------------------


def _grid(sheets: Sequence[Sheet]) -> tuple[Sheet, int, Mapping[str, int]] | None:
    by_heading = {fold(str(column.heading)): column.key for column in COLUMNS}
    for sheet in sheets:
        if sheet.hidden:
            continue
        for index, line in enumerate(sheet.lines[:_HEADING_WITHIN]):
            places: dict[str, int] = {}
            for place, cell in enumerate(line.cells):
                key = by_heading.get(fold(cell))
                if key is not None:
                    places.setdefault(key, place)
            if len(places) >= _FEWEST_HEADINGS and CODE in places and VALUE in places:
                return sheet, index, places
    return None


def _origin(sheets: Sequence[Sheet], grid: Sheet, index: int) -> Origin:
    facts: dict[str, str] = {}
    for sheet in sheets:
        if sheet.name == FACTS:
            facts = {line.cells[0]: line.cells[1] for line in sheet.lines if len(line.cells) > 1}
    assignment, checklist = _number(facts.get(ASSIGNMENT)), _number(facts.get(CHECKLIST))
    if assignment is not None:
        prints = {
            name.removeprefix(PRINT): int(text)
            for name, text in facts.items()
            if name.startswith(PRINT) and _DIGITS.fullmatch(text)
        }
        return Origin(assignment, checklist, prints)
    for line in grid.lines[:index]:
        found = _NAME.search(fold(" ".join(line.cells)))
        if found is not None:
            return Origin(int(found[1]), int(found[2]))
    return Origin()


def _number(text: str | None) -> int | None:
    return int(text) if text and _DIGITS.fullmatch(text) else None


# --- Its rows ------------------------------------------------------------------------------------


def _row(
    line: Line, places: Mapping[str, int], known: Mapping[str, str], sheet: Sheet
) -> SheetRow | None:
    def cell(key: str) -> str:
        place = places[key]
        return line.cells[place] if place < len(line.cells) else ""

    written = cell(CODE)
    cells = {column.key: cell(column.key) for column in ANSWER_COLUMNS}
    if not written and not any(cells.values()):
        return None  # a title between two parts of the checklist
    code = known.get(written.casefold(), written)
    faults = tuple(_marked(line.number, places, sheet))
    notes = (
        (N_("Cette ligne était masquée dans le tableur : elle est lue comme les autres."),)
        if line.number in sheet.marks.hidden_rows
        else ()
    )
    question = cell(QUESTION) if QUESTION in places else ""
    return SheetRow(line.number, code, cells, faults, notes, question)


def _marked(number: int, places: Mapping[str, int], sheet: Sheet) -> Iterable[Message]:
    for key in (CODE, *(column.key for column in ANSWER_COLUMNS)):
        at = (number, places[key] + 1)
        if at in sheet.marks.formulas:
            yield N_(
                "Colonne « %(column)s » : cette case contient une formule, qui n’est pas lue. "
                "Écrivez la réponse elle-même, ou collez-la comme valeur.",
                column=HEADINGS[key],
            )
        if at in sheet.marks.merged:
            yield N_(
                "Colonne « %(column)s » : cette case est fusionnée avec une autre. Défusionnez-la "
                "et écrivez chaque réponse sur sa ligne.",
                column=HEADINGS[key],
            )


def _without_doubles(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Refuse every row of a code that stands twice: which one counts is not ours to say."""
    times = Counter(row.code for row in rows if row.code)
    where = {
        code: ", ".join(str(row.number) for row in rows if row.code == code)
        for code, count in times.items()
        if count > 1
    }
    return [
        SheetRow(
            row.number,
            row.code,
            row.cells,
            (
                *row.faults,
                N_(
                    "Le code %(code)s est écrit sur plusieurs lignes (%(rows)s). Gardez-en une.",
                    code=row.code,
                    rows=where[row.code],
                ),
            ),
            row.notes,
        )
        if row.code in where
        else row
        for row in rows
    ]


def _refuse_too_much(lines: Sequence[Line]) -> None:
    if len(lines) > MOST_ROWS:
        raise DomainError(
            N_(
                "Ce fichier a %(count)d lignes remplies ; une grille en a moins de %(most)d. "
                "Vérifiez que c’est le bon fichier.",
                count=len(lines),
                most=MOST_ROWS,
            ),
            field=FILE,
        )
    if sum(len(cell) for line in lines for cell in line.cells) > MOST_TEXT:
        raise DomainError(
            N_(
                "Ce fichier contient trop de texte pour une grille. Raccourcissez ce qui est "
                "collé dans ses cases (%(most)d caractères en tout au plus).",
                most=MOST_TEXT,
            ),
            field=FILE,
        )
