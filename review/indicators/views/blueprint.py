"""The blueprint of the indicators, the words its pages use, and what other slices tell it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

from catalogue import i18n
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from review.indicators.charts import GROUP_LABELS, group_of, groups, interval_chart
from review.indicators.vocabulary import (
    EXCLUSION_LABELS,
    HOMOLOGATION_BASIS_LABELS,
    RECORD_STATUS_LABELS,
)

blueprint = Blueprint("indicators", __name__, url_prefix="/indicateurs")


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the pages the words of the indicators."""
    return {
        "BASIS_LABELS": HOMOLOGATION_BASIS_LABELS,
        "EXCLUSION_LABELS": EXCLUSION_LABELS,
        "GROUP_LABELS": GROUP_LABELS,
        "ROLE_LABELS": MANDATE_ROLE_LABELS,
        "SEX_LABELS": SEX_LABELS,
        "STATUS_LABELS": RECORD_STATUS_LABELS,
        "group_of": group_of,
        "groups": groups,
        "interval_chart": interval_chart,
    }


@blueprint.app_template_filter("written_day")
def written_day(text: str | None, length: str = "long") -> str:
    """Give a day written AAAA-MM-JJ as it is read aloud, «12 mars 2026»."""
    return i18n.day(date.fromisoformat(text) if text else None, length)
