"""What an indicator says: counts that stand alone or over another, and the tables behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from catalogue.messages import Message
from review.indicators.suppression import Crossing
from review.indicators.vocabulary import Window


@dataclass(frozen=True, slots=True)
class Question:
    """What an indicator is asked: the day, the period of what flows, and the settings of that day.

    ``at`` is the day of snapshots, ``window`` the period of what is counted over time. ``least``
    is the coverage under which no percentage by sex is given, ``floor`` the least number of people
    of a published cell. ``known`` keeps what several
    indicators read alike, for the time of one question.
    """

    at: date
    today: date
    window: Window
    least: Fraction
    floor: int
    known: dict[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One count, alone (``denominator`` None) or over another; never a bare percentage (§4).

    ``withheld`` says why no percentage is given although there is something to divide by.
    ``people`` tells that numerator and denominator are women, and women and men.
    """

    label: Message
    numerator: int
    denominator: int | None = None
    withheld: Message | None = None
    people: bool = False

    @property
    def ratio(self) -> Fraction | None:
        """Give the ratio; None for a plain count, for nothing to divide by, or when withheld."""
        if not self.denominator or self.withheld is not None:
            return None
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure an indicator is known by, with its target and how sure it is.

    ``needed`` is how many the numerator must be for the target, ``missing`` how many it lacks;
    ``missing_among_new`` how many it lacks when they come on top. ``bounds`` is what the ratio
    would be at the least and at the most were everything unknown known. ``said`` is the target and
    what lacks in words, where what is counted is not people.
    """

    numerator: int
    denominator: int | None = None
    target: Fraction | None = None
    needed: int | None = None
    missing: int | None = None
    missing_among_new: int | None = None
    coverage: Fraction | None = None
    bounds: tuple[Fraction, Fraction] | None = None
    withheld: Message | None = None
    not_applicable: Message | None = None
    said: tuple[Message, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """Give the ratio; None for a plain count, for nothing to divide by, or when withheld."""
        if not self.denominator or self.withheld is not None:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def met(self) -> bool | None:
        """Tell whether the target is met; None without a target, or a ratio that is not given."""
        if self.missing is None or (self.denominator is not None and self.ratio is None):
            return None
        return self.missing == 0


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens the record it names: ``endpoint`` of the page and its arguments."""

    text: str | Message
    endpoint: str
    arguments: tuple[tuple[str, object], ...] = ()


Cell = str | int | Message | Link | None


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown, or the records behind a figure; numbers stand to the right."""

    caption: Message
    headings: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: Message


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator on a day: its own lines, what stands beside them, and what is behind.

    ``headline`` is what a reading is closed with; without one it is the first line. ``crossings``
    are tables of women and men, shown through :func:`review.indicators.suppression.shown` only.
    ``records`` lists what is not for everybody (product_rules §8); ``tables`` is.
    """

    on: date
    lines: tuple[Line, ...]
    beside: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Table, ...] = ()
    headline: Headline | None = None
    crossings: tuple[Crossing, ...] = ()

    @property
    def known_by(self) -> Headline:
        """Give the headline, made of the first line where the indicator gives none."""
        if self.headline is not None:
            return self.headline
        first = self.lines[0]
        return Headline(first.numerator, first.denominator, withheld=first.withheld)
