"""The list of terms: what in a title speaks for a record, what does not, what only seems to.

Pure: rows in, signals out. The rows are those of ``seed_lists/triage_terms.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalogue.triage.phrases import Phrases, Token, english_tokens, french_tokens
from catalogue.triage.vocabulary import Effect, Level

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Concept:
    """One row: a subject, under every French and English wording of it."""

    code: str
    effect: Effect
    level: Level | None
    why_fr: str
    source: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A concept found in a title: the words of the title that say it."""

    concept: Concept
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a title says to somebody who looks for women and men in it."""

    raised: tuple[Signal, ...] = ()
    lowered: tuple[Signal, ...] = ()


class Terms:
    """The list of terms, ready to read titles."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._french: Phrases[Concept] = Phrases()
        self._english: Phrases[Concept] = Phrases()
        self._voiding_french: Phrases[str] = Phrases()
        self._voiding_english: Phrases[str] = Phrases()
        for row in rows:
            concept = Concept(
                row["concept"],
                Effect(row["effect"]),
                Level(row["level"]) if row["level"] else None,
                row["why_fr"],
                row["source"],
            )
            for phrase in _cells(row["fr"]):
                self._french.add(french_tokens(phrase), concept)
            for phrase in _cells(row["en"]):
                self._english.add(english_tokens(phrase), concept)
            for phrase in _cells(row["not_with"]):
                self._voiding_french.add(french_tokens(phrase), concept.code)
                self._voiding_english.add(english_tokens(phrase), concept.code)

    def read(self, title_fr: str | None, title_en: str | None) -> Reading:
        """Read a title in both languages; each concept counts once, the French words first."""
        french = french_tokens(title_fr) if title_fr else []
        english = english_tokens(title_en) if title_en else []
        seen: dict[str, Signal] = {}
        for text, tokens, phrases in (
            (title_fr or "", french, self._french),
            (title_en or "", english, self._english),
        ):
            for concept, first, last in _unmasked(tokens, phrases):
                written = text[tokens[first].start : tokens[last].end]
                seen.setdefault(concept.code, Signal(concept, written))
        if not seen:
            return Reading()
        voided = {found.payload for found in self._voiding_french.find(french)}
        voided.update(found.payload for found in self._voiding_english.find(english))
        kept = [signal for code, signal in seen.items() if code not in voided]
        return Reading(
            tuple(one for one in kept if one.concept.effect is Effect.RAISE),
            tuple(one for one in kept if one.concept.effect is Effect.LOWER),
        )


def _unmasked(tokens: list[Token], phrases: Phrases[Concept]) -> list[tuple[Concept, int, int]]:
    """Leave out what stands inside a phrase that only looks relevant."""
    found = list(phrases.find(tokens))
    masked = {
        place
        for one in found
        if one.payload.effect is Effect.IGNORE
        for place in range(one.first, one.last + 1)
    }
    return [
        (one.payload, one.first, one.last)
        for one in found
        if one.payload.effect is not Effect.IGNORE
        and masked.isdisjoint(range(one.first, one.last + 1))
    ]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(";") if cell.strip()]
