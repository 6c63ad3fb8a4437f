"""What the page and the paper of a sheet show alike, from its frozen content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from review.restitution.vocabulary import WORDS

# The headings of three figures, and where sheets published by an earlier version keep them. What
# those called items assessed was the standards counted; how many were examined they do not say.
_FIGURES: Mapping[str, str | None] = {
    "examined": None,
    "counted": "assessed",
    "trained": "training",
}


def written_day(text: str, language: str) -> str:
    """Write a day as figures in the way of each language: 31/12/2026, 2026-12-31."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if language == "fr" else text


def facts_of(content: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Give what a sheet says first, name beside fact."""
    plan = content["plan"]
    period = " – ".join(written_day(plan[name], language) for name in ("starts_on", "ends_on"))
    told = [
        ("contact", content["contact"]),
        ("plan", (language == "en" and plan.get("title_en")) or plan["title"]),
        ("period", period),
        ("as_of", written_day(content["as_of"], language)),
        *((name, _figure(content, name, earlier, language)) for name, earlier in _FIGURES.items()),
    ]
    return [(WORDS[name][language], fact or WORDS["unknown"][language]) for name, fact in told]


def _figure(content: Mapping[str, Any], name: str, earlier: str | None, language: str) -> str:
    if name in content:
        return str(content[name][language])
    before = content.get(earlier) if earlier is not None else None
    return str(before[f"value_{language}"]) if before else ""
