"""Find phrases in French and English titles, whatever the number, gender, case or accents.

A phrase is a run of words; the little words between them («de», «of the») do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from catalogue.search.inflection import english_form, french_root
from catalogue.search.words import ENGLISH_STOP_WORDS, FRENCH_STOP_WORDS, fold, words

Payload = TypeVar("Payload")
_SHORTEST = 4  # letters; shorter words keep their s («gas», «bus»)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text that says something: its form for comparing, and where it stands."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found(Generic[Payload]):
    """A phrase found in a text: what it stands for, and its first and last token, inclusive."""

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


def french_tokens(text: str) -> list[Token]:
    """Cut a French text into the words that say something."""
    return [
        Token(french_root(folded), word.start, word.end)
        for word in words(text)
        if (folded := fold(word.written)) and folded not in FRENCH_STOP_WORDS
    ]


def english_tokens(text: str) -> list[Token]:
    """Cut an English text into the words that say something."""
    return [
        Token(english_singular(folded), word.start, word.end)
        for word in words(text)
        if (folded := fold(word.written)) and folded not in ENGLISH_STOP_WORDS
    ]


@dataclass(slots=True)
class Phrases(Generic[Payload]):
    """Phrases by their first word, to find every one of them in a single walk over a text."""

    _by_first: defaultdict[str, list[tuple[tuple[str, ...], Payload]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, tokens: Iterable[Token], payload: Payload) -> None:
        """Know one more phrase; a phrase of little words only is not kept."""
        forms = tuple(token.form for token in tokens)
        if forms:
            self._by_first[forms[0]].append((forms, payload))

    def find(self, tokens: list[Token]) -> Iterator[Found[Payload]]:
        """Give each phrase each time it stands in a text."""
        known = self._by_first
        for first, token in enumerate(tokens):
            for forms, payload in known.get(token.form, ()):
                last = first + len(forms) - 1
                if last < len(tokens) and all(
                    tokens[first + step].form == form for step, form in enumerate(forms)
                ):
                    yield Found(payload, first, last)
