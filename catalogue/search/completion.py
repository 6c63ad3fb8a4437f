"""Finish what a reader is typing, with words and references that find something."""

from collections.abc import Iterator

from catalogue.records.designation import Designation, number_token, parse
from catalogue.search import bitmaps
from catalogue.search.analysis import QueryWord, composed, query_words
from catalogue.search.contract import Suggestion
from catalogue.search.question import run
from catalogue.search.snapshot import Snapshot

_LONGEST = 100  # characters
_SHORTEST = 2  # letters or digits before anything is suggested
_LOOKED_AT = 300  # records whose reference is compared


def complete(snapshot: Snapshot, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Give at most ``limit`` ways to finish a text.

    A number gives the references that begin with it; otherwise the last word is finished
    («sécurité des ma»: «sécurité des machines»), what finds most first.  Nothing is suggested that
    finds no document in force.
    """
    text = composed(typed[:_LONGEST]).lstrip()
    withdrawn = snapshot.withdrawn
    within = snapshot.live & ~withdrawn
    if (designation := parse(text)) is not None:
        return _references(snapshot, designation, within, limit)
    words = query_words(text)
    if not words or words[-1].end != len(text) or len(words[-1].folded) < _SHORTEST:
        return ()
    return _words(snapshot, text, words, within)[:limit]


def _words(
    snapshot: Snapshot,
    text: str,
    words: list[QueryWord],
    within: int,
) -> tuple[Suggestion, ...]:
    *before, last = words
    for word in before:
        if word.required:
            within &= snapshot.records_with(*word.terms)
    found: dict[int, Suggestion] = {}
    for spelling in snapshot.word_list.completions(last.folded):
        finished = text[: last.start] + spelling.written
        records = within & snapshot.records_with(*query_words(spelling.written)[0].terms)
        # A singular and its plural find the same records: the more usual of them is enough.
        if not records or records in found:
            continue
        if not before or _said(snapshot, finished, records):
            found[records] = Suggestion(finished, records.bit_count())
    return tuple(sorted(found.values(), key=lambda one: -one.count))


def _said(snapshot: Snapshot, text: str, records: int) -> bool:
    """Tell whether a title has these words in this order, as people would say them."""
    whole = run(text)
    titles_fr, titles_en = snapshot.titles_fr, snapshot.titles_en
    return any(
        (whole.french and whole.french in titles_fr[record])
        or (whole.english and whole.english in titles_en[record])
        for record in bitmaps.positions(records)[:_LOOKED_AT]
    )


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
