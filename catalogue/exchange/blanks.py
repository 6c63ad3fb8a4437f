"""The empty files to start from: headings as an import reads them, and what each column is for."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.exchange.columns import Column
from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS, ImportKind
from catalogue.messages import N_, Message
from catalogue.spreadsheets import Table, TableColumn, write_workbook

EXPLANATIONS = N_("Explications")
EXPLAINED: tuple[tuple[Message, int], ...] = (
    (N_("Colonne"), 28),
    (N_("Obligatoire"), 14),
    (N_("Ce qu’on y écrit"), 70),
    (N_("Réponses possibles"), 60),
    (N_("Exemple"), 40),
)


def headings(columns: Iterable[Column]) -> list[str]:
    """Give the headings of a file to fill in, in order."""
    return [str(column.heading) for column in columns]


def explanations(columns: Iterable[Column]) -> list[list[str]]:
    """Say of each column what it is for, as the second sheet and the guide do."""
    return [
        [
            str(column.heading),
            str(N_("oui") if column.obligatory else N_("non")),
            str(column.help),
            " ; ".join(str(label) for label in (column.labels or {}).values()),
            column.example,
        ]
        for column in columns
    ]


def blank_workbook(kind: ImportKind, columns: Iterable[Column]) -> bytes:
    """Give an .xlsx with an empty table and a sheet of explanations.

    Every cell is text, so that a spreadsheet leaves 60.60 and 03.100 as they are typed.
    """
    columns = tuple(columns)
    table = Table(
        str(IMPORT_KIND_LABELS[kind]),
        [
            TableColumn(
                str(column.heading),
                column.width,
                tuple(str(label) for label in (column.labels or {}).values()),
            )
            for column in columns
        ],
        [],
    )
    explained = Table(
        str(EXPLANATIONS),
        [TableColumn(str(heading), width) for heading, width in EXPLAINED],
        explanations(columns),
        wrapped=True,
    )
    return write_workbook([table, explained])
