"""Columns of an import: what each is called, how its cells are read, how its heading is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from catalogue.errors import DomainError
from catalogue.exchange.cells import Reader, canonical, plain_text, wording
from catalogue.exchange.workbook import FILE, Line, Sheet
from catalogue.messages import N_, Message

LINE_LENGTH = 200
TEXT_LENGTH = 4000
HEADING_WITHIN = 30
FEWEST_HEADINGS = 2
BEYOND = "beyond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one kind of file.

    ``code`` names the fact in the database; ``also`` other headings people write; ``labels`` the
    words of a closed list; ``example`` what stands in the template to download.
    """

    code: str
    heading: Message
    english: str
    help: Message
    read: Reader = plain_text
    obligatory: bool = False
    longest: int = LINE_LENGTH
    also: tuple[str, ...] = ()
    labels: Mapping[Any, Message] | None = None
    example: str = ""
    width: int = 18

    def headings(self) -> Iterable[str]:
        """Give every heading this column is known by, as headings are compared."""
        for heading in (self.code, str(self.heading), self.english, *self.also):
            yield wording(heading)

    def shown(self, text: str) -> Message | str:
        """Give a canonical text of this column as a person reads it."""
        if not text:
            return ""
        if self.labels is not None:
            for member, label in self.labels.items():
                if text == member.value:
                    return label
        try:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        except ValueError:
            return text


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet whose heading row is found: the rows below it, and the headings nobody knows."""

    columns: Mapping[str, int]
    lines: Sequence[Line]
    unknown: tuple[str, ...]
    width: int

    def raw(self, line: Line) -> dict[str, str]:
        """Give one row by column code; a column of the file that is blank there gives «».

        What stands beyond the last heading is given under :data:`BEYOND`: it may mean that the
        whole row has shifted.
        """
        cells = {
            code: line.cells[index] if index < len(line.cells) else ""
            for code, index in self.columns.items()
        }
        beyond = " ; ".join(cell for cell in line.cells[self.width :] if cell)
        return {**cells, BEYOND: beyond} if beyond else cells


def find_headings(sheets: Iterable[Sheet], columns: Sequence[Column]) -> Headed:
    """Find the heading row, titles above it allowed, on the first sheet that has one.

    Raises :class:`DomainError` when no sheet has one, when an obligatory column is missing, or
    when two columns of the file answer to the same heading.
    """
    by_heading = {heading: column for column in columns for heading in column.headings()}
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for index, line in enumerate(sheet.lines[:HEADING_WITHIN]):
            known = sum(_heading(cell) in by_heading for cell in line.cells)
            if known >= FEWEST_HEADINGS and (best is None or known > best[0]):
                best = (known, sheet, index)
        if best is not None:
            break
    if best is None:
        raise DomainError(
            N_(
                "Aucune ligne de titres de colonnes n’a été reconnue. Partez du modèle à "
                "télécharger, ou reprenez ses titres : %(headings)s.",
                headings=", ".join(f"« {c.heading} »" for c in columns if c.obligatory),
            ),
            field=FILE,
        )
    _known, sheet, index = best
    return _headed(sheet.lines[index], sheet.lines[index + 1 :], columns, by_heading)


def _headed(
    heading: Line,
    below: Sequence[Line],
    columns: Sequence[Column],
    by_heading: Mapping[str, Column],
) -> Headed:
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(heading.cells):
        column = by_heading.get(_heading(cell))
        if column is None:
            if cell:
                unknown.append(cell)
        elif column.code in places:
            raise DomainError(
                N_(
                    "Deux colonnes du fichier sont « %(column)s ». Supprimez-en une ou changez "
                    "son titre.",
                    column=column.heading,
                ),
                field=FILE,
            )
        else:
            places[column.code] = place
    missing = [c.heading for c in columns if c.obligatory and c.code not in places]
    if missing:
        raise DomainError(
            N_(
                "Il manque dans le fichier : %(headings)s. Ajoutez ces colonnes, avec ces titres.",
                headings=", ".join(f"« {one} »" for one in missing),
            ),
            field=FILE,
        )
    if not below:
        raise DomainError(
            N_("Le fichier n’a que sa ligne de titres. Ajoutez au moins une ligne dessous."),
            field=FILE,
        )
    return Headed(places, below, tuple(unknown), len(heading.cells))


def _heading(cell: str) -> str:
    return wording(cell.rstrip("* "))


def shown_value(column: Column, value: Any) -> Message | str:
    """Give a value as a person reads it in the preview."""
    if isinstance(value, Enum) and column.labels is not None:
        return column.labels[value]
    return column.shown(canonical(value))
