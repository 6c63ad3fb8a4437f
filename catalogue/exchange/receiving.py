"""A file as it arrives: its sheets, how it is likely laid out, and what to say of it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.exchange.cell_marks import Marks
from catalogue.exchange.columns import Column
from catalogue.exchange.layout import Layout, hidden_columns, hidden_rows, proposed
from catalogue.exchange.models import ColumnMatching, ImportSource
from catalogue.exchange.vocabulary import ImportKind
from catalogue.exchange.workbook import Line, Sheet, read
from catalogue.messages import N_, Message

_LONGEST_NAME = 255
_NAMED_ROWS = 8  # in a sentence


@dataclass(frozen=True, slots=True)
class Received:
    """A file that could be read, and how its table is likely laid out."""

    kind: ImportKind
    file_name: str
    sha256: str
    sheets: Sequence[Sheet]  # those that the spreadsheet shows
    unseen: tuple[str, ...]  # names of those it hides
    layout: Layout

    @property
    def sheet(self) -> Sheet:
        """Give the sheet to read."""
        return self.sheets[self.layout.sheet]

    def laid_out(self, layout: Layout) -> Received:
        """Give the same file, to be read another way."""
        return replace(self, layout=layout)


def receive(
    session: Session, kind: ImportKind, content: bytes, *, file_name: str, columns: Sequence[Column]
) -> Received:
    """Read a file and propose how it is laid out, as people have said of such files before.

    Raises :class:`DomainError` on the field ``file`` for a file that cannot be read, is too large,
    or in which no heading is known.
    """
    every = read(content, file_name, in_detail=True)
    shown = [sheet for sheet in every if not sheet.hidden] or every
    remembered = {
        one.headings_key: one.places
        for one in session.scalars(sa.select(ColumnMatching).where(ColumnMatching.kind == kind))
    }
    return Received(
        kind=kind,
        file_name=file_name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=shown,
        unseen=tuple(sheet.name for sheet in every if sheet.hidden),
        layout=proposed(shown, columns, remembered.get),
    )


def notes_of(received: Received) -> list[Message]:
    """Say what was done with what a spreadsheet holds beside its values."""
    layout, sheet = received.layout, received.sheet
    marks = sheet.marks
    said: list[Message] = []
    formulas = sum(row > layout.top for row, _column in marks.formulas)
    if formulas:
        said.append(
            N_(
                "Cellules avec une formule : %(count)d. La valeur que le tableur y a enregistrée "
                "est lue ; rien n’est recalculé.",
                count=formulas,
            )
        )
    rows = hidden_rows(layout, sheet)
    if rows:
        said.append(
            N_(
                "Lignes masquées dans le tableur (%(rows)s) : lues comme les autres.",
                rows=_named(rows),
            )
            if layout.hidden_rows
            else N_(
                "Lignes masquées dans le tableur (%(rows)s) : laissées de côté.", rows=_named(rows)
            )
        )
    columns = [
        layout.headings[place]
        for place in sorted(hidden_columns(layout, sheet))
        if place in layout.places.values()
    ]
    if columns:
        said.append(
            N_(
                "Colonnes masquées dans le tableur et lues comme les autres : %(columns)s.",
                columns=_quoted(columns),
            )
        )
    merged = sorted({row for row, _column in marks.merged if row > layout.top + layout.depth - 1})
    if merged:
        said.append(
            N_(
                "Cellules fusionnées sous les titres (lignes %(rows)s) : seule la première porte "
                "la valeur, les autres sont lues comme vides.",
                rows=_named(merged),
            )
        )
    others = [one.name for one in received.sheets if one is not sheet and one.lines]
    if others:
        said.append(N_("Feuilles non lues : %(sheets)s.", sheets=_quoted(others)))
    if received.unseen and sheet.name not in received.unseen:
        said.append(
            N_("Feuilles masquées, non lues : %(sheets)s.", sheets=_quoted(received.unseen))
        )
    return said


def packed(received: Received) -> bytes:
    """Give the sheets as they are kept until the import is over."""
    told = {
        "unseen": received.unseen,
        "sheets": [
            {
                "name": sheet.name,
                "lines": [[line.number, line.cells] for line in sheet.lines],
                "marks": sheet.marks.plain(),
            }
            for sheet in received.sheets
        ],
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), level=3)


def unpacked(
    source: ImportSource,
    *,
    kind: ImportKind,
    file_name: str,
    sha256: str,
    layout: Mapping[str, object],
) -> Received:
    """Read back a file that is kept."""
    told = json.loads(zlib.decompress(source.content))
    return Received(
        kind,
        file_name,
        sha256,
        [
            Sheet(
                one["name"],
                tuple(Line(number, tuple(cells)) for number, cells in one["lines"]),
                marks=Marks.told(one["marks"]),
            )
            for one in told["sheets"]
        ],
        tuple(told["unseen"]),
        Layout.told(layout),
    )


def _named(rows: Sequence[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:_NAMED_ROWS])
    return shown if len(rows) <= _NAMED_ROWS else f"{shown}… {len(rows)} en tout"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"« {name} »" for name in names)
