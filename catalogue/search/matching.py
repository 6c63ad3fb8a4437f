"""Find the records that answer a question, or the nearest thing when none does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue import bitmaps
from catalogue.records.designation import number_token
from catalogue.search.analysis import QueryWord, query_words
from catalogue.search.contract import Matched
from catalogue.search.mending import Mending
from catalogue.search.question import Question, Run, run
from catalogue.search.ranking import by_designation
from catalogue.search.snapshot import Snapshot

_TOO_COMMON = 0.3  # a word in more of the records than this is no answer by itself
_MOST_CHECKED = 20_000  # records in which an exact phrase is looked for


@dataclass(frozen=True, slots=True)
class Match:
    """Records that answer: the set, those of a reference in order, and how they answer.

    ``words`` and ``whole`` are what was searched in the end, for ranking and highlighting;
    ``named`` are the records whose very reference was typed.
    """

    found: int
    how: Matched
    words: tuple[QueryWord, ...]
    whole: Run
    first: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    did_you_mean: str | None = None


def match(snapshot: Snapshot, question: Question, hidden: int, *, mending: bool = True) -> Match:
    """Search all words, then a reference, then a mended spelling, then most of the words.

    A way is taken only when those before it find nothing, withdrawn documents included, which can
    then be offered; spellings are mended rather for records that are not ``hidden``.
    Without ``mending`` a mended spelling is told and not searched.
    """
    if not question.text:
        return Match(snapshot.live, Matched.EVERYTHING, (), question.whole)
    sets = _sets(snapshot, question.words)
    found = _all_words(snapshot, question.words, sets)
    exact = Match(found, Matched.ALL_WORDS, question.words, question.whole)
    if question.phrases and (narrow := _with_phrases(snapshot, found, question.phrases)):
        return replace(exact, found=narrow)
    if question.designation is not None:
        numbered = snapshot.records_with(number_token(question.designation.number))
        first, named = by_designation(snapshot, numbered, question.designation, hidden)
        found |= bitmaps.from_positions(first, snapshot.size)
        how = Matched.ALL_WORDS if found else Matched.NOTHING
        return replace(exact, found=found, how=how, first=tuple(first), named=tuple(named))
    if found:
        return exact
    in_force = snapshot.live & ~hidden
    mended = Mending(snapshot, question.words, sets, snapshot.live, rather=in_force).text(
        question.text
    )
    if mended is not None and mending:
        words = tuple(query_words(mended))
        found = _all_words(snapshot, words, _sets(snapshot, words))
        return Match(found, Matched.CORRECTED, words, run(mended), did_you_mean=mended)
    found = _most_words(snapshot, sets, in_force) or _most_words(snapshot, sets, snapshot.live)
    how = Matched.ANY_WORD if found else Matched.NOTHING
    return replace(exact, found=found, how=how, did_you_mean=mended)


def _sets(snapshot: Snapshot, words: Sequence[QueryWord]) -> list[int]:
    return [snapshot.records_with(*word.terms) for word in words]


def _all_words(snapshot: Snapshot, words: Sequence[QueryWord], sets: Sequence[int]) -> int:
    """Give the records with every required word, or every word when none is required."""
    required = [one for word, one in zip(words, sets, strict=True) if word.required]
    found = snapshot.live if words else 0
    for one in required or sets:
        found &= one
    return found


def _with_phrases(snapshot: Snapshot, found: int, phrases: Sequence[Run]) -> int:
    """Keep the records that have every phrase in one of their titles."""
    records = bitmaps.positions(found)[:_MOST_CHECKED]
    titles_fr, titles_en = snapshot.titles_fr, snapshot.titles_en
    for phrase in phrases:
        records = [
            record
            for record in records
            if (phrase.french and phrase.french in titles_fr[record])
            or (phrase.english and phrase.english in titles_en[record])
        ]
    return bitmaps.from_positions(records, snapshot.size)


def _most_words(snapshot: Snapshot, sets: Sequence[int], within: int) -> int:
    """Give the records that have as many of the words as any has, or one fewer."""
    common = _TOO_COMMON * snapshot.live.bit_count()
    levels = [within]  # the records that have at least so many of the words
    for one in sets:
        if one.bit_count() <= common or len(sets) == 1:
            levels.append(0)
            for level in range(len(levels) - 1, 0, -1):
                levels[level] |= levels[level - 1] & one
    most = max((level for level, found in enumerate(levels) if level and found), default=0)
    return levels[max(1, most - 1)] if most else 0
