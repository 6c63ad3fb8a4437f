"""A table of the desk’s records, and the rows of it that one person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound

MOST_ROWS = 100_000  # of one sheet; a year narrows it
_BLOCK = 1000

# A cell is a text, a number, a day, an instant, a sentence to say, a code, or nothing.
Row = Sequence[object]
Query = Any  # a Select whose columns differ from one table to another
ROUND = (N_("Relecture"), 10)
PERSON = (N_("Personne"), 24)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its columns with their width, and how the rows one person may see are read.

    ``dated`` is the instant that tells which year a row belongs to.
    """

    slug: str
    name: Message
    columns: Sequence[tuple[Message, int]]
    query: Callable[[Actor], Query]
    dated: InstrumentedAttribute[Any]
    cells: Callable[[Any], Row]


def rows(session: Session, sheet: Sheet, actor: Actor, year: int | None) -> Iterator[Row]:
    """Give the rows of a sheet this person may see, some at a time; at most :data:`MOST_ROWS`."""
    query = _of_year(sheet.query(actor), sheet, year).limit(MOST_ROWS)
    for found in session.execute(query.execution_options(yield_per=_BLOCK)):
        yield sheet.cells(found)


def count(session: Session, sheet: Sheet, actor: Actor, year: int | None) -> int:
    """Count the rows this person may see, however many."""
    chosen = _of_year(sheet.query(actor), sheet, year).order_by(None)
    found = session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery()))
    return found or 0


def _of_year(query: Query, sheet: Sheet, year: int | None) -> Query:
    if year is None:
        return query
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return query.where(sheet.dated >= begins, sheet.dated < ends)


def subject_title() -> sa.ColumnElement[Any]:
    """Name what a round is about."""
    return sa.func.coalesce(WorkItem.title_fr, Edition.title_fr, Edition.reference)


def of_round(query: Query) -> Query:
    """Join what a round is about."""
    return query.outerjoin(WorkItem, WorkItem.id == ReviewRound.work_item_id).outerjoin(
        Edition, Edition.id == ReviewRound.edition_id
    )
