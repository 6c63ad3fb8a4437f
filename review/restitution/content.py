"""The content of a sheet from the public dashboard and what the secretariat typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from review.action_plan.models import ActionPlan
from review.dashboard.services import Board, BoardLine
from review.restitution.vocabulary import STATES, WORDS

TYPED = ("contact", "commitments_fr", "commitments_en", "story_fr", "story_en")
_TRAINED, _DEVELOPED = "3.2", "5.3"
_UNITS_EN = {"percent": "%", "persons": "people"}


def content_of(
    plan: ActionPlan,
    board: Board,
    typed: Mapping[str, str],
    actions: Sequence[tuple[str, str, date]],
) -> dict[str, Any]:
    """Give all that a sheet says, in French and English, as plain data.

    ``board`` is the dashboard as the public reads it; ``actions`` are the deliverables done, by
    line, with their day.
    """
    figures = [_figure(row) for row in board.lines]
    by_code = {one["code"]: one for one in figures}
    return {
        **{name: typed[name] for name in TYPED},
        "plan": {
            "title": plan.title_fr,
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
        },
        "as_of": board.on.isoformat(),
        "figures": figures,
        "actions": [
            {"line": line, "title": title, "completed_on": day.isoformat()}
            for line, title, day in actions
        ],
        "assessed": by_code.get(_DEVELOPED),
        "training": by_code.get(_TRAINED),
        "readings": [one.reading_id for one in board.lines if one.reading_id],
    }


def _figure(line: BoardLine) -> dict[str, Any]:
    sheet, first = line.sheet, None if line.why is not None else line.first
    return {
        "code": sheet.code,
        "title_fr": sheet.title_fr,
        "title_en": sheet.title_en,
        "target_fr": sheet.target_text_fr,
        "target_en": _target_en(line),
        "numerator": None if first is None else first.numerator,
        "denominator": None if first is None else first.denominator,
        "on": line.on.isoformat() if first is not None or line.reading_id else None,
        "value_fr": value_words(line, "fr"),
        "value_en": value_words(line, "en"),
        "state": line.state.value,
        "state_fr": STATES[line.state.value]["fr"],
        "state_en": STATES[line.state.value]["en"],
        "reading_id": line.reading_id,
        "method_version": sheet.method_version,
    }


def value_words(line: BoardLine, language: str) -> str:
    """Write the figure: «6 sur 20 (30,0 %)», «6 of 20 (30.0 %)», or that it is not known."""
    first = None if line.why is not None else line.first
    if first is None:
        why = "hidden" if line.reading_id is not None else "not_closed"
        known = WORDS["unknown"][language]
        return known if line.sheet.public else f"{known} ({WORDS[why][language]})"
    told = f"{first.numerator}"
    if first.denominator is not None:
        told += f"{' sur ' if language == 'fr' else ' of '}{first.denominator}"
    if first.ratio is not None:
        share = f"{float(first.ratio) * 100:.1f}"
        told += f" ({share.replace('.', ',') if language == 'fr' else share} %)"
    return told


def _target_en(line: BoardLine) -> str:
    sheet = line.sheet
    if sheet.target_on is None:
        return WORDS["no_target"]["en"]
    if sheet.target_value.isdecimal() and sheet.target_unit in _UNITS_EN:
        return f"{sheet.target_value} {_UNITS_EN[sheet.target_unit]}"
    return WORDS["in_words"]["en"]
