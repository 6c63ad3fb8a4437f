"""Reading indicator sheets and closed readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.accounts.models import Account
from catalogue.errors import NotFound
from catalogue.messages import N_
from review.indicators.figures import Question
from review.indicators.models import IndicatorSheet, Reading
from review.indicators.vocabulary import HEADLINE_WINDOW


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed reading as a list shows it, without the records it carries."""

    id: int
    sheet_id: int
    period: str
    as_of: date
    sequence: int
    numerator: int | None
    denominator: int | None
    closed_at: datetime
    closed_by: str
    correction_reason: str | None
    told: int | None = None
    told_over: int | None = None
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody reads of an indicator: its last closed reading, as it was published."""

    reading_id: int
    as_of: date
    content: Mapping[str, Any]


_CLOSED = sa.select(
    Reading.id,
    Reading.sheet_id,
    Reading.period,
    Reading.as_of,
    Reading.sequence,
    Reading.numerator,
    Reading.denominator,
    Reading.closed_at,
    Account.name,
    Reading.correction_reason,
    Reading.companions["published"]["numerator"].as_integer().label("told"),
    Reading.companions["published"]["denominator"].as_integer().label("told_over"),
).join(Account, Account.id == Reading.closed_by_id)

# The reading that speaks for an indicator: of the plan's own period when there is one, of the
# latest day, as last corrected. An older day closed late never takes its place.
_LATEST = (
    (Reading.period == HEADLINE_WINDOW).desc(),
    Reading.as_of.desc(),
    Reading.sequence.desc(),
    Reading.id.desc(),
)


def sheets(session: Session) -> Sequence[IndicatorSheet]:
    """Give the 21 sheets in the order of the plan."""
    return session.scalars(sa.select(IndicatorSheet).order_by(IndicatorSheet.position)).all()


def sheets_of(session: Session, asked: Question) -> Sequence[IndicatorSheet]:
    """Give the sheets in the order of the plan, read once for all that one question asks."""
    return asked.once("sheets", lambda: sheets(session))


def titles(session: Session) -> Mapping[str, str]:
    """Give the title of each indicator by its code, in the order of the plan."""
    return {one.code: one.title_fr for one in sheets(session)}


def sheet_of(session: Session, code: str) -> IndicatorSheet:
    """Give one sheet by its code; :class:`NotFound` when there is none."""
    found = session.scalars(
        sa.select(IndicatorSheet).where(IndicatorSheet.code == code)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Aucun indicateur ne porte ce numéro."))
    return found


def readings_of(session: Session, sheet: IndicatorSheet, *, full: bool) -> Sequence[Closed]:
    """Give every closed reading of an indicator, latest day first, corrections after theirs.

    Unless ``full``, with the counts that were published: none where they were kept back (§8).
    """
    rows = session.execute(
        _CLOSED.where(Reading.sheet_id == sheet.id).order_by(
            Reading.as_of.desc(), Reading.period, Reading.sequence
        )
    )
    found = [_closed(row) for row in rows]
    return found if full else [_as_published(one) for one in found]


def _as_published(one: Closed) -> Closed:
    return replace(one, numerator=one.told, denominator=one.told_over, kept_back=one.told is None)


def latest_readings(session: Session) -> Mapping[int, Closed]:
    """Give the closed reading that speaks for each indicator, by the sheet's id."""
    place = sa.func.row_number().over(partition_by=Reading.sheet_id, order_by=_LATEST)
    ranked = sa.select(Reading.id, place.label("place")).subquery()
    first = sa.select(ranked.c.id).where(ranked.c.place == 1)
    rows = session.execute(_CLOSED.where(Reading.id.in_(first)))
    return {row.sheet_id: _closed(row) for row in rows}


def reading_with_sheet(session: Session, reading_id: int) -> Reading:
    """Give one closed reading with its sheet; :class:`NotFound` when there is none."""
    found = session.scalars(
        sa.select(Reading).where(Reading.id == reading_id).options(joinedload(Reading.sheet))
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Ce relevé n’existe pas."))
    return found


def same_reading(session: Session, sheet_id: int, *, period: str, as_of: date) -> Sequence[Reading]:
    """Give the reading of a period on a day and its corrections, in the order they were closed."""
    return session.scalars(
        sa.select(Reading)
        .where(Reading.sheet_id == sheet_id, Reading.period == period, Reading.as_of == as_of)
        .order_by(Reading.sequence)
    ).all()


def publications(session: Session) -> Sequence[Mapping[str, Any]]:
    """Give what the public reads of closed readings about people, in the order of closing.

    Of every indicator: several give the same breakdown, and one would tell what another keeps back.
    """
    published = Reading.companions["published"]
    found = session.scalars(
        sa.select(published).join(IndicatorSheet).where(~IndicatorSheet.public).order_by(Reading.id)
    )
    return [one for one in found if one]


def last_published(session: Session) -> Mapping[int, Published]:
    """Give what was published with the reading each indicator closed last, by the sheet's id."""
    latest = sa.select(sa.func.max(Reading.id)).group_by(Reading.sheet_id)
    rows = session.execute(
        sa.select(Reading.id, Reading.sheet_id, Reading.as_of, Reading.companions).where(
            Reading.id.in_(latest)
        )
    )
    return {
        row.sheet_id: Published(row.id, row.as_of, row.companions["published"])
        for row in rows
        if "published" in row.companions
    }


def last_reading(session: Session, sheet_id: int) -> Reading | None:
    """Give the closed reading that speaks for an indicator, with its sheet."""
    return session.scalars(
        sa.select(Reading)
        .where(Reading.sheet_id == sheet_id)
        .options(joinedload(Reading.sheet))
        .order_by(*_LATEST)
        .limit(1)
    ).one_or_none()


def _closed(row: Any) -> Closed:
    return Closed(*row)
