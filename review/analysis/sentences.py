"""The words and the sentences of a page, found once and asked for many times."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import add

_WORD = re.compile(r"[^\W\d_]+")
# A sentence ends at a full stop before a capital, at an empty line, before a list mark or a heading.
_CAPITAL = r"[^\W\d_a-zà-öø-ÿœ]"
_BREAK = re.compile(
    rf"[.!?…;\n](?:(?<=[.!?…])[)»”\"]?\s+(?=[«“\"(—–•-]?\s*[^\W_a-zà-öø-ÿœ])|(?<=;)\s*\n"
    rf"|(?<=\n)(?:\s*\n|\s*(?=[•●▪■*–—-]\s|[a-z]\)|\d+(?:\.\d+)*[.)]?\s+{_CAPITAL}|{_CAPITAL})))"
)
_ABBREVIATION = re.compile(
    r"\b(?:p\. ?ex|cf|fig|art|par|no|M|Mme|MM|Dr|Pr|etc|e\.g|i\.e|Mr|Mrs|Ms|vs|resp|env|max|min|éd|vol|ex)$",
    re.IGNORECASE,
)
LONGEST_CONTEXT = 400


class Sentences:
    """A page cut into words, and into sentences when somebody asks.

    ``words`` are in lower case; ``starts`` and ``ends`` their offsets in ``text``.
    """

    __slots__ = ("_breaks", "_last", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        lower = text.lower()
        if len(lower) != len(text):  # one Turkish capital grows in lower case
            lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
        self.words: list[str] = _WORD.findall(lower)
        self.starts = [match.start() for match in _WORD.finditer(lower)]
        self.ends = list(map(add, self.starts, map(len, self.words)))
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
                before = self.text[max(0, match.start() - 6) : match.start()]
                if match.group().startswith(".") and _ABBREVIATION.search(before):
                    continue
                if match.end() > self._breaks[-1]:
                    self._breaks.append(match.end())
        return self._breaks
