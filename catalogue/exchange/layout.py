"""How a table is laid out: on which sheet, under which heading rows, which column is what."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.errors import DomainError
from catalogue.exchange.cells import wording
from catalogue.exchange.columns import BEYOND, HEADING_WITHIN, Column
from catalogue.exchange.headings import Names, matched, missing
from catalogue.exchange.workbook import FILE, Line, Sheet
from catalogue.messages import N_

FEWEST_HEADINGS = 2
_ALSO_LIKELY = 0.6  # of the columns found on the best sheet: another one may be meant
DEEPEST = 2  # heading rows


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read, as a person sees and corrects it.

    ``sheet`` counts the sheets shown, from 0; ``top`` is the row number of the first heading row
    and ``depth`` how many there are; ``places`` gives the place of each column found, from 0.
    ``doubtful`` are the places of which a person should make sure, ``also`` other sheets that may
    be meant.
    """

    sheet: int
    top: int
    depth: int
    headings: tuple[str, ...]
    places: Mapping[str, int]
    doubtful: frozenset[int] = frozenset()
    also: tuple[int, ...] = ()
    hidden_rows: bool = True
    remembered: bool = False

    def plain(self) -> dict[str, Any]:
        """Give the layout as JSON keeps it."""
        return {
            "sheet": self.sheet,
            "top": self.top,
            "depth": self.depth,
            "headings": list(self.headings),
            "places": dict(self.places),
            "doubtful": sorted(self.doubtful),
            "also": list(self.also),
            "hidden_rows": self.hidden_rows,
            "remembered": self.remembered,
        }

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> Layout:
        """Read back what :meth:`plain` wrote."""
        return cls(
            plain["sheet"],
            plain["top"],
            plain["depth"],
            tuple(plain["headings"]),
            plain["places"],
            frozenset(plain["doubtful"]),
            tuple(plain["also"]),
            hidden_rows=plain["hidden_rows"],
            remembered=plain["remembered"],
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet read by its layout: the rows below the headings, by column code."""

    layout: Layout
    rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def unread(self) -> tuple[str, ...]:
        """Give the headings that no column answers to, but for those of our own files."""
        known = set(self.layout.places.values())
        return tuple(
            heading
            for place, heading in enumerate(self.layout.headings)
            if place not in known and heading and place in self.layout.doubtful
        )


Remembered = Callable[[str], Mapping[str, int] | None]


def _none(_key: str) -> None:
    return None


def headings_key(headings: Sequence[str]) -> str:
    """Give the SHA-256 by which a file with the same headings is known again."""
    folded = "\n".join(wording(one) for one in headings)
    return hashlib.sha256(folded.encode()).hexdigest()


def proposed(
    sheets: Sequence[Sheet],
    columns: Sequence[Column],
    remembered: Remembered | None = None,
) -> Layout:
    """Propose how to read a file: titles above allowed, one heading row or two.

    ``remembered`` gives what people have said of files with the same headings. Raises
    :class:`DomainError` on the field ``file`` when no row of any sheet has a known heading.
    """
    names = Names(columns)
    best: dict[int, tuple[int, Layout]] = {}
    for index, sheet in enumerate(sheets):
        for layout in _layouts(index, sheet, names, remembered or _none):
            score = len(columns) + len(layout.places) if layout.remembered else len(layout.places)
            if score and (index not in best or score > best[index][0]):
                best[index] = score, layout
    if not best:
        raise DomainError(
            N_(
                "Aucune ligne de titres de colonnes n’a été reconnue. Partez du modèle à "
                "télécharger, ou reprenez ses titres : %(headings)s.",
                headings=", ".join(f"« {c.heading} »" for c in columns if c.obligatory),
            ),
            field=FILE,
        )
    most, chosen = max(best.values(), key=lambda one: (one[0], -one[1].sheet))
    also = tuple(
        index
        for index, (score, _layout) in sorted(best.items())
        if index != chosen.sheet and score >= max(FEWEST_HEADINGS, most * _ALSO_LIKELY)
    )
    if not chosen.remembered:
        line = next(one for one in sheets[chosen.sheet].lines if one.number == chosen.top)
        chosen = _layout(chosen.sheet, sheets[chosen.sheet], line, chosen.depth, names, nearly=True)
    return _with(chosen, also=also)


def laid_at(
    sheets: Sequence[Sheet], columns: Sequence[Column], *, sheet: int, top: int, depth: int
) -> Layout:
    """Propose how to read a sheet whose heading rows a person has pointed out."""
    lines = {line.number: line for line in sheets[sheet].lines}
    if top not in lines:
        raise DomainError(
            N_("La ligne %(row)d est vide : donnez le numéro de la ligne des titres.", row=top),
            field="top",
        )
    return _layout(sheet, sheets[sheet], lines[top], depth, Names(columns), nearly=True)


def certain(layout: Layout, sheets: Sequence[Sheet], columns: Sequence[Column]) -> bool:
    """Tell whether a file can be verified without anybody looking at its columns first."""
    sheet = sheets[layout.sheet]
    if layout.also or missing(columns, layout.places) or _hidden(layout, sheet):
        return False
    return layout.remembered or (not layout.doubtful and len(layout.places) >= FEWEST_HEADINGS)


def lay(layout: Layout, sheets: Sequence[Sheet], columns: Sequence[Column]) -> Laid:
    """Read the rows of a file by its layout.

    Raises :class:`DomainError` when an obligatory column is missing or nothing stands below.
    """
    absent = missing(columns, layout.places)
    if absent:
        raise DomainError(
            N_(
                "Il manque dans le fichier : %(headings)s. Ajoutez ces colonnes, avec ces titres.",
                headings=", ".join(f"« {one.heading} »" for one in absent),
            ),
            field=FILE,
        )
    sheet = sheets[layout.sheet]
    left = frozenset() if layout.hidden_rows else sheet.marks.hidden_rows
    last = _last_heading(layout, sheet)
    below = [line for line in sheet.lines if line.number > last and line.number not in left]
    if not below:
        raise DomainError(
            N_("Le fichier n’a que sa ligne de titres. Ajoutez au moins une ligne dessous."),
            field=FILE,
        )
    return Laid(layout, {line.number: _raw(line, layout) for line in below})


def repeated(layout: Layout, columns: Sequence[Column]) -> list[Column]:
    """Give the columns that two headings mean."""
    names = Names(columns)
    seen: dict[str, int] = {}
    for heading in layout.headings:
        if guess := names.guess(heading, nearly=False):
            seen[guess.code] = seen.get(guess.code, 0) + 1
    return [column for column in columns if seen.get(column.code, 0) > 1]


def hidden_columns(layout: Layout, sheet: Sheet) -> frozenset[int]:
    """Give the places of the columns that the spreadsheet hides and that say something."""
    return frozenset(
        place
        for place, heading in enumerate(layout.headings)
        if heading and place + 1 in sheet.marks.hidden_columns
    )


def hidden_rows(layout: Layout, sheet: Sheet) -> tuple[int, ...]:
    """Give the rows below the headings that the spreadsheet hides and that say something."""
    last = _last_heading(layout, sheet)
    return tuple(
        line.number
        for line in sheet.lines
        if line.number > last and line.number in sheet.marks.hidden_rows
    )


def samples(layout: Layout, sheet: Sheet, place: int, *, most: int = 3) -> tuple[str, ...]:
    """Give the first different texts that stand in a column, for a person to recognise it."""
    found: dict[str, None] = {}
    last = _last_heading(layout, sheet)
    for line in sheet.lines:
        if line.number <= last or place >= len(line.cells):
            continue
        if line.cells[place]:
            found.setdefault(line.cells[place])
        if len(found) == most:
            break
    return tuple(found)


def _hidden(layout: Layout, sheet: Sheet) -> bool:
    return bool(hidden_rows(layout, sheet) or hidden_columns(layout, sheet))


def _layouts(index: int, sheet: Sheet, names: Names, remembered: Remembered) -> Iterator[Layout]:
    """Give the likely layouts of one sheet: each row as headings, or with the row below it.

    Two rows are taken together only where that tells more than either alone.
    """
    alone: dict[int, int] = {}
    lines = sheet.lines[:HEADING_WITHIN]
    for line in lines:
        layout = _layout(index, sheet, line, 1, names, remembered=remembered)
        alone[line.number] = len(layout.places)
        yield layout
    for line, below in itertools.pairwise(lines):
        if below.number - line.number > 1:
            continue
        together = _layout(index, sheet, line, DEEPEST, names, remembered=remembered)
        found = len(together.places)
        if together.remembered or found > max(alone[line.number], alone[below.number]):
            yield together


def _layout(
    index: int,
    sheet: Sheet,
    line: Line,
    depth: int,
    names: Names,
    *,
    remembered: Remembered = _none,
    nearly: bool = False,
) -> Layout:
    writings = list(_writings(sheet, line, depth))
    headings = tuple(one[0] for one in writings)
    places, doubtful = matched(names, writings, nearly=nearly)
    known = remembered(headings_key(headings))
    if known is not None:
        places = {code: place for code, place in known.items() if place < len(headings)}
    return Layout(
        index,
        line.number,
        depth,
        headings,
        places,
        frozenset(doubtful),
        remembered=known is not None,
    )


def _writings(sheet: Sheet, line: Line, depth: int) -> Iterator[tuple[str, ...]]:
    """Give for each place the heading, then the other writings it may be known by."""
    if depth == 1:
        yield from ((cell,) for cell in line.cells)
        return
    below = next((one for one in sheet.lines if one.number == line.number + 1), None)
    lower = below.cells if below is not None else ()
    over = ""
    for place in range(max(len(line.cells), len(lower))):
        above = line.cells[place] if place < len(line.cells) else ""
        under = lower[place] if place < len(lower) else ""
        if above:
            over = above
        elif not _spans(sheet, line.number, place):
            over = ""
        both = f"{over} {under}".strip() if under and over != under else under or over
        yield (both, under, above) if under else (both,)


def _spans(sheet: Sheet, row: int, place: int) -> bool:
    """Tell whether a heading goes on to the right: it does where cells are merged.

    A file that cannot say so (CSV) is taken to mean it.
    """
    return not sheet.marks.merged or (row, place + 1) in sheet.marks.merged


def _last_heading(layout: Layout, sheet: Sheet) -> int:
    below = (line.number for line in sheet.lines if line.number >= layout.top)
    return max(itertools.islice(below, layout.depth), default=layout.top)


def _raw(line: Line, layout: Layout) -> dict[str, str]:
    """Give one row by column code; a column of the file that is blank there gives «».

    What stands beyond the last heading is given under :data:`BEYOND`: it may mean that the whole
    row has shifted.
    """
    cells = {
        code: line.cells[place] if place < len(line.cells) else ""
        for code, place in layout.places.items()
    }
    beyond = " ; ".join(cell for cell in line.cells[len(layout.headings) :] if cell)
    return {**cells, BEYOND: beyond} if beyond else cells


def _with(layout: Layout, *, also: tuple[int, ...]) -> Layout:
    return Layout.told(layout.plain() | {"also": list(also)})
