"""An indicator as plain data: the same for the API, the command line and closed readings.

Ratios are given three ways: the two counts, the exact fraction («10/57»), the decimal number.
Codes are those of the database; days are AAAA-MM-JJ.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from review.indicators.figures import Cell, Figure, Line, Link
from review.indicators.membership import Excluded
from review.indicators.standards_developed import Record, Share, StandardsDeveloped
from review.indicators.suppression import Crossing
from review.indicators.vocabulary import Window

CODE = "5.3"


def as_plain(result: StandardsDeveloped, *, rule: str) -> dict[str, Any]:
    """Give the figure and all that stands beside it (product_rules §4).

    ``rule`` is the marker rule in force on the day of the reading. A figure «sans objet» has no
    ratio, no interval and no coverage: they are null, and ``not_applicable`` says why.
    """
    low, high = result.interval or (None, None)
    return {
        "code": CODE,
        "window": result.window.code,
        "window_start": result.window.start.isoformat(),
        "window_end": result.window.end.isoformat(),
        "at": result.at.isoformat(),
        "not_applicable": None if result.not_applicable is None else str(result.not_applicable),
        "numerator": result.numerator,
        "denominator": result.denominator,
        **_ratio("ratio", result.headline.ratio),
        **_ratio("target", result.target),
        "needed": result.needed,
        "missing": result.missing,
        "met": result.met,
        "examined": result.coverage.numerator,
        **_ratio("coverage", result.coverage.ratio),
        "provisional": result.provisional,
        "pending": {
            "total": result.pending.total,
            "not_examined": result.pending.not_examined,
            "in_progress": result.pending.in_progress,
        },
        "interval": None if result.interval is None else [_decimal(low), _decimal(high)],
        "interval_exact": None if result.interval is None else [_exact(low), _exact(high)],
        "examined_only": _share(result.examined_only),
        "relevant_only": _share(result.relevant_only),
        "adoptions": {
            "homologated": result.adoptions.share.denominator,
            "counted": result.adoptions.share.numerator,
            "records": [_record(one) for one in result.adoptions.records],
        },
        "portfolio": {
            "total": len(result.portfolio.items),
            "by_marker": dict(result.portfolio.by_marker),
        },
        "rule": rule,
        "other_rule": None
        if result.other_rule is None
        else {
            "rule": result.other_rule.rule,
            "numerator": result.other_rule.numerator,
            "not_kept": result.other_rule.unknown,
        },
        "records": [_record(one) for one in result.records],
        "excluded": [_excluded(one) for one in result.excluded],
    }


def figure_as_plain(code: str, figure: Figure, *, formula: str, window: Window) -> dict[str, Any]:
    """Give a figure with all that stands beside it and its breakdowns, in full.

    ``interval`` is what the ratio would be at the least and at the most were everything unknown
    known. What was counted one by one is in ``records`` of a closed reading.
    """
    known = figure.known_by
    low, high = known.bounds or (None, None)
    return {
        "code": code,
        "formula": formula,
        "window": window.code,
        "window_start": window.start.isoformat(),
        "window_end": window.end.isoformat(),
        "at": figure.on.isoformat(),
        "not_applicable": None if known.not_applicable is None else str(known.not_applicable),
        "withheld": None if known.withheld is None else str(known.withheld),
        "withheld_for_privacy": False,
        "numerator": known.numerator,
        "denominator": known.denominator,
        **_ratio("ratio", known.ratio),
        **_ratio("target", known.target),
        "needed": known.needed,
        "missing": known.missing,
        "missing_among_new": known.missing_among_new,
        "met": known.met,
        "said_fr": [str(one) for one in known.said],
        **_ratio("coverage", known.coverage),
        "interval": None if known.bounds is None else [_decimal(low), _decimal(high)],
        "interval_exact": None if known.bounds is None else [_exact(low), _exact(high)],
        "lines": [line_as_plain(line) for line in figure.lines],
        "beside": [line_as_plain(line) for line in figure.beside],
        "crossings": [_crossing(one) for one in figure.crossings],
        "tables": [
            {
                "caption_fr": str(table.caption),
                "headings_fr": [str(heading) for heading in table.headings],
                "rows": [[_cell(cell) for cell in row] for row in table.rows],
            }
            for table in figure.tables
        ],
    }


def line_as_plain(line: Line) -> dict[str, Any]:
    """Give one count, alone or over another."""
    return {
        "label_fr": str(line.label),
        "numerator": line.numerator,
        "denominator": line.denominator,
        **_ratio("ratio", line.ratio),
        "withheld_fr": None if line.withheld is None else str(line.withheld),
    }


def _crossing(crossing: Crossing) -> dict[str, Any]:
    return {
        "name": crossing.name,
        "caption_fr": str(crossing.caption),
        "heading_fr": str(crossing.heading),
        "withheld": False,
        "rows": [
            {
                "key": row.key,
                "label": str(row.label),
                "women": row.tally.women,
                "men": row.tally.men,
                "undeclared": row.tally.undeclared,
                "vacant": row.tally.vacant,
                "group": row.group,
                "share_withheld": crossing.share_withheld(row),
            }
            for row in crossing.rows
        ],
    }


def share_of(row: Mapping[str, Any]) -> Fraction | None:
    """Give the share of women of a plain row of a breakdown; None where none is given.

    Rows closed before the flag was kept have none.
    """
    declared = 0 if row["women"] is None else row["women"] + row["men"]
    if not declared or row.get("share_withheld"):
        return None
    return Fraction(row["women"], declared)


def _cell(cell: Cell) -> str | int | None:
    if cell is None or isinstance(cell, int):
        return cell
    return str(cell.text if isinstance(cell, Link) else cell)


def _record(record: Record) -> dict[str, Any]:
    return {
        "edition_id": record.edition_id,
        "reference": record.reference,
        "title_fr": record.title_fr,
        "homologated_on": record.homologated_on.isoformat(),
        "basis": record.homologation_basis.value,
        "marker": None if record.marker is None else str(record.marker),
        "status": record.status.value,
        "decided_on": None if record.decided_on is None else record.decided_on.isoformat(),
        "effective_on": None if record.effective_on is None else record.effective_on.isoformat(),
        "rule": record.rule,
        "counted": record.counted,
    }


def _excluded(excluded: Excluded) -> dict[str, Any]:
    return {
        "edition_id": excluded.edition_id,
        "reference": excluded.reference,
        "homologated_on": excluded.homologated_on.isoformat(),
        "reason": excluded.reason.value,
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "numerator": share.numerator,
        "denominator": share.denominator,
        **_ratio("ratio", share.ratio),
    }


def _ratio(name: str, value: Fraction | None) -> dict[str, Any]:
    return {name: _decimal(value), f"{name}_exact": _exact(value)}


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
