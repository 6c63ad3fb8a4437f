"""Reading the imports: their list, one batch with its counts, a page of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.exchange.columns import Column
from catalogue.exchange.models import ColumnMatching, ImportBatch, ImportRow
from catalogue.exchange.vocabulary import BatchState, Verdict
from catalogue.messages import Message
from catalogue.open_data.models import Release
from catalogue.open_data.queries import releases


@dataclass(frozen=True, slots=True)
class Summary:
    """One import as the list shows it."""

    batch: ImportBatch
    by: str | None
    counts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class IsoSummary:
    """One file of ISO's open data as the list of imports shows it."""

    release: Release
    by: str | None


def page_of(
    session: Session, *, page: int, size: int
) -> tuple[Sequence[Summary | IsoSummary], int]:
    """Give one page of the imports, files of ISO among them, latest first, and how many in all."""
    both = sa.union_all(
        sa.select(sa.literal(0).label("iso"), ImportBatch.id, ImportBatch.staged_at.label("at")),
        sa.select(sa.literal(1).label("iso"), Release.id, Release.begun_at.label("at")),
    ).subquery()
    total = session.scalar(sa.select(sa.func.count()).select_from(both)) or 0
    places = session.execute(
        sa.select(both.c.iso, both.c.id)
        .order_by(both.c.at.desc(), both.c.iso, both.c.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    batches = _batches(session, [place.id for place in places if not place.iso])
    received = releases(session, [place.id for place in places if place.iso])
    return [
        IsoSummary(*received[place.id]) if place.iso else batches[place.id] for place in places
    ], total


def _batches(session: Session, ids: Sequence[int]) -> dict[int, Summary]:
    rows = session.execute(
        sa.select(ImportBatch, Account.name)
        .outerjoin(Account, Account.id == ImportBatch.staged_by_id)
        .where(ImportBatch.id.in_(ids))
    ).all()
    counts = counts_of(session, ids)
    return {batch.id: Summary(batch, name, counts.get(batch.id, {})) for batch, name in rows}


def counts_of(session: Session, ids: Iterable[int]) -> dict[int, dict[Verdict, int]]:
    """Give the number of rows of each verdict, by batch."""
    found: dict[int, dict[Verdict, int]] = {}
    for batch_id, verdict, count in session.execute(
        sa.select(ImportRow.batch_id, ImportRow.verdict, sa.func.count())
        .where(ImportRow.batch_id.in_(list(ids)))
        .group_by(ImportRow.batch_id, ImportRow.verdict)
    ):
        found.setdefault(batch_id, {})[verdict] = count
    return found


def batch_of(session: Session, batch_id: int) -> ImportBatch | None:
    """Give one import, its rows apart: there may be thousands."""
    return session.get(ImportBatch, batch_id)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful writing in a column: what it is likely meant for, and in how many rows."""

    column: str
    heading: Message
    text: str
    likely: str
    rows: int

    @property
    def key(self) -> str:
        """Name the doubt in a form."""
        return f"{self.column}:{self.text}"


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubtful writings of a file: the most frequent ones to show, and all."""

    every: Sequence[Doubt]
    most: int = 50

    @property
    def shown(self) -> Sequence[Doubt]:
        """Give those that fit on a page."""
        return self.every[: self.most]


def doubts_of(batch: ImportBatch, columns: Iterable[Column]) -> Doubts:
    """Give the cells that a person must say how to read, the most frequent first."""
    found = [
        Doubt(column.code, column.heading, text, one["likely"], one["rows"])
        for column in columns
        for text, one in batch.readings.get(column.code, {}).items()
        if one["said"] is None
    ]
    return Doubts(sorted(found, key=lambda one: (-one.rows, one.column, one.text)))


def matchings(session: Session) -> Sequence[ColumnMatching]:
    """Give the ways of reading columns that are remembered, the latest first."""
    return session.scalars(
        sa.select(ColumnMatching).order_by(ColumnMatching.matched_at.desc(), ColumnMatching.id)
    ).all()


def name_of(session: Session, account_id: int | None) -> str | None:
    """Give the name of whoever sent a file; none for the command line."""
    return session.scalar(sa.select(Account.name).where(Account.id == account_id))


# Refused rows first, then what would be written; what changes nothing last.
_ORDER = sa.case(
    (ImportRow.verdict == Verdict.REFUSED, 0),
    (ImportRow.verdict == Verdict.UNDECIDED, 1),
    (ImportRow.kept_reason.is_not(None), 1),
    (ImportRow.verdict == Verdict.CHANGED, 2),
    (ImportRow.verdict == Verdict.NEW, 3),
    else_=4,
)


def page_of_rows(
    session: Session, batch: ImportBatch, verdict: Verdict | None, *, page: int, size: int
) -> Sequence[ImportRow]:
    """Give one page of an import's rows, refused ones first."""
    return session.scalars(
        _rows(batch, verdict)
        .order_by(_ORDER, ImportRow.number)
        .limit(size)
        .offset((page - 1) * size)
    ).all()


def refused_rows(session: Session, batch: ImportBatch) -> Iterator[ImportRow]:
    """Give every refused row, in the order of the file."""
    yield from session.scalars(
        _rows(batch, Verdict.REFUSED).order_by(ImportRow.number).execution_options(yield_per=500)
    )


def applied_before(session: Session, batch: ImportBatch) -> datetime | None:
    """Tell when the same file was last applied, if it was and still stands."""
    return session.scalar(
        sa.select(ImportBatch.applied_at)
        .where(
            ImportBatch.kind == batch.kind,
            ImportBatch.sha256 == batch.sha256,
            ImportBatch.state == BatchState.APPLIED,
            ImportBatch.id != batch.id,
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )


def _rows(batch: ImportBatch, verdict: Verdict | None) -> sa.Select[ImportRow]:
    query = sa.select(ImportRow).where(ImportRow.batch_id == batch.id)
    return query if verdict is None else query.where(ImportRow.verdict == verdict)
