"""Reading what the dashboard shows of closed readings: the figures alone, not what they counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.dashboard.trends import Point
from review.indicators.models import IndicatorSheet, Reading


@dataclass(frozen=True, slots=True)
class ClosedFigure:
    """A closed figure as its reader may read it; the counts are None when kept back."""

    reading_id: int
    point: Point


def closed_figures(
    session: Session, *, window: str, until: date, public: bool
) -> Mapping[int, Sequence[ClosedFigure]]:
    """Give the closed figures of each sheet over a window until a day, the oldest day first.

    A correction stands for what it corrects. ``public`` gives, of figures about people, what was
    published with each reading (product_rules §8); the records they carry are never read.
    """
    published = Reading.companions["published"]
    rows = session.execute(
        sa.select(
            Reading.id,
            Reading.sheet_id,
            Reading.as_of,
            Reading.numerator,
            Reading.denominator,
            IndicatorSheet.public,
            published["numerator"].as_integer().label("told"),
            published["denominator"].as_integer().label("told_over"),
        )
        .join(IndicatorSheet, IndicatorSheet.id == Reading.sheet_id)
        .where(Reading.period == window, Reading.as_of <= until)
        .order_by(Reading.as_of, Reading.sequence)
    )
    found: dict[int, dict[date, ClosedFigure]] = {}
    for row in rows:
        kept_back = public and not row.public
        counts = (row.told, row.told_over) if kept_back else (row.numerator, row.denominator)
        figure = ClosedFigure(row.id, Point(row.as_of, *counts))
        found.setdefault(row.sheet_id, {})[row.as_of] = figure
    return {sheet_id: list(days.values()) for sheet_id, days in found.items()}
