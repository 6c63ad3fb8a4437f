"""The guide of imports says of each column what the import does with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.exchange import services
from catalogue.exchange.blanks import explanations
from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS, ImportKind
from catalogue.exchange.workbook import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS

GUIDE = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("kind", ImportKind)
def test_the_guide_describes_the_columns_that_are_read(kind: ImportKind) -> None:
    section = GUIDE.split(f"\n## {IMPORT_KIND_LABELS[kind]}\n")[1].split("\n## ")[0]
    described = [line.strip("| ").split(" | ") for line in section.splitlines() if "| `" in line]
    columns = services.IMPORTERS[kind].columns
    expected = [
        [row[0], f"`{column.code}`", *row[1:]]
        for column, row in zip(columns, explanations(columns), strict=True)
    ]
    assert len(described) == len(expected)
    for line, facts in zip(described, expected, strict=True):
        assert plain(" ".join(line)).split() == plain(" ".join(facts)).split()


def test_the_guide_gives_the_limits_in_force() -> None:
    said = plain(GUIDE).replace(" ", "")
    for limit in (MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, *services.MOST_WRITTEN.values()):
        assert str(limit) in said
