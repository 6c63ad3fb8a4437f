"""What closed readings say over time, as the points of a small drawing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, MARGIN = 120.0, 32.0, 4.0


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a day: its two counts, or one count alone; hidden ones have neither.

    ``withheld`` tells that no ratio is given of the two counts: too few had declared their sex.
    """

    on: date
    numerator: int | None
    denominator: int | None = None
    withheld: bool = False

    @property
    def value(self) -> float | None:
        """Give what is drawn: the ratio, or the count; None when there is none to give."""
        if self.numerator is None or self.denominator == 0 or self.withheld:
            return None
        return self.numerator if self.denominator is None else self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands in the drawing, from its upper left corner."""

    x: float
    y: float


def places(points: Sequence[Point]) -> list[Place]:
    """Place the points that have a value, by their days, from nothing at the foot.

    The foot is zero: a line that rises a little looks as if it rises a little.
    """
    drawn = [(point.on.toordinal(), point.value) for point in points]
    known = [(day, value) for day, value in drawn if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one point is no trend
        return []
    first, last = known[0][0], known[-1][0]
    highest = max(value for _day, value in known) or 1
    width, height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    return [
        Place(
            round(MARGIN + width * (day - first) / ((last - first) or 1), 1),
            round(HEIGHT - MARGIN - height * value / highest, 1),
        )
        for day, value in known
    ]
