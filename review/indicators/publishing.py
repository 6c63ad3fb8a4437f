"""What of a figure about people leaves the house: through :func:`suppression.shown` alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from review.indicators.figures import Figure, Line
from review.indicators.participation import Tally
from review.indicators.plain_data import figure_as_plain, line_as_plain
from review.indicators.suppression import (
    TOP,
    TOTAL,
    Crossing,
    Shown,
    ShownRow,
    shown,
    small,
    wholly_kept_back,
)

# 4.1 sets the very seats of 1.1 against another target: what one keeps back, the other does.
_SAME_TOTAL = {"4.1": "1.1"}
HIDDEN = {"numerator": None, "denominator": None, "ratio": None, "ratio_exact": None}
_FIGURE = (
    *HIDDEN,
    "needed",
    "missing",
    "missing_among_new",
    "met",
    "coverage",
    "coverage_exact",
    "interval",
    "interval_exact",
)


def published(
    code: str,
    figure: Figure,
    *,
    formula: str,
    window: Any,
    floor: int,
    before: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Give a figure about people as the public reads it, frozen with its reading.

    ``before`` holds what was published until now of every indicator about people, oldest first: a
    breakdown of the same name has the same people behind its rows, whichever indicator gives it.
    Where women or men are fewer than the floor, or where earlier publications would give a small
    cell away, the figure itself is kept back (``withheld_for_privacy``), with all that tells it.
    """
    plain = figure_as_plain(code, figure, formula=formula, window=window)
    tables = _tables(code, figure.crossings, floor, before)
    kept_back = _few(figure.lines[0], floor) or any(one.withheld for one in tables.values())
    if kept_back:
        # Each table adds up to the figure, and so do the people who hold one seat each.
        tables = {one.name: wholly_kept_back(one) for one in figure.crossings}
        plain |= dict.fromkeys(_FIGURE)
    plain["withheld_for_privacy"] = kept_back
    plain["lines"] = [_line(one, floor, kept_back=kept_back) for one in figure.lines]
    plain["beside"] = [
        _line(one, floor, kept_back=(kept_back and one.people) or _gives_away(one, tables))
        for one in figure.beside
    ]
    plain["crossings"] = [_as_plain(one, tables[one.name]) for one in figure.crossings]
    return plain


def _tables(
    code: str, crossings: Sequence[Crossing], floor: int, before: Sequence[Mapping[str, Any]]
) -> dict[str, Shown]:
    """Give the tables of one figure, so that none tells a row that another keeps back.

    What a committee counted without names holds is a row of the roles too, and of the categories:
    rows of the same women and men are taken for the same people.
    """
    earlier = {one.name: _earlier(code, one.name, before) for one in crossings}
    also: dict[str, set[str]] = {one.name: set() for one in crossings}
    while True:
        tables = {
            one.name: shown(one, floor=floor, before=earlier[one.name], also=also[one.name])
            for one in crossings
        }
        kept = {
            one.name: {
                (row.tally.women, row.tally.men)
                for row, told in zip(one.rows, tables[one.name].rows, strict=True)
                if told.hidden and row.tally.declared
            }
            for one in crossings
        }
        found = False
        for one in crossings:
            elsewhere = set().union(*(rows for name, rows in kept.items() if name != one.name))
            for row, told in zip(one.rows, tables[one.name].rows, strict=True):
                same = (row.tally.women, row.tally.men) in elsewhere
                if same and not told.hidden and not row.open:
                    also[one.name].add(row.key)
                    found = True
        if not found:
            return tables


def _earlier(
    code: str, name: str, before: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, ShownRow]]:
    return [
        {row["key"]: ShownRow(**{**row, "label": ""}) for row in table["rows"]}
        | ({TOTAL: _total(table)} if _counted(publication["code"]) == _counted(code) else {})
        for publication in before
        for table in publication["crossings"]
        if table["name"] == name
    ]


def _counted(code: str) -> str:
    return _SAME_TOTAL.get(code, code)


def _total(table: Mapping[str, Any]) -> ShownRow:
    size = sum(row["size"] for row in table["rows"] if row["group"] == TOP)
    told = None if table["withheld"] else size
    return ShownRow(TOTAL, "", told, told, size)


def _gives_away(line: Line, tables: Mapping[str, Shown]) -> bool:
    if line.judges is None:
        return False
    return any(row.hidden and row.size for row in tables[line.judges].rows)


def _few(line: Line, floor: int) -> bool:
    if not line.people or not line.denominator:
        return False
    return small(Tally(line.numerator, line.denominator - line.numerator), floor)


def _line(line: Line, floor: int, *, kept_back: bool) -> dict[str, Any]:
    plain = line_as_plain(line)
    return plain | HIDDEN if kept_back or _few(line, floor) else plain


def _as_plain(crossing: Crossing, told: Shown) -> dict[str, Any]:
    return {
        "name": crossing.name,
        "caption_fr": str(crossing.caption),
        "heading_fr": str(crossing.heading),
        "withheld": told.withheld,
        "rows": [
            {
                "key": row.key,
                "label": str(row.label),
                "women": row.women,
                "men": row.men,
                "size": row.size,
                "group": row.group,
                "share_withheld": row.share_withheld,
            }
            for row in told.rows
        ],
    }


def told(publication: Mapping[str, Any]) -> dict[str, Any]:
    """Give a publication without the sizes it keeps to judge later ones."""
    return {
        **publication,
        "crossings": [
            {
                **table,
                "rows": [
                    {name: value for name, value in row.items() if name != "size"}
                    for row in table["rows"]
                ],
            }
            for table in publication["crossings"]
        ],
    }
