"""Finish what a reader is typing, with words and references that find something."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from catalogue import bitmaps
from catalogue.records.designation import Designation, number_token, parse
from catalogue.search.analysis import (
    QueryWord,
    composed,
    english_word,
    french_word,
    query_words,
)
from catalogue.search.contract import Suggestion
from catalogue.search.documents import titles_of
from catalogue.search.question import run
from catalogue.search.snapshot import Snapshot
from catalogue.search.words import (
    APOSTROPHES,
    ENGLISH_STOP_WORDS,
    FRENCH_STOP_WORDS,
    fold,
    words,
    written_words,
)

_LONGEST = 100  # characters
_SHORTEST = 2  # letters or digits before anything is suggested
_LOOKED_AT = 300  # records whose reference or title is compared
_LOOKED_INTO = 40  # titles that are looked into for the very words
_READ = 6  # of them, titles that are read for other little words
_ENGLISH = 0.25  # what an English word counts for beside a French one: readers type French


def complete(snapshot: Snapshot, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Give at most ``limit`` ways to finish a text.

    A number gives the references that begin with it; otherwise the last word is finished
    («sécurité des ma»: «sécurité des machines»), what finds most first, a French
    word rather than an English one.  Nothing is suggested that
    finds no document in force.
    """
    text = composed(typed[:_LONGEST]).lstrip()
    withdrawn = snapshot.withdrawn
    within = snapshot.live & ~withdrawn
    if (designation := parse(text)) is not None:
        return _references(snapshot, designation, within, limit)
    typed_words = query_words(text)
    last = typed_words[-1] if typed_words else None
    if last is None or last.end != len(text) or len(last.folded) < _SHORTEST:
        return ()
    return _words(snapshot, text, typed_words, within, limit)


def _words(
    snapshot: Snapshot,
    text: str,
    typed_words: list[QueryWord],
    within: int,
    limit: int,
) -> tuple[Suggestion, ...]:
    *before, last = typed_words
    for word in before:
        if word.required:
            within &= snapshot.records_with(*word.terms)
    # Little words alone are not finished, what follows them is: «l’ea», «eau».
    given = text[: last.start] if any(word.required for word in before) else ""
    language = _language(text)
    found: dict[int, tuple[float, str, _Said]] = {}
    for spelling in snapshot.word_list.completions(last.folded):
        word = query_words(spelling.written)[0]
        records = within & snapshot.records_with(*word.terms)
        # A singular and its plural find the same records: the more usual of them is enough.
        if not word.required or not records or records in found:
            continue
        finished = given + spelling.written
        said = _said(snapshot, finished, records, language)
        if said is not None:
            worth = records.bit_count() * (1 if said.french else _ENGLISH)
            found[records] = worth, finished, said
    best = sorted(found.items(), key=lambda one: -one[1][0])[:limit]
    suggestions: dict[str, Suggestion] = {}
    for records, (_, finished, said) in best:
        shown = _as_written(snapshot, finished, said) if given else finished
        suggestions.setdefault(shown, Suggestion(shown, records.bit_count()))
    return tuple(suggestions.values())


def _language(text: str) -> str | None:
    """Tell the language of what is typed by its accents and little words: "fr", "en" or None."""
    little = {fold(word) for word in written_words(text)[:-1]}
    french = not text.isascii() or bool(little & (FRENCH_STOP_WORDS - ENGLISH_STOP_WORDS))
    french = french or any(sign in text for sign in APOSTROPHES)
    english = bool(little & (ENGLISH_STOP_WORDS - FRENCH_STOP_WORDS))
    return None if french == english else ("fr" if french else "en")


class _Said(NamedTuple):
    """Titles that have some words in their order."""

    records: Sequence[int]
    french: bool


def _said(snapshot: Snapshot, text: str, records: int, language: str | None) -> _Said | None:
    """Find titles that have these words in this order, as people would say them."""
    whole = run(text)
    looked_at = bitmaps.first(records, _LOOKED_AT)
    sides = (
        ("fr", whole.french, snapshot.titles_fr),
        ("en", whole.english, snapshot.titles_en),
    )
    for code, words_in_order, titles in sides:
        if words_in_order and language in (None, code):
            having = (record for record in looked_at if words_in_order in titles[record])
            if said := list(islice(having, _LOOKED_INTO)):
                return _Said(said, french=code == "fr")
    return None


def _as_written(snapshot: Snapshot, text: str, said: _Said) -> str:
    """Write words with the little words that stand between them in titles.

    «sécurité des ma» becomes «sécurité du matériel» where that is what titles say, and stays
    «sécurité des machines» where any title says so.
    """
    plain = _plain(text)
    for record in said.records:
        if plain in _plain(titles_of(snapshot.stored(record))[0 if said.french else 1]):
            return text
    written = (_in_title(snapshot, text, one, french=said.french) for one in said.records[:_READ])
    return min((one for one in written if one), key=len, default=text)


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return text.lower()


def _in_title(snapshot: Snapshot, text: str, record: int, *, french: bool) -> str | None:
    """Give the text as a title has it, what stands before its first word left as typed."""
    document = snapshot.document(record)
    title = composed(document.title_fr if french else document.title_en)
    terms_of = french_word if french else english_word
    typed = [(word, term) for word in words(text) for term in terms_of(word.written)]
    filled = [(word, term) for word in words(title) for term in terms_of(word.written)]
    wanted = [term for _, term in typed]
    for start in range(len(filled) - len(wanted) + 1):
        window = filled[start : start + len(wanted)]
        if [term for _, term in window] == wanted:
            at = typed[0][0].start
            written = title[window[0][0].start : window[-1][0].end]
            return text[:at] + text[at] + written[1:]
    return None


def _references(
    snapshot: Snapshot,
    asked: Designation,
    within: int,
    limit: int,
) -> tuple[Suggestion, ...]:
    start = number_token(asked.number)
    whole = asked.part or asked.year or len(asked.number) < _SHORTEST
    tokens = [start] if whole else sorted(snapshot.terms_starting(start), key=lambda t: (len(t), t))
    found = {
        document: Suggestion(document, 1) for document in _matching(snapshot, asked, tokens, within)
    }
    return tuple(found.values())[:limit]


def _matching(
    snapshot: Snapshot,
    asked: Designation,
    tokens: list[str],
    within: int,
) -> Iterator[str]:
    """Give the references that begin as asked, amendments aside, in their natural order."""
    left = _LOOKED_AT
    for token in tokens:
        records = bitmaps.positions(snapshot.records_with(token) & within)[:left]
        left -= len(records)
        for record in sorted(records, key=snapshot.sort_keys.__getitem__):
            reference = snapshot.document(record).reference
            if finishes(asked, reference):
                yield reference


def finishes(asked: Designation, reference: str) -> bool:
    """Tell whether a reference is a way to finish one being typed, its number aside."""
    designation = parse(reference)
    return (
        designation is not None
        and not any(one.joined == "/" for one in designation.supplements)
        and asked.issuers <= designation.issuers
        and designation.part.startswith(asked.part)
        and asked.year in (None, designation.year)
    )
