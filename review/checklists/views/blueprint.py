"""The blueprint of the checklist's pages, and what they all show."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import get_locale

from catalogue.shipped_lists import rows_of
from review.checklists.models import Question

blueprint = Blueprint("checklists", __name__, url_prefix="/methode/grille")


def part(question: Question, name: str) -> str:
    """Give a part of a criterion in the reader's language, French where there is no other."""
    translated = getattr(question, f"{name}_en") if str(get_locale()) == "en" else ""
    return str(translated or getattr(question, f"{name}_fr"))


def known_sources() -> dict[str, str]:
    """Give the address of each shipped source, by its code."""
    return {row["code"]: row["url"] for row in rows_of("sources.csv")}
