"""Mend typing errors and finish words, from the words the titles are made of."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from catalogue.search.words import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_TWO_ERRORS = 6  # letters a word needs for two errors to be forgiven
_SHORTEST = 3
_LONGEST = 40  # letters; longer than any word of a title
_TITLES_AT_ONCE = 2000  # read together, which is quicker
_ACCENTED = 4  # times an accented writing may be rarer and still be given
_MOST = 8  # corrections looked at for one word
_MOST_COMPLETIONS = 30


class Spelling(NamedTuple):
    """A word of the titles close to the one typed."""

    written: str
    folded: str
    errors: int
    uses: int


class WordList:
    """The words of the titles with how often each is used."""

    def __init__(self) -> None:
        self._written: Counter[str] = Counter()

    @classmethod
    def merged(cls, lists: Sequence["WordList"]) -> "WordList":
        """Put several lists together, at the cost of the words of all but the largest."""
        one = cls()
        if not lists:
            return one
        largest, *others = sorted(lists, key=lambda words: -len(words._written))  # noqa: SLF001
        one._folded = dict(largest._folded)  # noqa: SLF001 - one class
        for words in others:
            for folded, (written, count) in words._folded.items():  # noqa: SLF001
                usual, uses = one._folded.get(folded, (written, 0))
                one._folded[folded] = usual, uses + count
        return one

    def add(self, titles: Iterable[str]) -> None:
        """Count the words of titles."""
        waiting = iter(titles)
        while together := list(islice(waiting, _TITLES_AT_ONCE)):
            self._written.update(_WORD.findall(" ".join(together).lower()))

    @property
    def uses(self) -> Mapping[str, int]:
        """How often each word is written so."""
        return self._written

    @cached_property
    def _folded(self) -> dict[str, tuple[str, int]]:
        """The most usual writing of each folded word, and its number of uses in all writings."""
        known: dict[str, tuple[str, int]] = {}
        for written, count in self._written.most_common():
            folded = written if written.isascii() else fold(written)
            if folded in known:
                usual, uses = known[folded]
                # English titles, which have no accents, must not take them off French words.
                rather = written if usual.isascii() and count * _ACCENTED > uses else usual
                known[folded] = rather, uses + count
            else:
                known[folded] = (written, count)
        return known

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._folded)

    def corrections(self, word: str) -> list[Spelling]:
        """Give the words one typing error away, or else two, the closest and most used first.

        ``word`` is folded.  One error is a letter missing, added, changed, or two exchanged; for
        two errors the first letter must be right.
        """
        return nearest(word, self._folded, self._starting_with)

    def completions(self, prefix: str) -> list[Spelling]:
        """Give the most used words that start with a folded prefix."""
        found = [
            Spelling(self._folded[word][0], word, 0, self._folded[word][1])
            for word in self._starting_with(prefix)
        ]
        return sorted(found, key=lambda one: (-one.uses, one.folded))[:_MOST_COMPLETIONS]

    def _starting_with(self, prefix: str) -> list[str]:
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        return self._sorted[start:end]


def nearest(
    word: str,
    known: Mapping[str, tuple[str, int]],
    starting_with: Callable[[str], Iterable[str]],
) -> list[Spelling]:
    """Choose among folded words, known with their usual writing and number of uses.

    As :meth:`WordList.corrections` says, which may look at every word; ``starting_with`` gives
    those that begin so.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return []
    near = {other: 1 for other in _one_error(word) if other in known}
    near.pop(word, None)
    if not near and len(word) >= _TWO_ERRORS:
        near = {other: 2 for other in starting_with(word[0]) if _two_errors(word, other)}
        near.pop(word, None)
    found = [
        Spelling(known[other][0], other, errors, known[other][1]) for other, errors in near.items()
    ]
    return sorted(found, key=lambda one: (one.errors, -one.uses))[:_MOST]


def _one_error(word: str) -> set[str]:
    """Give every text one typing error away from a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + letter + right[1:] for left, right in cuts if right for letter in _ALPHABET),
        *(left + letter + right for left, right in cuts for letter in _ALPHABET),
    }


def _two_errors(word: str, other: str) -> bool:
    """Tell whether two words are at most two errors apart."""
    if abs(len(word) - len(other)) > 2 or len(set(word) ^ set(other)) > 4:  # noqa: PLR2004
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word):
        older, before, row = before, row, [at + 1]
        for to, theirs in enumerate(other):
            cost = min(before[to] + (letter != theirs), before[to + 1] + 1, row[to] + 1)
            if older and to and letter == other[to - 1] and word[at - 1] == theirs:
                cost = min(cost, older[to - 1] + 1)
            row.append(cost)
        if min(row) > 2:  # noqa: PLR2004 - the two errors of the name
            return False
    return row[-1] <= 2  # noqa: PLR2004
