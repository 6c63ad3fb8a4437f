"""A small table found in a spreadsheet: its headings, what each means, its rows. Pure.

A heading is found as the imports of the catalogue find theirs (:mod:`catalogue.exchange.headings`);
signs count as the words they stand for, so that «♀» is women and «% femmes» is no count of them.
What is not sure is asked of the person who brings the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from catalogue.errors import DomainError, Invalid
from catalogue.exchange.columns import Column
from catalogue.exchange.headings import Names, matched, missing
from catalogue.exchange.workbook import FILE, Sheet
from catalogue.messages import N_, Message
from review.brought_files.vocabulary import MOST_ROWS

_ROWS_ABOVE = 20
_LONGEST_CELL = 4000
_EXAMPLE = 60
_SIGNS = {"♀": " femmes ", "♂": " hommes ", "%": " pourcentage "}

# Tells which places a person should make sure of, by the headings and the places found.
Doubt = Callable[[Sequence[str], Mapping[str, int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows under the headings of a sheet; ``places`` says which column each fact is in.

    ``asked`` are the places a person must tell before the rows are read.
    """

    headings: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    places: Mapping[str, int]
    asked: tuple[int, ...] = ()

    @property
    def aside(self) -> list[str]:
        """Give the headings that are not read."""
        known = set(self.places.values())
        return [text for place, text in enumerate(self.headings) if text and place not in known]

    @property
    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """Give each row by its number in the file: what it says of each fact, as written."""
        return [
            (number, {code: _cell(cells, place) for code, place in self.places.items()})
            for number, cells in self.lines
        ]

    def example(self, place: int) -> str:
        """Give the first thing written in a column, for who must tell what it holds."""
        written = (_cell(cells, place) for _number, cells in self.lines)
        return next(filter(None, written), "")[:_EXAMPLE]

    def as_plain(self) -> dict[str, Any]:
        """Give it as it waits in the database."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Laid:
        """Take it back."""
        return cls(
            tuple(plain["headings"]),
            tuple((number, tuple(cells)) for number, cells in plain["lines"]),
            plain["places"],
            tuple(plain["asked"]),
        )


def under_headings(
    sheets: Sequence[Sheet], names: Names, *, any_of: Iterable[str], nearly: bool = False
) -> tuple[Laid, frozenset[int]] | None:
    """Find the first row that is headings: one that names a column of ``any_of``.

    Gives the rows beneath and the places that are doubtful, None when no row is headings;
    ``nearly`` looks for mistyped headings too.
    """
    wanted = frozenset(any_of)
    for sheet in sheets:
        for index, line in enumerate(sheet.lines[:_ROWS_ABOVE]):
            places, doubtful = matched(
                names, [_writings(text) for text in line.cells], nearly=nearly
            )
            if wanted.isdisjoint(places):
                continue
            lines = tuple(
                (one.number, tuple(cell[:_LONGEST_CELL] for cell in one.cells))
                for one in sheet.lines[index + 1 :]
            )
            return Laid(line.cells, lines, places), frozenset(doubtful)
    return None


def lay_out(
    sheets: Sequence[Sheet], columns: Sequence[Column], *, any_of: Iterable[str], doubt: Doubt
) -> Laid:
    """Lay out the table of a file. Raises :class:`DomainError` when no heading is known."""
    found = under_headings(sheets, Names(columns), any_of=any_of, nearly=True)
    if found is None:
        raise DomainError(
            N_(
                "Aucune colonne n’est reconnue. Donnez un titre à chaque colonne, comme dans le "
                "modèle à télécharger."
            ),
            field=FILE,
        )
    laid, doubtful = found
    _refuse_size(len(laid.lines))
    taken = set(laid.places.values())
    unsure = {place for place in doubtful if place in taken}
    unsure |= set(doubt(laid.headings, laid.places))
    if missing(columns, laid.places):
        every = range(len(laid.headings))
        unsure |= {place for place in every if laid.headings[place] and place not in taken}
        unsure = unsure or set(every)
    return Laid(laid.headings, laid.lines, laid.places, tuple(sorted(unsure)))


def told(laid: Laid, answers: Mapping[int, str], columns: Sequence[Column]) -> Laid:
    """Give the table with the columns a person told. Raises :class:`Invalid` beside ``col3``."""
    places: dict[str, int] = {}
    problems: dict[str, Message] = {}
    for place, code in sorted(answers.items()):
        if code and code in places:
            problems[f"col{place}"] = N_("Une autre colonne est déjà dite ainsi : choisissez.")
        elif code:
            places[code] = place
    lacking = missing(columns, places)
    if lacking and not problems:
        first = min(answers, default=0)
        problems[f"col{first}"] = N_(
            "Il manque une colonne : « %(names)s ». Dites laquelle c’est, ou ajoutez-la au "
            "fichier.",
            names=" », « ".join(str(one.heading) for one in lacking),
        )
    if problems:
        raise Invalid(N_("Dites ce que contient chaque colonne."), problems)
    return Laid(laid.headings, laid.lines, places)


def _writings(text: str) -> tuple[str, ...]:
    spelled = text
    for sign, word in _SIGNS.items():
        spelled = spelled.replace(sign, word)
    # «% femmes» must never be read «femmes».
    return (spelled,) if "%" in text else (spelled, text)


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _refuse_size(number: int) -> None:
    if not number:
        raise DomainError(N_("Rien n’est écrit sous les titres des colonnes."), field=FILE)
    if number > MOST_ROWS:
        raise DomainError(
            N_("Un fichier a au plus %(most)d lignes : faites-en plusieurs.", most=MOST_ROWS),
            field=FILE,
        )
