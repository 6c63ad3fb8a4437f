"""What of a figure about people leaves the house: through :func:`suppression.shown` alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from review.indicators.figures import Figure, Line
from review.indicators.participation import Tally
from review.indicators.plain_data import figure_as_plain, line_as_plain
from review.indicators.suppression import Crossing, Shown, ShownRow, shown, small

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

    ``before`` holds what was published of the indicator until now, oldest first. Where women or
    men are fewer than the floor, or where earlier publications would give a small cell away, the
    figure itself is kept back: ``withheld_for_privacy``.
    """
    plain = figure_as_plain(code, figure, formula=formula, window=window)
    tables = {one.name: _table(one, floor, before) for one in figure.crossings}
    kept_back = _few(figure.lines[0], floor) or any(one.withheld for one in tables.values())
    plain["withheld_for_privacy"] = kept_back
    if kept_back:
        plain |= dict.fromkeys(_FIGURE)
    plain["lines"] = [_line(one, floor, kept_back=kept_back) for one in figure.lines]
    plain["beside"] = [_line(one, floor, kept_back=False) for one in figure.beside]
    plain["crossings"] = [_as_plain(one, tables[one.name]) for one in figure.crossings]
    return plain


def _table(crossing: Crossing, floor: int, before: Sequence[Mapping[str, Any]]) -> Shown:
    earlier = [
        {row["key"]: ShownRow(**{**row, "label": ""}) for row in table["rows"]}
        for publication in before
        for table in publication["crossings"]
        if table["name"] == crossing.name
    ]
    return shown(crossing, floor=floor, before=earlier)


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
