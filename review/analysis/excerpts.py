"""The few lines of a page around the words somebody looked for, with those words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.folding import fold

_BEFORE = 80
_AFTER = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Some characters of an excerpt; ``found`` where they are what was looked for."""

    text: str
    found: bool = False


def excerpt(text: str, words: Sequence[str]) -> list[Part]:
    """Give the text around the first of some folded words, on one line; empty without text.

    ``words`` are as :func:`catalogue.folding.fold` writes them; the excerpt keeps its accents.
    """
    line = " ".join(text.split())
    folded, places = _folded(line)
    spans = _found(folded, words)
    if not spans:
        return [Part(line[:_AFTER])] if line else []
    first = max(0, places[spans[0][0]] - _BEFORE)
    last = min(len(line), places[spans[0][0]] + _AFTER)
    if first:
        first = line.find(" ", first) + 1
    parts = [Part("…")] if first else []
    done = first
    for start, end in ((places[a], places[b]) for a, b in spans):
        if start < done or end > last:
            continue
        parts += [Part(line[done:start]), Part(line[start:end], found=True)]
        done = end
    parts.append(Part(line[done:last] + ("…" if last < len(line) else "")))
    return [part for part in parts if part.text]


def _folded(line: str) -> tuple[str, list[int]]:
    """Fold character by character, and say for each folded one where it comes from."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        written = " " if character == " " else fold(character)
        kept.append(written)
        places += [place] * len(written)
    return "".join(kept), [*places, len(line)]


def _found(folded: str, words: Sequence[str]) -> list[tuple[int, int]]:
    wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    return [match.span() for match in re.finditer(wanted, folded)] if wanted else []
