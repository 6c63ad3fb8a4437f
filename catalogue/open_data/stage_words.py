"""The harmonized stage codes in words, from the shipped list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from catalogue.shipped_lists import rows_of


@cache
def stage_titles() -> Mapping[str, str]:
    """Give the French title of each harmonized stage, by code; read once."""
    return {row["code"]: row["title_fr"] for row in rows_of("stages.csv")}


def stage_in_words(code: str | None) -> str:
    """Give a stage as people read it: «90.92 Norme à réviser»; empty when unknown."""
    return f"{code} {stage_titles().get(code, '')}".strip() if code else ""
