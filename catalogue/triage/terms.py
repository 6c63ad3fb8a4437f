"""The list of terms: what in a title speaks for a record, what does not, what only seems to.

Pure: rows in, signals out. The rows are those of ``seed_lists/triage_terms.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalogue.folding import fold_all
from catalogue.triage.phrases import Found, Phrases, Title, as_written, english_words, french_words
from catalogue.triage.vocabulary import Effect, Level

Row = Mapping[str, str]
_BEGINNING = 3  # letters of a first word, enough to skip scopes that say nothing of the kind


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
        self._scope_french: Phrases[Concept] = Phrases()
        self._scope_english: Phrases[Concept] = Phrases()
        beginnings: set[str] = set()
        for row in rows:
            concept = Concept(
                row["concept"],
                Effect(row["effect"]),
                Level(row["level"]) if row["level"] else None,
                row["why_fr"],
                row["source"],
            )
            french = [french_words(cell) for cell in _cells(row["fr"])]
            english = [english_words(cell) for cell in _cells(row["en"])]
            in_scope = bool(row["scope"])
            for phrases, scope, found in (
                (self._french, self._scope_french, french),
                (self._english, self._scope_english, english),
            ):
                for words in found:
                    phrases.add(words, concept)
                    if in_scope:
                        scope.add(words, concept)
                        beginnings.add(words[0][:_BEGINNING])
            for cell in _cells(row["not_with"]):
                self._voiding_french.add(french_words(cell), concept.code)
                self._voiding_english.add(english_words(cell), concept.code)
        self._worth_reading = re.compile(
            r"\b(?:" + "|".join(sorted(beginnings) or ["$^"]) + ")", re.IGNORECASE
        )

    def read_scope(self, scope_fr: str | None, scope_en: str | None) -> Signal | None:
        """Give the first words of a scope that name women, pregnancy, gender and the like."""
        for text, words_of, phrases in (
            (scope_fr, french_words, self._scope_french),
            (scope_en, english_words, self._scope_english),
        ):
            if not text or not self._worth_reading.search(fold_all(text)):
                continue
            for found in phrases.find(words_of(text)):
                written = as_written(text, found.first, found.last, french=words_of is french_words)
                return Signal(found.payload, written)
        return None

    def read(self, title: Title) -> Reading:
        """Read a title in both languages; each concept counts once, the French words first."""
        seen: dict[str, Signal] = {}
        for text, words, phrases in (
            (title.fr, title.french, self._french),
            (title.en, title.english, self._english),
        ):
            for found in _longest(list(phrases.find(words))):
                if found.payload.code not in seen:
                    written = as_written(
                        text, found.first, found.last, french=words is title.french
                    )
                    seen[found.payload.code] = Signal(found.payload, written)
        if not seen:
            return Reading()
        voided = {found.payload for found in self._voiding_french.find(title.french)}
        voided.update(found.payload for found in self._voiding_english.find(title.english))
        kept = [signal for code, signal in seen.items() if code not in voided]
        return Reading(
            tuple(one for one in kept if one.concept.effect is Effect.RAISE),
            tuple(one for one in kept if one.concept.effect is Effect.LOWER),
        )


def _longest(found: list[Found[Concept]]) -> list[Found[Concept]]:
    """Keep the longest of phrases that stand inside one another, and none that only looks relevant.

    «vêtements de protection» is not also «vêtements»; nothing is read in «trou d’homme».
    """
    kept: list[Found[Concept]] = []
    taken: dict[int, int] = {}
    for one in sorted(found, key=lambda each: each.first - each.last):
        places = range(one.first, one.last + 1)
        if any(taken.get(place, 0) > len(places) for place in places):
            continue
        kept.append(one)
        taken.update(dict.fromkeys(places, len(places)))
    ignored = {
        place
        for one in kept
        if one.payload.effect is Effect.IGNORE
        for place in range(one.first, one.last + 1)
    }
    return [one for one in kept if ignored.isdisjoint(range(one.first, one.last + 1))]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(";") if cell.strip()]
