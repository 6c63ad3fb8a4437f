"""Understand what a reader typed: words, exact phrases, a reference."""

import re
import unicodedata
from dataclasses import dataclass

from catalogue.records.designation import Designation, parse
from catalogue.search.analysis import (
    QueryWord,
    composed,
    english_terms,
    french_terms,
    query_words,
)

_LONGEST = 1000  # characters read
_MOST_WORDS = 16
_MOST_PHRASES = 4
# «ISO 7035 2», «ISO 105 A03»: a part after a space; «A1» is an amendment.
_SPACED_PART = re.compile(r"([^\W\d_]\D*\d{2,}) ([1-9]\d?)(?=$|[ :/(])")
_LETTERED_PART = re.compile(r"(\d{2,}) (A0\d|[B-Z]\d\d)(?=$|[ :/(])", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"\b(?:n ?[°º]|no\.|num[ée]ro) ?(?=\d)", re.IGNORECASE)
_GLUED_BODIES = re.compile(r"\bISO ?-?(?:IEC|CEI) ?(?=\d)", re.IGNORECASE)
_PHRASE = re.compile(r'«([^«»]+)»|"([^"]+)"|“([^“”]+)”')


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, as terms in French and in English, a space around each."""

    french: bytes
    english: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood.

    ``whole`` is the run of all its words, to put first the titles that begin with it;
    ``shortened`` says that the end of a very long text was left out.
    """

    text: str
    words: tuple[QueryWord, ...]
    whole: Run
    phrases: tuple[Run, ...]
    designation: Designation | None
    shortened: bool


def understand(typed: str) -> Question:
    """Read a text of any length and content; every sign that is not a word is a space."""
    start = composed(typed[:_LONGEST])
    text = " ".join(
        "".join(" " if unicodedata.category(char)[0] == "C" else char for char in start).split(),
    )
    words = query_words(text)
    if len(words) > _MOST_WORDS:
        text = text[: words[_MOST_WORDS].start].rstrip()
    return Question(
        text=text,
        words=tuple(words[:_MOST_WORDS]),
        whole=run(text),
        phrases=tuple(run(one) for one in _phrases(text)),
        designation=_designation(text),
        shortened=len(typed) > _LONGEST or len(words) > _MOST_WORDS,
    )


def _phrases(text: str) -> list[str]:
    """Give the exact phrases of a text, the first few, none twice."""
    found = (next(filter(None, one.groups())) for one in _PHRASE.finditer(text))
    return list(dict.fromkeys(found))[:_MOST_PHRASES]


def _designation(text: str) -> Designation | None:
    """Read a reference as a reader may write it and no document does, then as documents do."""
    text = _NUMBER_SIGN.sub("", _GLUED_BODIES.sub("ISO/IEC ", text))
    lettered = _LETTERED_PART.sub(r"\1-\2", text)
    return parse(lettered) or parse(_SPACED_PART.sub(r"\1-\2", text))


def run(text: str) -> Run:
    """Give the run of words of a text."""
    return Run(title_bytes(french_terms(text)), title_bytes(english_terms(text)))


def title_bytes(terms: list[str]) -> bytes:
    """Give terms as a title is kept for searching: a space around each, nothing when none."""
    return f" {' '.join(terms)} ".encode("utf-8", "surrogatepass") if terms else b""
