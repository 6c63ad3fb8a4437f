"""Text without case or accents, so that a list kept in the database is searched as people type."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # those of Latin letters, once taken apart
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MOST_WORDS = 16


def fold(text: str) -> str:
    """Give the text as it is compared: no case, no accents, one kind of apostrophe and space."""
    if text.isascii():
        return " ".join(text.lower().split())
    small = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", small))
    if not plain.isascii():
        plain = _NOT_ASCII.sub(_without_accents, plain)
    return " ".join(plain.split())


def _without_accents(run: re.Match[str]) -> str:
    return "".join(character for character in run[0] if not unicodedata.combining(character))


def fold_all(*parts: str | None) -> str:
    """Fold several texts of one record into the one that is searched."""
    return fold(" ".join(part for part in parts if part))


def has_every_word(
    column: InstrumentedAttribute[Any] | sa.ColumnElement[Any], text: str
) -> list[sa.ColumnElement[bool]]:
    """Give the conditions «this folded column holds each word of the text», wherever it stands."""
    return [column.contains(word, autoescape=True) for word in fold(text).split()[:_MOST_WORDS]]
