"""What an indicator says: counts that stand alone or over another, and the tables behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from catalogue.messages import Message


@dataclass(frozen=True, slots=True)
class Line:
    """One count, alone (``denominator`` None) or over another; never a bare percentage (§4).

    ``withheld`` says why no percentage is given although there is something to divide by.
    """

    label: Message
    numerator: int
    denominator: int | None = None
    withheld: Message | None = None

    @property
    def ratio(self) -> Fraction | None:
        """Give the ratio; None for a plain count, for nothing to divide by, or when withheld."""
        if not self.denominator or self.withheld is not None:
            return None
        return Fraction(self.numerator, self.denominator)


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

    ``records`` lists what is not for everybody (product_rules §8); ``tables`` is.
    """

    on: date
    lines: tuple[Line, ...]
    beside: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Table, ...] = ()
