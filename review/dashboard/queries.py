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
    """A closed figure as its reader may read it; the counts are None when kept back.

    ``label``, ``withheld`` and ``not_applicable`` are words frozen with the reading: what was
    counted, why no percentage was given, why there was nothing to count.
    """

    reading_id: int
    point: Point
    label: str | None = None
    withheld: str | None = None
    not_applicable: str | None = None


def closed_figures(
    session: Session, *, window: str, until: date, public: bool
) -> Mapping[int, Sequence[ClosedFigure]]:
    """Give the closed figures of each sheet over a window until a day, the oldest day first.

    A correction stands for what it corrects. ``public`` gives, of figures about people, what was
    published with each reading (product_rules §8); the records they carry are never read.
    """
    own, published = Reading.companions, Reading.companions["published"]
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
            own["lines"][0]["label_fr"].as_string().label("label"),
            own["withheld"].as_string().label("withheld"),
            own["not_applicable"].as_string().label("not_applicable"),
        )
        .join(IndicatorSheet, IndicatorSheet.id == Reading.sheet_id)
        .where(Reading.period == window, Reading.as_of <= until)
        .order_by(Reading.as_of, Reading.sequence)
    )
    found: dict[int, dict[date, ClosedFigure]] = {}
    for row in rows:
        kept_back = public and not row.public
        counts = (row.told, row.told_over) if kept_back else (row.numerator, row.denominator)
        point = Point(row.as_of, *counts, withheld=row.withheld is not None)
        figure = ClosedFigure(row.id, point, row.label, row.withheld, row.not_applicable)
        found.setdefault(row.sheet_id, {})[row.as_of] = figure
    return {sheet_id: list(days.values()) for sheet_id, days in found.items()}
