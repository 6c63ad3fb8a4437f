"""How near a title stands to the entries of the reference list that somebody looked into."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from catalogue.triage.phrases import english_tokens, french_tokens

_SHORTEST = 4  # letters; shorter words of a title say little about its subject
LEAST = 0.35  # cosine under which two titles are not called near


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be near to. ``weight`` (0 to 1) says how firmly it is known to bear on gender."""

    reference: str
    identifier: str
    title_fr: str | None
    title_en: str | None
    committee: str | None
    known_as: str
    weight: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The entry nearest to a title: cosine of their rarer words (0 to 1), committee shared or not.

    ``words`` are the forms the two titles share, the rarest first.
    """

    entry: Entry
    likeness: float
    same_committee: bool
    words: tuple[str, ...]


def subject_words(title_fr: str | None, title_en: str | None) -> frozenset[str]:
    """Give the words of a title that may say its subject, each language apart."""
    found = {f"f:{token.form}" for token in french_tokens(title_fr or "")}
    found.update(f"e:{token.form}" for token in english_tokens(title_en or ""))
    return frozenset(
        word for word in found if len(word) >= _SHORTEST + 2 and not word[2:].isdigit()
    )


class Neighbourhood:
    """The entries by their words, each word weighted by how rare it is in all titles."""

    def __init__(self, entries: Sequence[Entry], titles: Iterable[frozenset[str]]) -> None:
        uses: Counter[str] = Counter()
        total = 0
        for words in titles:
            uses.update(words)
            total += 1
        self._uses, self._total = uses, max(total, 1)
        self._entries = entries
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._norms: list[float] = []
        for place, entry in enumerate(entries):
            own = subject_words(entry.title_fr, entry.title_en)
            self._norms.append(self._norm(own))
            for word in own:
                self._postings[word].append(place)

    def nearest(
        self, words: frozenset[str], *, committee: str | None, but: str = ""
    ) -> Nearest | None:
        """Give the entry nearest to a title, other editions of the same document (``but``) aside."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in words:
            if word in self._postings:
                square = self._rarity(word) ** 2
                for place in self._postings[word]:
                    scores[place] += square
        if not scores:
            return None
        norm = self._norm(words)
        best: tuple[float, int] | None = None
        for place, shared in scores.items():
            entry = self._entries[place]
            if entry.identifier == but:
                continue
            likeness = shared / (norm * self._norms[place])
            if likeness >= LEAST and (best is None or likeness * entry.weight > best[0]):
                best = (likeness * entry.weight, place)
        if best is None:
            return None
        entry = self._entries[best[1]]
        own = subject_words(entry.title_fr, entry.title_en)
        common = sorted(words & own, key=lambda word: (-self._rarity(word), word))
        return Nearest(
            entry,
            best[0] / entry.weight if entry.weight else 0.0,
            committee is not None and committee == entry.committee,
            tuple(common),
        )

    def _rarity(self, word: str) -> float:
        return log((self._total + 1) / (self._uses[word] + 1)) + 0.01

    def _norm(self, words: Iterable[str]) -> float:
        return sqrt(sum(self._rarity(word) ** 2 for word in words)) or 1.0
