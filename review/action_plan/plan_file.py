"""A plan brought in a spreadsheet: which sheet, which columns, which rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from catalogue.errors import DomainError
from catalogue.exchange.headings import matched, missing
from catalogue.exchange.workbook import FILE, Sheet
from catalogue.messages import N_
from review.action_plan.plan_columns import NAMES, PLAN_COLUMNS

MOST_ROWS = 500
_ROWS_ABOVE = 20
_ENOUGH_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file: the number the spreadsheet shows, and its texts by column."""

    number: int
    cells: Mapping[str, str]

    def as_plain(self) -> dict[str, Any]:
        """Give the row as it waits in the database."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> FileRow:
        """Take the row back."""
        return cls(**plain)


def rows_of_file(sheets: Sequence[Sheet]) -> tuple[tuple[FileRow, ...], tuple[str, ...]]:
    """Give the rows of the first sheet with our headings, and what is left aside.

    Raises :class:`DomainError` on the file when no sheet has them, a needed column is missing,
    nothing is written under them, or there are too many rows.
    """
    for sheet in sheets:
        for index, line in enumerate(sheet.lines[:_ROWS_ABOVE]):
            places, _doubtful = matched(NAMES, [(text,) for text in line.cells])
            if len(places) < _ENOUGH_HEADINGS:
                continue
            _refuse_missing(places)
            rows = tuple(_rows(sheet, index + 1, places))
            _refuse_size(rows)
            known = set(places.values())
            aside = [t for place, t in enumerate(line.cells) if t and place not in known]
            others = [f"feuille « {one.name} »" for one in sheets if one is not sheet and one.lines]
            return rows, (*aside, *others)
    raise DomainError(
        N_(
            "Aucun titre de colonne n’est reconnu. Partez du modèle à télécharger : il porte les "
            "colonnes « Résultat », « Code », « Activité ou objectif » et les autres."
        ),
        field=FILE,
    )


def _refuse_missing(places: Mapping[str, int]) -> None:
    absent = missing(PLAN_COLUMNS, places)
    if absent:
        raise DomainError(
            N_(
                "Il manque ces colonnes : %(names)s. Ajoutez-les, comme dans le modèle à "
                "télécharger.",
                names=", ".join(f"« {one.heading} »" for one in absent),
            ),
            field=FILE,
        )


def _rows(sheet: Sheet, start: int, places: Mapping[str, int]) -> Iterable[FileRow]:
    for line in sheet.lines[start:]:
        cells = {
            code: line.cells[place]
            for code, place in places.items()
            if place < len(line.cells) and line.cells[place]
        }
        if cells:
            yield FileRow(line.number, cells)


def _refuse_size(rows: Sequence[FileRow]) -> None:
    if not rows:
        raise DomainError(N_("Aucune ligne n’est écrite sous les titres des colonnes."), field=FILE)
    if len(rows) > MOST_ROWS:
        raise DomainError(
            N_("Un plan a au plus %(most)d lignes et objectifs.", most=MOST_ROWS), field=FILE
        )
