"""Counting women and men: pooled shares, coverage, bounds, the 40/60 band, what is missing. Pure.

Sources: product_rules §4 «Counting people», programme_process §4.4. A vacant seat is in no
denominator; an undeclared sex is outside the share and moves only coverage and bounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

LOWEST_SHARE = Fraction(2, 5)  # 40/60: neither sex under 40 %


@dataclass(frozen=True, slots=True)
class Tally:
    """Seats or people of one place on one day, by declared sex; vacant seats beside."""

    women: int = 0
    men: int = 0
    undeclared: int = 0
    vacant: int = 0

    def __post_init__(self) -> None:
        if min(self.women, self.men, self.undeclared, self.vacant) < 0:
            msg = "nobody counts less than nobody"
            raise ValueError(msg)

    def __add__(self, other: Tally) -> Tally:
        """Pool two places: counts are added, shares never averaged."""
        return Tally(
            self.women + other.women,
            self.men + other.men,
            self.undeclared + other.undeclared,
            self.vacant + other.vacant,
        )

    @property
    def declared(self) -> int:
        """Give women and men: the denominator of every share by sex."""
        return self.women + self.men

    @property
    def held(self) -> int:
        """Give the seats somebody holds, whatever they declared."""
        return self.declared + self.undeclared

    @property
    def share(self) -> Fraction | None:
        """Give women over women and men; None where nobody declared."""
        return Fraction(self.women, self.declared) if self.declared else None

    @property
    def coverage(self) -> Fraction | None:
        """Give the part of the holders who declared their sex; None where there is no holder."""
        return Fraction(self.declared, self.held) if self.held else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """Give the share were everybody undeclared a man, then a woman; None for no holder."""
        if not self.held:
            return None
        return Fraction(self.women, self.held), Fraction(self.women + self.undeclared, self.held)

    def covered(self, least: Fraction) -> bool:
        """Tell whether enough have declared for a percentage by sex to be given."""
        return self.coverage is not None and self.coverage >= least


def pooled(tallies: Iterable[Tally]) -> Tally:
    """Pool many places: ΣF and Σ(F+H), never a mean of ratios."""
    women = men = undeclared = vacant = 0
    for one in tallies:
        women += one.women
        men += one.men
        undeclared += one.undeclared
        vacant += one.vacant
    return Tally(women, men, undeclared, vacant)


def needed(tally: Tally, target: Fraction) -> int:
    """Give how many of the seats counted must be held by women to reach a share: rounded up."""
    return math.ceil(target * tally.declared)


def missing(tally: Tally, target: Fraction) -> int:
    """Give how many seats must pass to women, their number unchanged, to reach a share.

    In a group of seven, 30 % means three women: with one, two are missing.
    """
    return max(0, needed(tally, target) - tally.women)


def missing_among_new(tally: Tally, target: Fraction) -> int | None:
    """Give how many new or vacant seats given to women, and to nobody else, would reach a share.

    None when no number would: all seats held by women is out of reach for a place that has a man.
    """
    if target >= 1:
        return 0 if not tally.men else None
    lacking = target * tally.declared - tally.women
    return max(0, math.ceil(lacking / (1 - target)))


class Band(StrEnum):
    """Where a place stands as to 40/60."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNREACHABLE = "unreachable"
    NOT_COVERED = "not_covered"
    EMPTY = "empty"


def reachable(size: int) -> bool:
    """Tell whether a place of this size can have neither sex under 40 %: not with one or three."""
    return size > 0 and math.ceil(LOWEST_SHARE * size) * 2 <= size


def band(tally: Tally, *, least: Fraction) -> Band:
    """Tell where a place stands as to 40/60, judged on declared sex when enough have declared."""
    if not tally.held:
        return Band.EMPTY
    if not tally.covered(least) or tally.share is None:
        return Band.NOT_COVERED
    if not reachable(tally.declared):
        return Band.UNREACHABLE
    return Band.INSIDE if LOWEST_SHARE <= tally.share <= 1 - LOWEST_SHARE else Band.OUTSIDE


def inside_band(tallies: Iterable[Tally], *, least: Fraction) -> tuple[int, int]:
    """Count the places inside 40/60, and those that can be judged and could be inside."""
    found = [band(one, least=least) for one in tallies]
    return found.count(Band.INSIDE), found.count(Band.INSIDE) + found.count(Band.OUTSIDE)
