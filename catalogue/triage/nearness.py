"""How near a title stands to the entries of the reference list that somebody looked into."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from catalogue.triage.phrases import Title

_SHORTEST = 4  # letters; shorter words of a title say little about its subject
LEAST = 0.35  # cosine under which two titles are not called near
COMMONEST = 0.01  # share of all titles: a more frequent word alone brings nothing near


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
    """The entry nearest to a title: cosine of their words (0 to 1), and is the committee shared."""

    entry: Entry
    likeness: float
    same_committee: bool


def subject_words(title: Title) -> frozenset[str]:
    """Give the words of a title that may say its subject, each language apart."""
    return frozenset((*map(_marked_french, title.french), *map(_marked_english, title.english))) - {
        ""
    }


@lru_cache(maxsize=65536)
def _marked_french(word: str) -> str:
    return f"f:{word}" if len(word) >= _SHORTEST and not word.isdigit() else ""


@lru_cache(maxsize=65536)
def _marked_english(word: str) -> str:
    return f"e:{word}" if len(word) >= _SHORTEST and not word.isdigit() else ""


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
        self._squares: dict[str, float] = {}
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._own: list[frozenset[str]] = []
        self._norms: list[float] = []
        for place, entry in enumerate(entries):
            own = subject_words(Title.of(entry.title_fr, entry.title_en))
            self._own.append(own)
            self._norms.append(self._norm(own))
            for word in own:
                if self._uses[word] <= total * COMMONEST:
                    self._postings[word].append(place)

    def nearest(
        self, words: frozenset[str], *, committee: str | None, but: str = ""
    ) -> Nearest | None:
        """Give the entry nearest to a title, not another edition of it (``but``)."""
        places = {place for word in words for place in self._postings.get(word, ())}
        if not places:
            return None
        norm = self._norm(words)
        best: tuple[float, float, int] | None = None
        for place in places:
            entry = self._entries[place]
            if entry.identifier == but:
                continue
            shared = sum(self._square(word) for word in words & self._own[place])
            likeness = shared / (norm * self._norms[place])
            if likeness >= LEAST and (best is None or likeness * entry.weight > best[0]):
                best = (likeness * entry.weight, likeness, place)
        if best is None:
            return None
        entry = self._entries[best[2]]
        shared_committee = committee is not None and committee == entry.committee
        return Nearest(entry, best[1], shared_committee)

    def _square(self, word: str) -> float:
        found = self._squares.get(word)
        if found is None:
            rarity = log((self._total + 1) / (self._uses[word] + 1))
            found = self._squares[word] = rarity * rarity
        return found

    def _norm(self, words: Iterable[str]) -> float:
        return sqrt(sum(self._square(word) for word in words)) or 1.0
