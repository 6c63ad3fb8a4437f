"""What of a table of women and men may be published, so that no small cell can be worked out. Pure.

One function, :func:`shown`, serves the internal view (everything) and the public one (product_rules
§8). The public view hides every row where women or men are fewer than the floor, then as many other
rows as are needed so that neither totals nor earlier publications give a hidden row away.

The person feared knows all that was ever published and, worse than what is published, the size of
every row (the number of women and men together). For hidden rows of one group, with W women and T
women and men in all, row *i* of size *t* then holds between ``max(0, W - (T - t))`` and
``min(t, W)`` women. That span must be at least as wide as the floor, or as the whole row.

Successive publications: a row hidden before stays hidden, and a row shown before hides nothing,
until its size has changed by the floor. Otherwise a row hidden in one reading and shown, unchanged,
in another would give away its neighbours. The same holds of the total, and of a table that several
indicators publish. A row that is public elsewhere whatever its size (``open``) is shown and hides
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from catalogue.messages import Message
from review.indicators.participation import Tally

Label = str | Message
TOP = ""
TOTAL = "_T"  # the key under which an earlier publication keeps the total of a table


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """One line of women and men; ``group`` is the key of the row it is part of, if any.

    ``open`` tells that everybody may read it elsewhere: chairs are public offices (§8).
    """

    key: str
    label: Label
    tally: Tally
    group: str = TOP
    open: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """A table of women and men by something, whose top rows add up to ``total``.

    ``least`` is the coverage under which no share by sex is given, of a row too (product_rules §4).
    """

    name: str
    caption: Message
    heading: Message
    rows: tuple[CrossingRow, ...]
    total: Tally
    least: Fraction = Fraction(0)

    def share_withheld(self, row: CrossingRow) -> bool:
        """Tell whether too few of a row have declared their sex for its share to be given."""
        return bool(row.tally.held) and not row.tally.covered(self.least)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as an audience reads it: women and men are None where hidden.

    ``size`` is women and men together; it is kept to judge later publications and shown only where
    the row is.
    """

    key: str
    label: Label
    women: int | None
    men: int | None
    size: int
    group: str = TOP
    share_withheld: bool = False

    @property
    def hidden(self) -> bool:
        """Tell whether the row is kept back."""
        return self.women is None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as an audience reads it; ``withheld`` when not even its total may be told."""

    rows: tuple[ShownRow, ...]
    withheld: bool = False


def small(tally: Tally, floor: int) -> bool:
    """Tell whether women or men are fewer than the floor in a place where somebody is."""
    return bool(tally.held) and min(tally.women, tally.men) < floor


def shown(
    crossing: Crossing,
    *,
    floor: int,
    everything: bool = False,
    before: Sequence[Mapping[str, ShownRow]] = (),
    also: Collection[str] = (),
) -> Shown:
    """Give a table as an audience may read it: all of it, or what may be published.

    ``floor`` is the least number of people of a published cell; ``before`` holds the rows of every
    earlier publication of the table, by key, its total under :data:`TOTAL`. ``also`` names rows to
    keep back because another table published beside keeps the same people back.
    """
    if everything:
        return Shown(tuple(_row(crossing, one, hidden=False) for one in crossing.rows))
    hidden = _hidden(crossing, floor, before, also)
    withheld = hidden is None
    return Shown(
        tuple(
            _row(
                crossing, one, hidden=hidden is None or (bool(one.tally.held) and one.key in hidden)
            )
            for one in crossing.rows
        ),
        withheld=withheld,
    )


def _row(crossing: Crossing, row: CrossingRow, *, hidden: bool) -> ShownRow:
    tally = row.tally
    return ShownRow(
        row.key,
        row.label,
        None if hidden else tally.women,
        None if hidden else tally.men,
        tally.declared,
        row.group,
        not hidden and crossing.share_withheld(row),
    )


def wholly_kept_back(crossing: Crossing) -> Shown:
    """Give a table of which nothing may be told, its total included."""
    return Shown(tuple(_row(crossing, one, hidden=True) for one in crossing.rows), withheld=True)


def _hidden(
    crossing: Crossing,
    floor: int,
    before: Sequence[Mapping[str, ShownRow]],
    also: Collection[str],
) -> set[str] | None:
    """Give the keys of the rows kept back; None when the table and its total are."""
    whole = CrossingRow(TOTAL, "", crossing.total)
    if small(crossing.total, floor) or _earlier(whole, before, floor, hidden=True):
        return None
    known = {
        row.key for row in crossing.rows if row.open or _earlier(row, before, floor, hidden=False)
    }
    hidden = {
        row.key
        for row in crossing.rows
        if not row.open
        and (
            small(row.tally, floor) or row.key in also or _earlier(row, before, floor, hidden=True)
        )
    }
    groups = [key for key in dict.fromkeys(row.group for row in crossing.rows) if key != TOP]
    for group in groups:
        inside = [row for row in crossing.rows if row.group == group]
        if group in hidden or not _cover(inside, hidden, known, floor):
            hidden.add(group)
            hidden |= {row.key for row in inside}
    top = [row for row in crossing.rows if row.group == TOP]
    somewhere = [row.key for row in top if row.tally.held]
    if len(somewhere) == 1 and somewhere[0] in hidden:
        return None  # the total is that row
    if not _cover(top, hidden, known, floor):
        # Nothing is told but the total, unless rows told before would still divide it.
        return None if known else {row.key for row in crossing.rows}
    # A row of groups that had to be hidden takes all of its own rows with it.
    return hidden | {row.key for row in crossing.rows if row.group in hidden}


def _earlier(
    row: CrossingRow, before: Iterable[Mapping[str, ShownRow]], floor: int, *, hidden: bool
) -> bool:
    return any(
        (past := published.get(row.key)) is not None
        and past.hidden is hidden
        and abs(past.size - row.tally.declared) < floor
        for published in before
    )


def _cover(rows: Sequence[CrossingRow], hidden: set[str], known: set[str], floor: int) -> bool:
    """Hide further rows of a group until none can be worked out; False when that cannot be done.

    The smallest rows go first. Rows already public elsewhere hide nothing.
    """
    spare = sorted(
        (row for row in rows if row.key not in hidden | known and row.tally.held),
        key=lambda row: (row.tally.declared, row.key),
        reverse=True,
    )
    while not _safe(rows, hidden, known, floor):
        if not spare:
            return False
        hidden.add(spare.pop().key)
    return True


def _safe(rows: Sequence[CrossingRow], hidden: set[str], known: set[str], floor: int) -> bool:
    """Tell whether the women of each hidden row stay open, covered by rows that are not known."""
    cover = [row.tally for row in rows if row.key in hidden - known]
    women = sum(one.women for one in cover)
    everybody = sum(one.declared for one in cover)
    for row in rows:
        if row.key not in hidden:
            continue
        own = row.tally if row.key in known else Tally()
        size, held = row.tally.declared, women + own.women
        lowest = max(0, held - (everybody + own.declared - size))
        highest = min(size, held)
        if highest - lowest < min(size, floor):
            return False
    return True
