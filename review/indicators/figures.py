"""What an indicator says: counts that stand alone or over another, and the tables behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar, cast

from catalogue.messages import Message
from review.indicators.suppression import Crossing
from review.indicators.vocabulary import Window

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Question:
    """What an indicator is asked: the day, the period of what flows, and the settings of that day.

    ``at`` is the day of snapshots, ``window`` the period of what is counted over time. ``least``
    is the coverage under which no percentage by sex is given, ``floor`` the least number of people
    of a published cell, ``settings`` all those in force on the day, by name.
    """

    at: date
    today: date
    window: Window
    least: Fraction
    floor: int
    settings: Mapping[str, str] = field(default_factory=dict, compare=False)
    _known: dict[tuple[str, date], object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, read: Callable[[], Read]) -> Read:
        """Give what several indicators read alike, read once for the time of one question."""
        key = (name, self.at)
        if key not in self._known:
            self._known[key] = read()
        return cast("Read", self._known[key])


@dataclass(frozen=True, slots=True)
class Line:
    """One count, alone (``denominator`` None) or over another; never a bare percentage (§4).

    ``withheld`` says why no percentage is given although there is something to divide by.
    ``people`` tells that numerator and denominator are women, and women and men. ``judges`` names
    the breakdown whose rows the line counts by their share of women: with few places, how many are
    balanced says how many women each has.
    """

    label: Message
    numerator: int
    denominator: int | None = None
    withheld: Message | None = None
    people: bool = False
    judges: str | None = None

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
class Details:
    """What stands beside an indicator's own lines, and what is behind it.

    ``crossings`` are tables of women and men, shown through
    :func:`review.indicators.suppression.shown` only. ``records`` lists what is not for everybody
    (product_rules §8); ``tables`` is.
    """

    beside: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Table, ...] = ()
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True)
class Figure:
    """An indicator on a day: its own lines, and on demand what stands beside and behind them.

    ``headline`` is what a reading is closed with; without one it is the first line. ``more`` reads
    the details: a page of many indicators never asks for them.
    """

    on: date
    lines: tuple[Line, ...]
    headline: Headline | None = None
    more: Callable[[], Details] = Details

    @cached_property
    def details(self) -> Details:
        """Give what stands beside and behind, read the first time it is asked for."""
        return self.more()

    @property
    def beside(self) -> tuple[Line, ...]:
        """Give the lines that stand beside the indicator's own."""
        return self.details.beside

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give the breakdowns that everybody may read."""
        return self.details.tables

    @property
    def records(self) -> tuple[Table, ...]:
        """Give the records behind the figure, which are not for everybody."""
        return self.details.records

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Give the tables of women and men."""
        return self.details.crossings

    @property
    def known_by(self) -> Headline:
        """Give the headline, made of the first line where the indicator gives none."""
        if self.headline is not None:
            return self.headline
        first = self.lines[0]
        return Headline(first.numerator, first.denominator, withheld=first.withheld)
