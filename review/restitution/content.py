"""The content of a sheet from the public dashboard and what the secretariat typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from review.action_plan.models import ActionPlan
from review.dashboard.services import Board, BoardLine
from review.indicators.plain_data import CODE as DEVELOPED
from review.restitution.figure_words import (
    Plain,
    counted_in_words,
    examined_in_words,
    figure_in_words,
)
from review.restitution.translations import in_english
from review.restitution.vocabulary import LANGUAGES, STATES

TYPED = ("contact", "commitments_fr", "commitments_en", "story_fr", "story_en")
_TRAINED = "3.2"


def content_of(
    plan: ActionPlan,
    board: Board,
    figures: Mapping[str, Plain],
    typed: Mapping[str, str],
    actions: Sequence[tuple[str, str, date]],
) -> dict[str, Any]:
    """Give all that a sheet says, in French and English, as plain data.

    ``board`` is the dashboard as the public reads it, and ``figures`` the figures behind it by
    code, without those that the public may not read; ``actions`` are the deliverables done, by
    line, with their day.
    """
    return {
        **{name: typed[name] for name in TYPED},
        "plan": {
            "title": plan.title_fr,
            "title_en": in_english(plan.title_fr),
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
        },
        "as_of": board.on.isoformat(),
        "figures": [_figure(row, figures.get(row.sheet.code)) for row in board.lines],
        "actions": [
            {"line": line, "title": title, "completed_on": day.isoformat()}
            for line, title, day in actions
        ],
        "examined": {one: examined_in_words(figures.get(DEVELOPED), one) for one in LANGUAGES},
        "counted": {one: counted_in_words(figures.get(DEVELOPED), one) for one in LANGUAGES},
        "trained": {one: figure_in_words(figures.get(_TRAINED), one) for one in LANGUAGES},
        "readings": [one.reading_id for one in board.lines if one.reading_id],
    }


def _figure(line: BoardLine, plain: Plain | None) -> dict[str, Any]:
    sheet = line.sheet
    return {
        "code": sheet.code,
        "title_fr": sheet.title_fr,
        "title_en": sheet.title_en,
        "target_fr": sheet.target_text_fr,
        "target_en": in_english(sheet.target_text_fr),
        "numerator": None if plain is None else plain["numerator"],
        "denominator": None if plain is None else plain["denominator"],
        "on": None if plain is None else plain["at"],
        **{f"value_{one}": figure_in_words(plain, one) for one in LANGUAGES},
        "state": line.state.value,
        **{f"state_{one}": STATES[line.state.value][one] for one in LANGUAGES},
        "reading_id": line.reading_id,
        "method_version": sheet.method_version,
    }
