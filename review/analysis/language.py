"""Telling French from English by their small words, page by page."""

from __future__ import annotations

from collections.abc import Sequence

FRENCH = frozenset(
    "le la les des du un une et est sont dans pour par avec que qui sur au aux ce cette ces ou de être "
    "doit doivent il ne pas".split()
)
ENGLISH = frozenset(
    "the of and to in is are be shall for with by that this these or which on at from as an not may "
    "should must have has".split()
)
ENOUGH = 5


def weigh(words: Sequence[str]) -> tuple[int, int]:
    """Count the French and the English small words; «a» and «on» tell nothing alone."""
    return len(list(filter(FRENCH.__contains__, words))), len(
        list(filter(ENGLISH.__contains__, words))
    )


def of_pages(weights: Sequence[tuple[int, int]]) -> list[str]:
    """Tell the language of each page, weighed; a page too short to tell follows the document."""
    french, english = sum(one[0] for one in weights), sum(one[1] for one in weights)
    whole = "en" if english > french else "fr"
    return [
        ("en" if english > french else "fr") if max(french, english) >= ENOUGH else whole
        for french, english in weights
    ]
