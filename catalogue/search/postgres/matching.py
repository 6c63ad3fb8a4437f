"""Find in PostgreSQL the documents that answer a question, or the nearest thing when none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG, TSQUERY

from catalogue.records.designation import Designation, number_token
from catalogue.search.analysis import QueryWord, query_words
from catalogue.search.contract import IndexDamaged, Matched
from catalogue.search.documents import SearchDocument, from_bytes
from catalogue.search.mending import Mending
from catalogue.search.postgres.tables import EVERY, HOME, document, term, word
from catalogue.search.postgres.writing import WITHDRAWN, cut, lexeme
from catalogue.search.question import Question, Run, run
from catalogue.search.scoring import by_reference
from catalogue.search.spelling import Spelling, nearest

_TOO_COMMON = 0.3  # a word in more of the documents than this is no answer by itself
_NEAR = 200  # words with trigrams in common that are looked at for one typing error
_LONGEST = 62  # letters of a word that is mended
_NO_TERM = "=none"
_LIKE_ENOUGH = "0.1"  # share of trigrams in common: one error leaves that much in a short word

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Match:
    """Documents that answer: the condition they meet, those of a reference in order, and how.

    ``words`` and ``whole`` are what was searched in the end, for ranking and highlighting;
    ``named`` are the keys of the documents whose very reference was typed; ``family`` is the wider
    query that found them, when it was that one.
    """

    found: Condition
    how: Matched
    words: tuple[QueryWord, ...]
    whole: Run
    first: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    did_you_mean: str | None = None
    family: sa.ColumnElement[str] | None = None


class Found:
    """A set of documents known by the terms they have, looked up only when asked about."""

    def __init__(self, connection: sa.Connection, query: str) -> None:
        """``query`` is a tsquery; an empty one is every document."""
        self._connection = connection
        self.query = query

    def __and__(self, other: Found, /) -> Found:
        """Keep what is in both."""
        both = f"({self.query}) & ({other.query})"
        return Found(
            self._connection, both if self.query and other.query else self.query or other.query
        )

    def __bool__(self) -> bool:
        """Tell whether there is any document."""
        return self._any

    def bit_count(self) -> int:
        """Count the documents."""
        return self._count

    @property
    def condition(self) -> Condition:
        """Say it of a row."""
        return having(self.query) if self.query else sa.true()

    @cached_property
    def _any(self) -> bool:
        return is_any(self._connection, self.condition)

    @cached_property
    def _count(self) -> int:
        counted = sa.select(sa.func.count()).select_from(document).where(self.condition)
        return int(self._connection.scalar(counted) or 0)


class Library:
    """The documents of the present generation, as finding and mending ask for them."""

    def __init__(self, connection: sa.Connection, *, hiding: bool) -> None:
        """``hiding`` says whether the reader would rather not see withdrawn documents."""
        self._connection = connection
        self.every = Found(connection, "")
        self.rather = Found(connection, f"!{lexeme(WITHDRAWN)}") if hiding else self.every

    def records_with(self, *terms: str) -> Found:
        """Give the documents that have any of these terms."""
        return Found(self._connection, any_of(terms))

    def corrections(self, written: str) -> list[Spelling]:
        """Give the known words near a folded word, looked for by their trigrams."""
        if not written.isalpha() or len(written) > _LONGEST:
            return []
        threshold = sa.func.set_config("pg_trgm.similarity_threshold", _LIKE_ENOUGH, sa.true())
        self._connection.execute(sa.select(threshold))
        alike = (
            sa.select(word.c.folded)
            .where(word.c.folded.op("%")(written))
            .group_by(word.c.folded)
            .order_by(word.c.folded.op("<->")(written), word.c.folded)
            .limit(_NEAR)
        )
        known = known_words(self._connection, word.c.folded.in_(alike))
        return nearest(
            written, known, lambda start: [one for one in known if one.startswith(start)]
        )


def known_words(connection: sa.Connection, which: Condition) -> dict[str, tuple[str, int]]:
    """Give folded words with their most usual writing and their number of uses in all writings."""
    rows = connection.execute(
        sa.select(word.c.folded, word.c.written, word.c.uses)
        .where(which)
        .order_by(word.c.uses.desc(), word.c.written)
    )
    known: dict[str, tuple[str, int]] = {}
    for folded, written, uses in rows:
        usual, before = known.get(folded, (written, 0))
        known[folded] = (usual, before + uses)
    return known


def match(connection: sa.Connection, question: Question, *, hiding: bool, mending: bool) -> Match:
    """Search all words, then a reference, a mended spelling, words of one family, most words.

    A way is taken only when those before it find nothing, withdrawn documents included, which can
    then be offered; where withdrawn documents are hidden, the others are looked for first.  Without
    ``mending`` a mended spelling is told and not searched.
    """
    if not question.text:
        return Match(sa.true(), Matched.EVERYTHING, (), question.whole)
    found = all_words(question.words)
    exact = Match(found, Matched.ALL_WORDS, question.words, question.whole)
    if question.phrases:
        narrow = sa.and_(found, *map(_has_run, question.phrases))
        if is_any(connection, narrow):
            return replace(exact, found=narrow)
    if question.designation is not None:
        first, named = _by_designation(connection, question.designation, hiding=hiding)
        found = sa.or_(found, document.c.key.in_(first)) if first else found
        how = Matched.ALL_WORDS if is_any(connection, found) else Matched.NOTHING
        return replace(exact, found=found, how=how, first=first, named=named)
    if is_any(connection, found):
        return exact
    return _nearest(
        connection, question, exact, Library(connection, hiding=hiding), mending=mending
    )


def _nearest(
    connection: sa.Connection, question: Question, exact: Match, library: Library, *, mending: bool
) -> Match:
    """Give the next best thing where no document has all the words."""
    sets = [library.records_with(*each.terms) for each in question.words]
    looking = Mending(library, question.words, sets, library.every, rather=library.rather)
    mended = looking.text(question.text)
    if mended is not None and mending:
        words = tuple(query_words(mended))
        return Match(all_words(words), Matched.CORRECTED, words, run(mended), did_you_mean=mended)
    exact = replace(exact, did_you_mean=mended)
    family = _family(question.text)
    for within in (library.rather, library.every):
        of_family: Condition = document.c.family.op("@@", is_comparison=True)(family)
        related = sa.and_(of_family, within.condition)
        if is_any(connection, related):
            return replace(exact, found=related, family=family)
    for within in (library.rather, library.every):
        most = _most_words(connection, question.words, within)
        if most is not None:
            return replace(exact, found=most, how=Matched.ANY_WORD)
    return replace(exact, found=sa.false(), how=Matched.NOTHING)


def having(query: str) -> Condition:
    """Say that a document answers a tsquery over its terms."""
    return document.c.terms.op("@@", is_comparison=True)(sa.cast(query, TSQUERY))


def any_of(terms: Iterable[str]) -> str:
    """Write the tsquery of documents that have any of these terms; no terms are in no document."""
    return "|".join(map(lexeme, terms)) or lexeme(_NO_TERM)


def is_any(connection: sa.Connection, condition: Condition) -> bool:
    """Tell whether any document is so."""
    return bool(connection.scalar(sa.select(sa.exists().select_from(document).where(condition))))


def all_words(words: Sequence[QueryWord]) -> Condition:
    """Say that a document has every required word, or every word when none is required."""
    needed = [one for one in words if one.required] or words
    if not needed:
        return sa.false()
    return having(" & ".join(f"({any_of(one.terms)})" for one in needed))


def _has_run(whole: Run) -> Condition:
    """Say that one of the titles of a document has these words one after the other."""
    sides = ((document.c.title_fr, whole.french), (document.c.title_en, whole.english))
    return sa.or_(
        sa.false(),
        *(sa.func.strpos(title, words.decode()) > 0 for title, words in sides if words),
    )


def document_of(stored: bytes) -> SearchDocument:
    """Read a document; raises IndexDamaged."""
    try:
        return from_bytes(bytes(stored))
    except ValueError as error:
        raise IndexDamaged(str(error)) from error


def _by_designation(
    connection: sa.Connection, asked: Designation, *, hiding: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the keys of the documents that answer a reference, and of those it names exactly."""
    numbered = having(lexeme(number_token(asked.number)))
    rows = connection.execute(sa.select(document.c.key, document.c.stored).where(numbered))
    documents = {str(key): document_of(stored) for key, stored in rows}
    hidden = (lambda key: documents[key].withdrawn) if hiding else None
    first, named = by_reference(asked, documents.items(), hidden)
    return tuple(first), tuple(named)


def _family(text: str) -> sa.ColumnElement[str]:
    """Ask for the words of a text as French, or else as English, in any of their forms."""
    french, english = (
        sa.func.plainto_tsquery(sa.cast(f"{HOME}.{language}", REGCONFIG), text)
        for language in ("french", "english")
    )
    return french.op("||")(english)


def users_of(connection: sa.Connection, words: Sequence[QueryWord]) -> tuple[int, list[int]]:
    """Count all documents, and those that have each word."""
    asked = sa.literal([EVERY, *{cut(one) for each in words for one in each.terms}], ARRAY(sa.Text))
    rows = connection.execute(
        sa.select(term.c.term, term.c.users).where(term.c.term == sa.any_(asked))
    )
    known = {str(name): int(count) for name, count in rows}
    users = []
    for each in words:
        own = [cut(one) for one in each.terms if cut(one) in known]
        # Documents that have two forms of a word count once, and only looking tells which do.
        several = len(own) > 1
        together = Found(connection, any_of(own)).bit_count() if several else 0
        users.append(together or sum(known[one] for one in own))
    return known.get(EVERY, 0), users


def _most_words(
    connection: sa.Connection, words: Sequence[QueryWord], within: Found
) -> Condition | None:
    """Ask for the documents that have as many of the words as any has, or one fewer."""
    documents, users = users_of(connection, words)
    common = _TOO_COMMON * documents
    telling = [
        any_of(one.terms)
        for one, count in zip(words, users, strict=True)
        if count and (count <= common or len(words) == 1)
    ]
    if not telling:
        return None
    having_any = sa.and_(having("|".join(telling)), within.condition)
    each = [sa.cast(having(query), sa.Integer) for query in telling]
    total = sum(each[1:], each[0])
    most = connection.scalar(sa.select(sa.func.max(total)).where(having_any))
    return None if not most else sa.and_(having_any, total >= max(1, most - 1))
