"""Reading the shipped lists; bringing a table in step with one, leaving people's edits."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.config import package_path
from catalogue.database import Base

Row = Mapping[str, str]


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Read one shipped CSV list, row by row, every cell stripped."""
    with Path(package_path("seed_lists"), name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: (cell or "").strip() for column, cell in row.items()}


def upsert(
    session: Session,
    model: type[Base],
    key_column: str,
    rows: Iterator[dict[str, str]],
    values: Callable[[Row], dict[str, Any]],
    *,
    among: sa.ColumnElement[bool] | None = None,
) -> int:
    """Bring a table in step with its list; give how many rows were added or changed.

    A row that a person has edited (``edited_at``) is left as it is: people win over lists.
    ``among`` says which rows are those of the list, where the table holds others too.
    """
    rows_known = sa.select(model) if among is None else sa.select(model).where(among)
    known = {getattr(row, key_column): row for row in session.scalars(rows_known)}
    touched = 0
    for row in rows:
        wanted = values(row)
        current = known.get(wanted[key_column])
        if current is None:
            session.add(model(**wanted))
            touched += 1
        elif getattr(current, "edited_at", None) is None:
            different = {
                name: value for name, value in wanted.items() if getattr(current, name) != value
            }
            for name, value in different.items():
                setattr(current, name, value)
            touched += bool(different)
    session.flush()
    return touched


def date_or_none(text: str) -> date | None:
    """Read an ISO date of a list; an empty cell is unknown."""
    return date.fromisoformat(text) if text else None
