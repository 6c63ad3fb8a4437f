"""The words and the sentences of a page, found once and asked for many times."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

# Parts a text in words and what stands between them, in turn.
_WORD = re.compile(r"([^\W\d_]+)")
# A sentence ends at a full stop before a capital, at an empty line, before a list mark or a heading.
_CAPITAL = r"[^\W\d_a-zà-öø-ÿœ]"
_BREAK = re.compile(
    rf"[.!?…;\n](?:(?<=[.!?…])[)»”\"]?\s+(?=[«“\"(—–•-]?\s*[^\W_a-zà-öø-ÿœ])|(?<=;)\s*\n"
    rf"|(?<=\n)(?:\s*\n|\s*(?=[•●▪■*–—-]\s|[a-z]\)|(?:[A-Z]\.)?\d+(?:\.\d+)+[ \t]*\n|\d+(?:\.\d+)*[.)]?\s+{_CAPITAL}|{_CAPITAL})))"
)
_ABBREVIATIONS = frozenset(
    "cf fig art par no m mme mm dr pr etc g e mr mrs ms vs resp env max min éd vol ex".split()
)
# «e.g.» and «i.e.» are cut at each point: their last letter alone is no abbreviation.
_LETTER_BEFORE = {"g": "e.", "e": "i."}
LONGEST_CONTEXT = 400


class Sentences:
    """A page cut into words, and into sentences when somebody asks.

    ``words`` are in lower case; ``starts`` and ``ends`` their offsets in ``text``. ``lower`` is the
    text in lower case, as long as the text itself.
    """

    __slots__ = ("_breaks", "_last", "ends", "lower", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        lower = text.lower()
        if len(lower) != len(text):  # one Turkish capital grows in lower case
            lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
        self.lower = lower
        parts: list[str] = _WORD.split(lower)
        edges = list(accumulate(map(len, parts)))
        self.words = parts[1::2]
        self.starts, self.ends = edges[:-1:2], edges[1::2]
        self._breaks: list[int] | None = None
        self._last = (0, 0)

    def bounds(self, place: int) -> tuple[int, int]:
        """Give the offsets of the sentence around a place of the text."""
        if not self._last[0] <= place < self._last[1]:
            breaks = self._places()
            at = bisect_right(breaks, place)
            end = breaks[at] if at < len(breaks) else len(self.text)
            self._last = (breaks[at - 1], end)
        return self._last

    def around(self, start: int, end: int) -> str:
        """Give the sentence around a passage on one line, shortened when it is very long."""
        first, last = self.bounds(start)
        first = max(first, start - LONGEST_CONTEXT // 2)
        last = max(min(last, end + LONGEST_CONTEXT // 2), end)
        return " ".join(self.text[first:last].split())

    def _places(self) -> list[int]:
        if self._breaks is None:
            self._breaks = [0]
            for match in _BREAK.finditer(self.text):
                start, end = match.span()
                if self.text[start] == "." and self._is_abbreviation(start):
                    continue
                if end > self._breaks[-1]:
                    self._breaks.append(end)
        return self._breaks

    def _is_abbreviation(self, place: int) -> bool:
        """Tell whether the full stop at this place ends «cf.», «M.», «e.g.» and no sentence."""
        at = bisect_right(self.ends, place) - 1
        if at < 0 or self.ends[at] != place:
            return False
        word, start = self.words[at], self.starts[at]
        if word not in _ABBREVIATIONS:
            return False
        letter = _LETTER_BEFORE.get(word)
        before = self.lower[max(0, start - 2) : start]
        if letter is not None:
            return before == letter
        return not (before[-1:].isdigit() or before[-1:] == "_")
