"""Every record of the desk as tables: each row by the predicate of the page that shows it.

A list on screen and its sheet here ask the same rule, so that a file never tells what a page would
not: nothing of another reading while a round is sealed (product_rules §3).
"""

from __future__ import annotations

from collections.abc import Mapping

from review.reports.answer_sheets import CONSTATS, DECISIONS, GRILLES, REPONSES
from review.reports.request_sheets import BESOINS, INTERETS, PERSONNES, RELECTURES
from review.reports.sheets import Sheet

SHEETS: tuple[Sheet, ...] = (
    BESOINS,
    RELECTURES,
    PERSONNES,
    INTERETS,
    GRILLES,
    REPONSES,
    DECISIONS,
    CONSTATS,
)

SHEET_BY_SLUG: Mapping[str, Sheet] = {sheet.slug: sheet for sheet in SHEETS}
