"""Find phrases in French and English titles, whatever the number, gender, case or accents.

A phrase is a run of words; the little words between them («de», «of the») do not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from catalogue.search.inflection import english_form
from catalogue.search.words import fold

Payload = TypeVar("Payload")
# «l’essai» is one word, «women’s» too.
_WORD = re.compile(r"(?:\b(?:l|d|n|s|c|j|m|t|qu)['’])?([^\W_]+)(?:['’]s\b)?", re.IGNORECASE)
_SHORTEST = 4  # letters; shorter words keep their s («gas», «bus»)

# fmt: off
# Shorter lists than those of the search: «bien-être» and «nouveau-né» must keep both halves.
_FRENCH_LITTLE = frozenset({
    "le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "et", "ou", "en", "dans",
    "par", "pour", "sur", "avec", "a", "d", "l",
})
_ENGLISH_LITTLE = frozenset({
    "a", "an", "the", "of", "for", "and", "or", "in", "on", "to", "with", "by", "from", "at",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Found(Generic[Payload]):
    """A phrase found in a text: what it stands for, and its first and last word, inclusive."""

    payload: Payload
    first: int
    last: int


@lru_cache(maxsize=65536)
def english_singular(word: str) -> str:
    """Give the singular of a folded English word; nothing else is taken off it."""
    known = english_form(word)
    if known != word or len(word) < _SHORTEST:
        return known
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=65536)
def french_singular(word: str) -> str:
    """Give the singular of a folded French word; feminines stay («longe» is not «long»)."""
    if len(word) < _SHORTEST:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=65536)
def _french_form(word: str) -> str:
    folded = fold(word)
    return "" if folded in _FRENCH_LITTLE else french_singular(folded)


@lru_cache(maxsize=65536)
def _english_form(word: str) -> str:
    folded = fold(word)
    return "" if folded in _ENGLISH_LITTLE else english_singular(folded)


def french_words(text: str) -> tuple[str, ...]:
    """Give the words of a French text that say something, in their form for comparing."""
    return tuple(form for word in _WORD.findall(text) if (form := _french_form(word)))


def english_words(text: str) -> tuple[str, ...]:
    """Give the words of an English text that say something, in their form for comparing."""
    return tuple(form for word in _WORD.findall(text) if (form := _english_form(word)))


def as_written(text: str, first: int, last: int, *, french: bool) -> str:
    """Give the stretch of a text from one of its saying words to another, inclusive."""
    form = _french_form if french else _english_form
    places = [found.span(1) for found in _WORD.finditer(text) if form(found[1])]
    return text[places[first][0] : places[last][1]]


@dataclass(frozen=True, slots=True)
class Title:
    """A title in both languages, cut into words once for all that reads it."""

    fr: str
    en: str
    french: tuple[str, ...]
    english: tuple[str, ...]

    @classmethod
    def of(cls, fr: str | None, en: str | None) -> Title:
        """Cut a title; a language it does not have is empty."""
        fr, en = fr or "", en or ""
        return cls(fr, en, french_words(fr), english_words(en))


@dataclass(slots=True)
class Phrases(Generic[Payload]):
    """Phrases by their first word, to find every one of them in a single walk over a text."""

    _by_first: defaultdict[str, list[tuple[tuple[str, ...], Payload]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, words: tuple[str, ...], payload: Payload) -> None:
        """Know one more phrase; a phrase of little words only is not kept."""
        if words:
            self._by_first[words[0]].append((words, payload))

    def find(self, words: tuple[str, ...]) -> Iterator[Found[Payload]]:
        """Give each phrase each time it stands in a text."""
        known = self._by_first
        for first, word in enumerate(words):
            if word not in known:
                continue
            for phrase, payload in known[word]:
                if words[first : first + len(phrase)] == phrase:
                    yield Found(payload, first, first + len(phrase) - 1)
