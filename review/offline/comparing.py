"""What applying a row would do: the file, what is recorded now, and what was when it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from review.answers.marker import FilledChecklist
from review.offline.layout import Item, items_of, print_of, same, texts_of
from review.offline.vocabulary import RowVerdict

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row as it is kept: its cells as they came, then either its texts or its problems.

    ``texts`` are answers by the inputs of the screen; sentences are in French.
    """

    number: int
    code: str
    cells: Texts
    texts: Texts = field(default_factory=dict)
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()

    def plain(self) -> dict[str, Any]:
        """Give the row as it is stored."""
        return {
            "number": self.number,
            "code": self.code,
            "cells": dict(self.cells),
            "texts": dict(self.texts),
            "problems": list(self.problems),
            "notes": list(self.notes),
        }

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> StagedRow:
        """Read a stored row."""
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row beside what is recorded: ``before`` is recorded now, ``row.texts`` is the file's."""

    row: StagedRow
    verdict: RowVerdict
    before: Texts

    @property
    def differing(self) -> tuple[str, ...]:
        """Name the inputs whose texts differ, in the order of the row."""
        return tuple(
            name
            for name, text in self.row.texts.items()
            if not same({name: text}, {name: self.before.get(name, "")})
        )

    @property
    def erases(self) -> bool:
        """Tell whether the file leaves blank what is recorded."""
        return any(self.before.get(name) and not self.row.texts[name] for name in self.differing)


def preview(
    rows: Iterable[StagedRow], filled: FilledChecklist, prints: Mapping[str, int]
) -> tuple[RowPreview, ...]:
    """Say what each row would do to the answers recorded now.

    ``prints`` are the fingerprints of the answers when the file was made. An answer that changed on
    the screen since is never overwritten: untouched in the file it stays (NEWER), changed in both
    it is to be chosen (CONFLICT). Without fingerprints any difference with a recorded answer is to
    be chosen, and a blank row erases nothing.
    """
    items = items_of(filled.criteria)
    return tuple(_one(row, items.get(row.code), filled, prints) for row in rows)


def _one(
    row: StagedRow, item: Item | None, filled: FilledChecklist, prints: Mapping[str, int]
) -> RowPreview:
    if row.problems or item is None:
        return RowPreview(row, RowVerdict.REFUSED, {})
    before = texts_of(filled, item)
    made = prints.get(row.code)
    if same(row.texts, before):
        verdict = RowVerdict.UNCHANGED
    elif made is not None and print_of(row.texts) == made:
        verdict = RowVerdict.NEWER
    elif made is not None:
        verdict = RowVerdict.CHANGED if print_of(before) == made else RowVerdict.CONFLICT
    elif not any(before.values()):
        verdict = RowVerdict.CHANGED
    else:
        verdict = RowVerdict.CONFLICT if any(row.texts.values()) else RowVerdict.NEWER
    return RowPreview(row, verdict, before)
