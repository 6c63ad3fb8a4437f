"""Set phrases as data: the word that calls them, what they look like, when they are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.analysis.reading import Found, Page, Rule
from review.analysis.suggestions import lexicon_alternatives
from review.analysis.vocabulary import HintKind, WordingClass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase; its patterns are for text in lower case (:mod:`review.analysis.patterns`).

    ``looks`` is matched where the calling word starts. ``unless_before`` and ``unless_after`` are
    looked for beside it, ``unless`` anywhere in its sentence, ``only`` must be in its sentence.
    ``rule`` is the lexicon's code or a name.
    """

    rule: str
    wording_class: WordingClass
    looks: re.Pattern[str]
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    only: re.Pattern[str] | None = None
    kind: HintKind = HintKind.WORDING
    alternatives: tuple[str, ...] = ()
    swap: tuple[str, tuple[str, ...]] | None = None
    """What to replace in the words found, and by what: gives suggestions of the same number."""

    def read(self, page: Page, index: int) -> Found | None:
        """Give what is found where this word stands, if the phrase stands there."""
        start = page.starts[index]
        match = self.looks.match(page.lower, start)
        if match is None or page.zones.covers(start):
            return None
        last = index
        while last + 1 < len(page.ends) and page.ends[last] < match.end():
            last += 1
        if self.unless_before is not None and self.unless_before.search(page.before(index)):
            return None
        if self.unless_after is not None and self.unless_after.match(page.after(last)):
            return None
        if self.unless is not None or self.only is not None:
            sentence = page.sentence(index)
            if self.unless is not None and self.unless.search(sentence):
                return None
            if self.only is not None and not self.only.search(sentence):
                return None
        words = self.alternatives or lexicon_alternatives(self.rule)
        if self.swap is not None:
            pattern, several = self.swap
            words = tuple(
                re.sub(pattern, one, page.text[start : match.end()], flags=re.IGNORECASE)
                for one in several
            )
        return Found(start, match.end(), self.kind, self.wording_class, self.rule, words)


def rules_of(phrases: Iterable[tuple[str, Phrase]]) -> Mapping[str, Rule]:
    """Make one rule per calling word; the first phrase that stands there is the one shown."""
    by_word: dict[str, list[Phrase]] = {}
    for words, phrase in phrases:
        for word in words.split():
            by_word.setdefault(word, []).append(phrase)
    return {word: _rule(several) for word, several in by_word.items()}


def _rule(several: list[Phrase]) -> Rule:
    def read(page: Page, index: int) -> Iterator[Found]:
        for phrase in several:
            found = phrase.read(page, index)
            if found is not None:
                yield found
                return

    return read
