"""One page as the rules read it: words, sentences, and what is not the draft's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from review.analysis.clauses import Clauses
from review.analysis.sentences import Sentences
from review.analysis.vocabulary import HintKind, WordingClass
from review.analysis.zones import Zones

NEAR = 70
# A «sentence» longer than any real one is a table or a list: only so much of it is weighed.
SENTENCE_REACH = 600


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found on a page, before its clause and its sentence are added."""

    start: int
    end: int
    kind: HintKind
    wording_class: WordingClass | None
    rule: str
    suggestions: tuple[str, ...] = ()


class Page:
    """The text of one page with what the rules ask of it."""

    __slots__ = ("clauses", "ends", "lower", "sentences", "starts", "text", "words", "zones")

    def __init__(self, text: str, sentences: Sentences, clauses: Clauses) -> None:
        self.text = text
        self.lower = sentences.lower
        self.sentences = sentences
        self.words, self.starts, self.ends = sentences.words, sentences.starts, sentences.ends
        self.clauses = clauses
        self.zones = Zones(text, sentences, clauses)

    def before(self, index: int) -> str:
        """Give the text just before a word, within its sentence, in lower case."""
        start = self.starts[index]
        return self.lower[max(self.sentences.bounds(start)[0], start - NEAR) : start]

    def after(self, index: int) -> str:
        """Give the text just after a word, within its sentence, in lower case."""
        end = self.ends[index]
        return self.lower[end : min(self.sentences.bounds(end - 1)[1], end + NEAR)]

    def sides(self, index: int, last: int) -> tuple[str, str, str, str]:
        """Give the text before and after some words, in lower case, then with its capitals."""
        start, end = self.starts[index], self.ends[last]
        opens, closes = self.sentences.bounds(start)
        before = slice(max(opens, start - NEAR), start)
        after = slice(end, min(max(closes, end), end + NEAR))
        return self.lower[before], self.lower[after], self.text[before], self.text[after]

    def written_before(self, index: int) -> str:
        """Give the text just before a word, within its sentence, with its capitals."""
        start = self.starts[index]
        return self.text[max(self.sentences.bounds(start)[0], start - NEAR) : start]

    def written_after(self, index: int) -> str:
        """Give the text just after a word, within its sentence, with its capitals."""
        end = self.ends[index]
        return self.text[end : min(self.sentences.bounds(end - 1)[1], end + NEAR)]

    def sentence(self, index: int) -> str:
        """Give the sentence around a word, in lower case; of an endless one, what stands near."""
        first, last = self.sentence_bounds(index)
        return self.lower[first:last]

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """Give the offsets of the sentence around a word, cut far from it where it is endless."""
        place = self.starts[index]
        first, last = self.sentences.bounds(place)
        return max(first, place - SENTENCE_REACH), min(last, place + SENTENCE_REACH)

    def gap(self, index: int) -> str:
        """Give what stands between a word and the one before it."""
        return self.text[self.ends[index - 1] : self.starts[index]] if index > 0 else "\n"

    def starts_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of its sentence."""
        start = self.starts[index]
        return index == 0 or self.ends[index - 1] <= self.sentences.bounds(start)[0]

    def is_capitalised(self, index: int) -> bool:
        """Tell whether a word has a capital and small letters after it."""
        word = self.text[self.starts[index] : self.ends[index]]
        return word[0].isupper() and not word.isupper()


Rule = Callable[[Page, int], Iterable[Found]]
Rules = Mapping[str, tuple[Rule, ...]]


def joined(*tables: Mapping[str, Rule]) -> Rules:
    """Put tables of rules together, by the word that calls them."""
    several: dict[str, tuple[Rule, ...]] = {}
    for table in tables:
        for word, rule in table.items():
            several[word] = (*several.get(word, ()), rule)
    return several
