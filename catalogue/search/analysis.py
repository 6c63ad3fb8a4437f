"""Turn a text, or what a reader typed, into the terms the search index is made of.

French text is analysed as French and English text as English, into one space of terms; each word
of a query is analysed both ways and may be found by either.  A reader never chooses a language: a
word shared by both (protection, machine) is one term, and the others only meet texts of their own
language.
"""

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from whoosh.lang.porter2 import stem as porter_stem

from catalogue.records.designation import number_token
from catalogue.search.inflection import english_form, french_root
from catalogue.search.words import (
    ENGLISH_STOP_WORDS,
    FRENCH_STOP_WORDS,
    JOINED_PREFIXES,
    fold,
    pieces,
    words,
    written_words,
)

_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word a reader typed: where it stands, and the terms that answer to it.

    ``french`` or ``english`` is None where the word is empty in that language («car» is a vehicle
    in English and a conjunction in French); a word empty in one of them is helpful, not required.
    ``closed_up`` is the folded word that it makes with its neighbour («électro-technique»).
    """

    written: str
    start: int
    end: int
    folded: str
    french: str | None
    english: str | None
    closed_up: str = ""

    @property
    def required(self) -> bool:
        """Whether a record must have this word to answer the query."""
        return self.french is not None and self.english is not None

    @property
    def number(self) -> str | None:
        """What the records that have this word for number are filed under."""
        return number_token(self.folded) if self.folded[:1].isdigit() else None

    @property
    def joined(self) -> tuple[str, ...]:
        """The terms of the word it makes with its neighbour, French and English."""
        word = self.closed_up
        return (french_root(word), english_root(word)) if word else ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term that stands for this word in the index, none twice."""
        found = (self.french, self.english, self.number, *self.joined)
        return tuple(dict.fromkeys(term for term in found if term is not None))


@lru_cache(maxsize=65536)
def english_root(word: str) -> str:
    """Give the common root of the forms of a folded English word."""
    return str(porter_stem(english_form(word)))


def french_terms(text: str) -> list[str]:
    """Give the terms of a French text, in order."""
    return [term for word in _titled(text) for term in french_word(word)]


def english_terms(text: str) -> list[str]:
    """Give the terms of an English text, in order."""
    return [term for word in _titled(text) for term in english_word(word)]


def query_words(text: str) -> list[QueryWord]:
    """Analyse what a reader typed, in both languages at once; no word is typed twice."""
    text = composed(text)
    found: dict[str, QueryWord] = {}
    for word in words(text):
        folded = fold(word.written)
        if not folded or folded in found:
            continue
        article = word.written == "A" and word.start == 0
        empty = [
            article or _is(word.written, stop) for stop in (FRENCH_STOP_WORDS, ENGLISH_STOP_WORDS)
        ]
        found[folded] = QueryWord(
            *word,
            folded=folded,
            french=None if empty[0] else french_root(folded),
            english=None if empty[1] else english_root(folded),
        )
    return _closed_up(text, list(found.values()))


def _closed_up(text: str, words: list[QueryWord]) -> list[QueryWord]:
    """Let two words be found as one where that is how it may be written as well."""
    for at, (first, second) in enumerate(pairwise(words)):
        between = text[first.end : second.start]
        hyphen = between in _HYPHENS or (between == " " and first.folded in JOINED_PREFIXES)
        if hyphen and first.written.isalpha() and second.written.isalpha():
            closed_up = first.folded + second.folded
            words[at] = replace(first, closed_up=closed_up)
            words[at + 1] = replace(second, closed_up=closed_up)
    return words


def composed(text: str) -> str:
    """Give a text with each accent in one piece with its letter, as positions are counted."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _titled(text: str) -> list[str]:
    """Give the words of a text, less the article an English title may begin with («A method»).

    Anywhere else a capital A is a name («vitamine A»), and is kept.
    """
    found = written_words(composed(text))
    return found[1:] if found[:1] == ["A"] else found


@lru_cache(maxsize=65536)
def french_word(word: str) -> tuple[str, ...]:
    """Give the terms of a word as written in a French text: none, one, or two glued together."""
    return tuple(french_root(fold(one)) for one in pieces(word) if not _is(one, FRENCH_STOP_WORDS))


@lru_cache(maxsize=65536)
def english_word(word: str) -> tuple[str, ...]:
    """Give the terms of a word as written in an English text."""
    return tuple(
        english_root(fold(one)) for one in pieces(word) if not _is(one, ENGLISH_STOP_WORDS)
    )


def _is(word: str, stop_words: frozenset[str]) -> bool:
    return word != "A" and fold(word) in stop_words
