"""The sheet as a PDF, French first, then English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.typesetting import JSON
from review.reports.blocks import facts
from review.restitution.presentation import facts_of, written_day
from review.restitution.vocabulary import LANGUAGES, WORDS


def paper_data(
    content: Mapping[str, Any], *, agency: str, acronym: str, number: int | None
) -> dict[str, JSON]:
    """Give what the paper prints; a draft has no ``number``."""
    blocks: list[JSON] = []
    for language in LANGUAGES:
        blocks += _in(content, language)
    title = " / ".join(WORDS["title"][language] for language in LANGUAGES)
    about = f"{acronym}, {content['as_of']}"
    return {
        "title": title,
        "agency": agency,
        "kind": "Projet" if number is None else f"N° {number}",
        "about": about,
        "blocks": blocks,
    }


def _in(content: Mapping[str, Any], language: str) -> list[JSON]:
    def word(name: str) -> str:
        return WORDS[name][language]

    figures: list[JSON] = [
        [
            f"{one['code']} {one[f'title_{language}']}",
            one[f"target_{language}"],
            one[f"value_{language}"],
            one[f"state_{language}"],
        ]
        for one in content["figures"]
    ]
    actions: list[JSON] = [
        f"{one['line']} {one['title']} ({written_day(one['completed_on'], language)})"
        for one in content["actions"]
    ]
    headings: list[JSON] = [word("indicator"), word("target"), word("value"), word("state")]
    return [
        {"kind": "heading", "level": 2, "text": word("title")},
        {"kind": "text", "text": word("declaration")},
        facts(facts_of(content, language)),
        {"kind": "heading", "level": 3, "text": word("commitments")},
        {"kind": "text", "text": content[f"commitments_{language}"]},
        {"kind": "heading", "level": 3, "text": word("figures")},
        {"kind": "text", "text": word("method")},
        {"kind": "table", "headings": headings, "rows": figures, "widths": [44, 24, 20, 12]},
        {"kind": "heading", "level": 3, "text": word("actions")},
        {"kind": "list", "items": actions}
        if actions
        else {"kind": "text", "text": word("no_action")},
        {"kind": "heading", "level": 3, "text": word("story")},
        {"kind": "text", "text": content[f"story_{language}"]},
    ]
