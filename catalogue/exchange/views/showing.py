"""The rows of a preview in words, and the colours of states and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from catalogue.exchange.columns import Column
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.vocabulary import (
    BATCH_STATE_LABELS,
    VERDICT_LABELS,
    BatchState,
    ImportKind,
    Verdict,
)
from catalogue.i18n import say

STATE_COLOURS = {
    BatchState.MATCHING: "ochre",
    BatchState.READING: "blue",
    BatchState.STAGED: "ochre",
    BatchState.APPLYING: "blue",
    BatchState.UNDOING: "blue",
    BatchState.APPLIED: "green",
    BatchState.UNDONE: "grey",
    BatchState.DISCARDED: "grey",
}
VERDICT_COLOURS = {
    Verdict.NEW: "green",
    Verdict.CHANGED: "blue",
    Verdict.UNCHANGED: "grey",
    Verdict.REFUSED: "red",
    Verdict.UNDECIDED: "ochre",
}
# Where a record of each kind is read: endpoint and the name of its number there.
PAGES = {
    ImportKind.REFERENCE: ("reference_list.entry", "entry_id"),
    ImportKind.STANDARDS: ("records.edition", "edition_id"),
    ImportKind.PROGRAMME: ("work_programme.item", "item_id"),
    ImportKind.MANDATES: ("committees.mandate", "mandate_id"),
}
NAMED_BY = ("reference", "number", "title_fr", "title_en", "family_name")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a row, in words: what it was, what it becomes."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of a preview, in words."""

    row: ImportRow
    name: str
    changes: tuple[Change, ...]
    cells: tuple[tuple[str, str], ...]  # heading and text, of a refused row
    href: str | None  # the record's own page, once it is written


def shown(row: ImportRow, found: ImportBatch, columns: tuple[Column, ...]) -> RowShown:
    """Put one row in words."""
    said = [row.raw[code] for code in NAMED_BY if row.raw.get(code)]
    cells = (
        tuple(
            (say(column.heading), row.raw[column.code])
            for column in columns
            if row.raw.get(column.code)
        )
        if row.verdict is Verdict.REFUSED
        else ()
    )
    changes = tuple(
        Change(
            say(column.heading),
            say(column.shown(row.changes[column.code][0])),
            say(column.shown(row.changes[column.code][1])),
        )
        for column in columns
        if column.code in row.changes
    )
    return RowShown(row, " – ".join(said[:2]), changes, cells, _address(row, found))


def _address(row: ImportRow, found: ImportBatch) -> str | None:
    """Give the page of the record a row is about, as long as the record exists."""
    removed = (
        found.state is BatchState.UNDONE and row.verdict is Verdict.NEW and not row.kept_reason
    )
    if row.subject_id is None or removed:
        return None
    endpoint, argument = PAGES[found.kind]
    values: dict[str, Any] = {argument: row.subject_id}
    return url_for(endpoint, **values)


def labels() -> dict[str, object]:
    """Give the words and colours of states and verdicts, for the templates."""
    return {
        "states": BATCH_STATE_LABELS,
        "state_colours": STATE_COLOURS,
        "verdicts": VERDICT_LABELS,
        "verdict_colours": VERDICT_COLOURS,
    }
