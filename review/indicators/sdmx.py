"""Indicators as SDMX-CSV 1.0: the rows and columns of a data message. Pure.

One dataflow. The first column names it, the dimensions follow in their order, then the value and
its attributes; identifiers only, commas, RFC 4180. ``docs/api.md`` documents every column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalogue.i18n import say
from catalogue.messages import N_
from review.indicators.companions import Companion, companions

DIMENSIONS = (
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "COUNTING_WINDOW",
    "COMMITTEE_KIND",
    "BREAKDOWN",
    "BREAKDOWN_ITEM",
    "SEX",
    "TIME_PERIOD",
)
MEASURE = "OBS_VALUE"
ATTRIBUTES = (
    "OBS_STATUS",
    "CONF_STATUS",
    "UNIT_MEASURE",
    "NUMERATOR",
    "DENOMINATOR",
    "METHOD_VERSION",
    "COMMENT_OBS",
)
COLUMNS = ("DATAFLOW", *DIMENSIONS, MEASURE, *ATTRIBUTES)
DATAFLOW_ID = "DF_GENDER_PLAN"
DATAFLOW_VERSION = "1.0"
MEDIA_TYPE = "application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8"
TOTAL, NOT_APPLICABLE, UNDECLARED = "_T", "_Z", "_U"
DAILY = "D"
PERCENT, NUMBER = "PT", "NUMBER"
NORMAL, PROVISIONAL, SUPPRESSED, MISSING = "A", "P", "Q", "O"
FREE, INTERNAL, CONFIDENTIAL = "F", "N", "C"
_NOTHING = N_("sans objet : rien à compter")
_OF_KINDS = frozenset({"place", "kind"})
_DECIMALS = 6
_NO_ID = re.compile(r"[^A-Z0-9_]+")


def identifier(text: str) -> str:
    """Write a code of ours as SDMX allows an identifier: «1.1b» is ``1_1B``."""
    return _NO_ID.sub("_", text.upper()).strip("_") or NOT_APPLICABLE


def dataflow(agency: str) -> str:
    """Name the dataflow as its column does: ``AMANORM:DF_GENDER_PLAN(1.0)``."""
    return f"{identifier(agency)}:{DATAFLOW_ID}({DATAFLOW_VERSION})"


def written(rows: Iterable[Mapping[str, object]]) -> str:
    """Write the message: a header, then one observation a line."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def observations(
    plain: Mapping[str, Any] | None,
    *,
    code: str,
    agency: str,
    area: str,
    at: str,
    public: bool,
    snapshot: bool,
    method: str,
    note: str = "",
) -> Iterator[dict[str, object]]:
    """Give the observations of one indicator: its figure, its other counts, then its breakdowns.

    ``plain`` is the figure as plain data, in full or as published; None for one that is unknown,
    which is given as a missing value. ``public`` tells that everybody may read it.
    """
    window = NOT_APPLICABLE if snapshot or plain is None else identifier(plain["window"])
    common = {
        "DATAFLOW": dataflow(agency),
        "FREQ": DAILY,
        "REF_AREA": area,
        "INDICATOR": f"GAP_{identifier(code)}",
        "COUNTING_WINDOW": window,
        "TIME_PERIOD": at if plain is None else plain["at"],
        "METHOD_VERSION": method,
    }
    conf = FREE if public else INTERNAL
    yield {**common, **_headline(plain, conf, note)}
    if plain is None:
        return
    for one in companions(plain):
        yield {**common, **_companion(one, conf)}
    for crossing in plain.get("crossings", ()):
        for row in crossing["rows"]:
            for sex, name in (("F", "women"), ("M", "men"), (UNDECLARED, "undeclared")):
                if name in row:
                    yield {**common, **_cell(crossing, row, sex, row[name], conf)}


def _headline(plain: Mapping[str, Any] | None, conf: str, note: str) -> dict[str, object]:
    place = {
        "COMMITTEE_KIND": TOTAL,
        "BREAKDOWN": TOTAL,
        "BREAKDOWN_ITEM": TOTAL,
        "SEX": TOTAL,
    }
    if plain is None:
        return {
            **place,
            MEASURE: "",
            "OBS_STATUS": MISSING,
            "CONF_STATUS": conf,
            "COMMENT_OBS": note,
        }
    numerator, denominator, ratio = plain["numerator"], plain["denominator"], plain["ratio"]
    value: object = numerator
    if denominator is not None:
        value = None if ratio is None else _percent(ratio)
    kept_back = bool(plain.get("withheld_for_privacy"))
    status = NORMAL
    if kept_back:
        status = SUPPRESSED
    elif value is None:
        status = MISSING
    elif plain.get("provisional"):
        status = PROVISIONAL
    nothing = say(_NOTHING) if denominator == 0 else note
    said = plain.get("not_applicable") or plain.get("withheld") or nothing
    return {
        **place,
        MEASURE: "" if value is None else value,
        "OBS_STATUS": status,
        "CONF_STATUS": CONFIDENTIAL if kept_back else conf,
        "UNIT_MEASURE": NUMBER if denominator is None and not kept_back else PERCENT,
        "NUMERATOR": "" if numerator is None else numerator,
        "DENOMINATOR": "" if denominator is None else denominator,
        "COMMENT_OBS": said or "",
    }


def _companion(one: Companion, conf: str) -> dict[str, object]:
    value: object = one.numerator
    if one.shared:
        value = None if one.ratio is None else _percent(one.ratio)
    status = NORMAL if value is not None else MISSING
    nothing = f"{one.label} – {say(_NOTHING)}" if one.denominator == 0 else one.label
    return {
        "COMMITTEE_KIND": TOTAL,
        "BREAKDOWN": one.group,
        "BREAKDOWN_ITEM": one.item,
        "SEX": TOTAL,
        MEASURE: "" if value is None else value,
        "OBS_STATUS": SUPPRESSED if one.hidden else status,
        "CONF_STATUS": CONFIDENTIAL if one.hidden else conf,
        "UNIT_MEASURE": PERCENT if one.shared else NUMBER,
        "NUMERATOR": "" if one.numerator is None or not one.shared else one.numerator,
        "DENOMINATOR": "" if one.denominator is None else one.denominator,
        "COMMENT_OBS": nothing if one.withheld is None else f"{one.label} – {one.withheld}",
    }


def _percent(ratio: float) -> str:
    return f"{ratio * 100:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _cell(
    crossing: Mapping[str, Any], row: Mapping[str, Any], sex: str, value: int | None, conf: str
) -> dict[str, object]:
    kind = (row.get("group") or row["key"]) if crossing["name"] in _OF_KINDS else None
    return {
        "COMMITTEE_KIND": TOTAL if kind is None else identifier(kind),
        "BREAKDOWN": identifier(crossing["name"]),
        "BREAKDOWN_ITEM": identifier(row["key"]),
        "SEX": sex,
        MEASURE: "" if value is None else value,
        "OBS_STATUS": SUPPRESSED if value is None else NORMAL,
        "CONF_STATUS": CONFIDENTIAL if value is None else conf,
        "UNIT_MEASURE": NUMBER,
        "COMMENT_OBS": row["label"],
    }
