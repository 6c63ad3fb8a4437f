"""Write a question that finds nothing again, with its typing errors mended."""

from collections.abc import Collection, Iterable, Sequence
from typing import Generic, Protocol, Self, TypeVar

from catalogue.search.analysis import QueryWord, query_words
from catalogue.search.spelling import Spelling

_SHORTEST_PIECE = 3  # letters of a word that was glued to another
_LONGEST_GLUED = 40  # letters of two words glued together
_WORDS_DOUBTED = 6  # known words tried for a typing error that made another word


class Records(Protocol):
    """A set of records, in whatever form an engine has it."""

    def __and__(self, other: Self, /) -> Self:
        """Keep what is in both."""

    def __bool__(self) -> bool:
        """Tell whether there is any record."""

    def bit_count(self) -> int:
        """Count the records."""


_Records = TypeVar("_Records", bound=Records)
_Found_co = TypeVar("_Found_co", bound=Records, covariant=True)


class Words(Protocol[_Found_co]):
    """What mending asks of an engine."""

    def records_with(self, *terms: str) -> _Found_co:
        """Give the records that have any of these terms."""

    def corrections(self, word: str) -> Sequence[Spelling]:
        """Give the known words near a folded word, the closest and most used first."""


class Mending(Generic[_Records]):
    """Looks for the nearest known words in place of those that find nothing.

    ``sets`` are the records of each word; only what is ``within`` counts as found, and of two
    spellings with as many errors, one that finds what the reader would ``rather`` see is better.
    """

    def __init__(
        self,
        known: Words[_Records],
        words: Sequence[QueryWord],
        sets: Sequence[_Records],
        within: _Records,
        *,
        rather: _Records | None = None,
    ) -> None:
        self._known = known
        self._words = words
        self._within = within
        self._rather = within if rather is None else rather
        self._sets = {at: sets[at] for at, word in enumerate(words) if word.required}
        self._unknown = [at for at, one in self._sets.items() if not one & within]

    def text(self, typed: str) -> str | None:
        """Write the query again so that it finds something; None when that cannot be."""
        joined = self._joined(typed)
        if joined is not None:
            return joined
        chosen = self._for_unknown() if self._unknown else self._for_one_known()
        if not chosen:
            return None
        for at, spelling in sorted(chosen.items(), reverse=True):
            word = self._words[at]
            typed = typed[: word.start] + spelling.written + typed[word.end :]
        return typed

    def _joined(self, typed: str) -> str | None:
        """Take two words for one written apart («auto mobile»), or one for two («microondes»)."""
        required = list(self._sets)[:_WORDS_DOUBTED]
        pairs = [(at, at + 1) for at in required if at + 1 in self._sets]
        # What has a word that finds nothing is likelier to be the one.
        pairs.sort(key=lambda pair: not set(pair) & set(self._unknown))
        for pair in pairs:
            first, second = (self._words[at] for at in pair)
            if self._found(first.folded + second.folded, without=pair):
                return typed[: first.start] + first.written + second.written + typed[second.end :]
        for at in self._unknown:
            word = self._words[at]
            cuts = range(_SHORTEST_PIECE, len(word.written) - _SHORTEST_PIECE + 1)
            for cut in cuts if len(word.written) <= _LONGEST_GLUED else ():
                apart = f"{word.written[:cut]} {word.written[cut:]}"
                if self._found(apart, without=(at,)):
                    return typed[: word.start] + apart + typed[word.end :]
        return None

    def _found(self, written: str, *, without: Collection[int]) -> bool:
        """Tell whether words go with the others of the query."""
        sets = [self._known.records_with(*word.terms) for word in query_words(written)]
        others = (one for at, one in self._sets.items() if at not in without)
        return bool(sets) and bool(self._having((*sets, *others)))

    def _for_unknown(self) -> dict[int, Spelling]:
        chosen: dict[int, Spelling] = {}
        known = {at: one for at, one in self._sets.items() if at not in self._unknown}
        for at in self._unknown:
            best = self._nearest(at, self._having(known.values()))
            if best is None:
                return {}
            chosen[at], known[at] = best
        return chosen

    def _for_one_known(self) -> dict[int, Spelling]:
        """Doubt each word in turn: an error can make another word that exists."""
        trials = []
        for at in list(self._sets)[:_WORDS_DOUBTED]:
            rest = self._having(one for other, one in self._sets.items() if other != at)
            best = self._nearest(at, rest) if rest else None
            if best is not None:
                spelling, both = best[0], best[1] & rest
                wanted = (both & self._rather).bit_count()
                trials.append((spelling.errors, -wanted, -both.bit_count(), at, spelling))
        return {min(trials)[3]: min(trials)[4]} if trials else {}

    def _having(self, sets: Iterable[_Records]) -> _Records:
        found = self._within
        for one in sets:
            found &= one
        return found

    def _nearest(self, at: int, rest: _Records) -> tuple[Spelling, _Records] | None:
        """Give the best spelling of a word that goes with the rest, and the records it has."""
        second: tuple[Spelling, _Records] | None = None
        little: tuple[Spelling, _Records] | None = None
        for spelling in self._known.corrections(self._words[at].folded):
            if second and spelling.errors > second[0].errors:
                break
            word = query_words(spelling.written)[0]
            if not word.required:  # «dasn»: a little word, which asks for nothing
                little = little or (spelling, self._within)
                continue
            records = self._known.records_with(*word.terms)
            both = records & rest
            if both & self._rather:
                return spelling, records
            if both and second is None:
                second = spelling, records
        return second or (little if rest else None)
