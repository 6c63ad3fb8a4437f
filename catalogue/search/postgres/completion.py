"""Finish what a reader is typing from what PostgreSQL holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from catalogue.records.designation import Designation, number_token, parse
from catalogue.search.analysis import QueryWord, composed, query_words
from catalogue.search.completion import finishes
from catalogue.search.contract import Suggestion
from catalogue.search.postgres.matching import any_of, document_of, having, known_words
from catalogue.search.postgres.tables import document, term, word
from catalogue.search.postgres.writing import WITHDRAWN, lexeme, plain
from catalogue.search.question import run

_LONGEST = 100  # characters
_SHORTEST = 2  # letters or digits before anything is suggested
_LOOKED_AT = 300  # documents whose reference is compared
_MOST_WORDS = 60  # words that may finish the one being typed
_IN_FORCE = f"!{lexeme(WITHDRAWN)}"


def complete(connection: sa.Connection, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Give at most ``limit`` ways to finish a text, as catalogue.search.completion says."""
    text = composed(plain(typed[:_LONGEST])).lstrip()
    if (designation := parse(text)) is not None:
        return _references(connection, designation, limit)
    words = query_words(text)
    if not words or words[-1].end != len(text) or len(words[-1].folded) < _SHORTEST:
        return ()
    return _words(connection, text, words)[:limit]


def _words(
    connection: sa.Connection, text: str, words: Sequence[QueryWord]
) -> tuple[Suggestion, ...]:
    *before, last = words
    given = "".join(f"({any_of(one.terms)}) & " for one in before if one.required)
    usual = (
        sa.select(word.c.folded)
        .where(word.c.folded.startswith(last.folded, autoescape=True))
        .group_by(word.c.folded)
        .order_by(sa.func.sum(word.c.uses).desc(), word.c.folded)
        .limit(_MOST_WORDS)
    )
    finished = [
        text[: last.start] + written
        for written, _ in known_words(connection, word.c.folded.in_(usual)).values()
    ]
    queries = [f"{given}({any_of(query_words(one)[-1].terms)}) & {_IN_FORCE}" for one in finished]
    found: dict[tuple[int, int], Suggestion] = {}
    for sentence, said, count, which in connection.execute(_counts(finished, queries)):
        # A singular and its plural find the same documents: the more usual of them is enough.
        if count and (said or not before):
            found.setdefault((count, which), Suggestion(sentence, count))
    return tuple(sorted(found.values(), key=lambda one: -one.count))


def _counts(finished: Sequence[str], queries: Sequence[str]) -> sa.Select[str, bool, int, int]:
    """Count the documents of each query, with a sum that tells one set of them from another.

    Also tells whether a title has the words of the text in its order, as people would say them.
    """
    runs = [run(one) for one in finished]
    columns = (
        [*finished],
        [*queries],
        [one.french.decode() for one in runs],
        [one.english.decode() for one in runs],
    )
    asked = (
        sa.func.unnest(*(sa.literal(column, ARRAY(sa.Text)) for column in columns))
        .table_valued("text", "query", "french", "english", with_ordinality="at")
        .render_derived()
    )
    said = sa.or_(
        *(
            sa.and_(words != "", sa.func.strpos(title, words) > 0)
            for title, words in (
                (document.c.title_fr, asked.c.french),
                (document.c.title_en, asked.c.english),
            )
        )
    )
    answering = (
        sa.select(
            sa.func.coalesce(sa.func.bool_or(said), sa.false()).label("said"),
            sa.func.count().label("count"),
            sa.func.coalesce(sa.func.sum(sa.func.hashtext(document.c.key)), 0).label("which"),
        )
        .where(document.c.terms.op("@@")(sa.cast(asked.c.query, TSQUERY)))
        .lateral()
    )
    return (
        sa.select(asked.c.text, answering.c.said, answering.c.count, answering.c.which)
        .select_from(asked.join(answering, sa.true()))
        .order_by(asked.c.at)
    )


def _references(
    connection: sa.Connection, asked: Designation, limit: int
) -> tuple[Suggestion, ...]:
    """Give the references that begin as asked, amendments aside, in their natural order."""
    start = number_token(asked.number)
    whole = asked.part or asked.year or len(asked.number) < _SHORTEST
    named = term.c.term == start if whole else term.c.term.startswith(start, autoescape=True)
    numbers = connection.scalars(
        sa.select(term.c.term)
        .where(named)
        .order_by(sa.func.length(term.c.term), term.c.term)
        .limit(_LOOKED_AT)
    ).all()
    found: dict[str, Suggestion] = {}
    left = _LOOKED_AT
    for number in numbers:
        if left <= 0 or len(found) >= limit:
            break
        numbered = connection.scalars(
            sa.select(document.c.stored)
            .where(having(f"{lexeme(number)} & {_IN_FORCE}"))
            .order_by(document.c.sort_key, document.c.key)
            .limit(left)
        ).all()
        left -= len(numbered)
        for stored in numbered:
            reference = document_of(stored).reference
            if finishes(asked, reference):
                found[reference] = Suggestion(reference, 1)
    return tuple(islice(found.values(), limit))
