"""Which column a heading of a file means, as offices write it: exactly, nearly, or perhaps."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.exchange.cells import wording
from catalogue.exchange.columns import Column

# Headings of our own files that say something of the row and nothing of its record.
OURS = frozenset({"ligne du fichier", "motif du refus"})

_SMALL_WORDS = frozenset({"d", "de", "des", "du", "en", "l", "la", "le", "les", "of", "the"})
_NUMBER = frozenset({"n", "no", "num", "numero", "nb", "number"})
_NEAR_ENOUGH = 0.86


@dataclass(frozen=True, slots=True)
class Guess:
    """The column a heading means; not ``sure`` when a person should look."""

    code: str
    sure: bool


class Names:
    """The names by which the columns of one kind of file are known."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._exact: dict[str, str] = {}
        self._plain: dict[str, str | None] = {}
        for column in columns:
            for name in column.headings():
                self._exact.setdefault(name, column.code)
                plain = _plain(name)
                other = self._plain.setdefault(plain, column.code)
                if other != column.code:
                    self._plain[plain] = None  # two columns: neither

    def guess(self, heading: str, *, nearly: bool) -> Guess | None:
        """Tell which column a heading means, if any; ``nearly`` looks for mistyped ones too."""
        name = wording(heading.rstrip("* "))
        if not name or name in OURS:
            return None
        if name in self._exact:
            return Guess(self._exact[name], sure=True)
        plain = _plain(name)
        if code := self._plain.get(plain):
            return Guess(code, sure=True)
        if not nearly:
            return None
        near = difflib.get_close_matches(plain, self._plain, n=1, cutoff=_NEAR_ENOUGH)
        code = self._plain[near[0]] if near else None
        return Guess(code, sure=False) if code else None


def matched(
    names: Names, headings: Iterable[Sequence[str]], *, nearly: bool = False
) -> tuple[dict[str, int], set[int]]:
    """Match the columns of a sheet, each with the writings its heading may be taken in.

    Gives the place of each column found, and the places of which a person should make sure. Where
    two headings mean the same column, the first that is sure has it and both are to be looked at.
    """
    places: dict[str, int] = {}
    sure: dict[str, bool] = {}
    doubtful: set[int] = set()
    for place, writings in enumerate(headings):
        guess = next((one for text in writings if (one := names.guess(text, nearly=nearly))), None)
        if guess is None:
            if any(wording(text) and wording(text) not in OURS for text in writings):
                doubtful.add(place)
            continue
        other = places.get(guess.code)
        if other is not None:
            doubtful |= {other, place}
            if sure[guess.code] or not guess.sure:
                continue
        if not guess.sure:
            doubtful.add(place)
        places[guess.code], sure[guess.code] = place, guess.sure
    return places, doubtful


def missing(columns: Iterable[Column], places: Mapping[str, int]) -> list[Column]:
    """Give the obligatory columns that no column of the file is."""
    return [one for one in columns if one.obligatory and one.code not in places]


def _plain(name: str) -> str:
    words = name.split()
    kept = [
        "n" if word in _NUMBER else word.removesuffix("s")
        for index, word in enumerate(words)
        if word not in _SMALL_WORDS or index == len(words) - 1
    ]
    return " ".join(kept)
