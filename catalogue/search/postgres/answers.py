"""Answer a question with one page of results and the counts beside it, in a few statements."""

from __future__ import annotations

import time
from collections.abc import Sequence
from heapq import nsmallest
from typing import Any

import sqlalchemy as sa

from catalogue.search.chosen import withdrawn_wanted
from catalogue.search.contract import Hit, Query, SearchPage, Sort
from catalogue.search.documents import FacetName
from catalogue.search.highlight import segments
from catalogue.search.postgres.facets import chosen, counted
from catalogue.search.postgres.matching import (
    Condition,
    Match,
    document_of,
    having,
    match,
    users_of,
)
from catalogue.search.postgres.tables import document
from catalogue.search.postgres.withdrawn import shown_unasked
from catalogue.search.postgres.writing import lexeme
from catalogue.search.question import Question, understand
from catalogue.search.scoring import BESIDE, NUMBERED, WITHDRAWN, Scale, worth_of

_SCORED = 2500  # documents scored at least, when there are so many, shortest titles first


def answer(connection: sa.Connection, query: Query) -> SearchPage:
    """Give one page of results with its facets."""
    started = time.perf_counter()
    question = understand(query.text)
    result, left = _answering(connection, query, question)
    counts = counted(connection, result, left, query)
    terms_fr = {word.french for word in result.words}
    terms_en = {word.english for word in result.words}
    hits = []
    if counts.total:
        for stored in _page(connection, result, sa.and_(result.found, *left.values()), query):
            one = document_of(stored)
            french = segments(one.title_fr, terms_fr, french=True)
            english = segments(one.title_en, terms_en, french=False)
            hits.append(Hit(document=one, title_fr=french, title_en=english))
    return SearchPage(
        total=counts.total,
        hits=tuple(hits),
        facets=counts.facets,
        matched=result.how,
        did_you_mean=result.did_you_mean,
        withdrawn_left_out=counts.withdrawn_left_out,
        shortened=question.shortened,
        duration=time.perf_counter() - started,
        withdrawn_shown=0 if withdrawn_wanted(query) else counts.withdrawn_shown,
    )


def matching_keys(connection: sa.Connection, query: Query, limit: int) -> frozenset[str] | None:
    """Give the key of every document that answers; None when there are more than ``limit``."""
    result, left = _answering(connection, query, understand(query.text))
    found = sa.and_(result.found, *left.values())
    keys = connection.scalars(sa.select(document.c.key).where(found).limit(limit + 1)).all()
    return frozenset(keys) if len(keys) <= limit else None


def _answering(
    connection: sa.Connection, query: Query, question: Question
) -> tuple[Match, dict[FacetName, Condition]]:
    """Give what answers, and what each facet leaves of it; being withdrawn is of the status."""
    hiding = not withdrawn_wanted(query)
    result = match(connection, question, hiding=hiding, mending=query.mending)
    left = chosen(query)
    if hiding:
        shown = sa.not_(document.c.withdrawn)
        if question.text and not query.filters.get(FacetName.STATUS):
            answering = sa.and_(result.found, *left.values())
            shown = sa.or_(shown, shown_unasked(connection, answering, result))
        left[FacetName.STATUS] = sa.and_(left.get(FacetName.STATUS, sa.true()), shown)
    return result, left


def _page(
    connection: sa.Connection, result: Match, found: Condition, query: Query
) -> Sequence[bytes]:
    """Give the documents of the page, in the order asked for."""
    before = (query.page - 1) * query.page_size
    in_order = (document.c.sort_key, document.c.key)
    if query.sort is Sort.DATE:
        return _stored_in(connection, found, (document.c.date.desc(), *in_order), query)
    if query.sort is Sort.REFERENCE or not result.words:
        return _stored_in(connection, found, in_order, query)
    if result.family is not None:
        near = sa.func.ts_rank_cd(document.c.family, result.family, 1)
        return _stored_in(connection, found, (near.desc(), *in_order), query)
    keys: list[str] = []
    if result.first:
        named = sa.select(document.c.key).where(found, document.c.key.in_(result.first))
        answering = set(connection.scalars(named))
        keys = [key for key in result.first if key in answering]
        found = sa.and_(found, document.c.key.not_in(result.first))
    if len(keys) < before + query.page_size:
        hiding = not withdrawn_wanted(query)
        keys += _best(connection, result, found, before + query.page_size, hiding=hiding)
    keys = keys[before : before + query.page_size]
    stored = connection.execute(
        sa.select(document.c.key, document.c.stored).where(document.c.key.in_(keys))
    )
    held = {key: bytes(one) for key, one in stored}
    return [held[key] for key in keys]


def _stored_in(
    connection: sa.Connection,
    found: Condition,
    order: Sequence[sa.ColumnElement[Any]],
    query: Query,
) -> Sequence[bytes]:
    return connection.scalars(
        sa.select(document.c.stored)
        .where(found)
        .order_by(*order)
        .limit(query.page_size)
        .offset((query.page - 1) * query.page_size)
    ).all()


def _best(
    connection: sa.Connection, result: Match, found: Condition, wanted: int, *, hiding: bool
) -> list[str]:
    """Score the likely documents as every engine does, and give the first."""
    numbers = [word.number for word in result.words if word.number]
    documents, users = users_of(connection, result.words)
    worths = [worth_of(documents, own) for own in users]
    likely = connection.execute(
        sa.select(
            document.c.key,
            document.c.title_fr,
            document.c.title_en,
            document.c.sort_key,
            document.c.withdrawn,
            *(having(lexeme(number)) for number in numbers),
        )
        .where(found)
        .order_by(document.c.title_length, document.c.key)
        .limit(max(_SCORED, wanted))
    )
    pairs = list(zip(result.words, worths, strict=True))
    in_french = Scale([(word.french, worth) for word, worth in pairs], result.whole.french)
    in_english = Scale([(word.english, worth) for word, worth in pairs], result.whole.english)
    whole, whole_en = result.whole.french, result.whole.english
    of_numbers = [worth for word, worth in pairs if word.number]
    scored = []
    for key, title_fr, title_en, sort_key, withdrawn, *numbered in likely:
        score = max(in_french.score(title_fr.encode()), in_english.score(title_en.encode()))
        score += sum(
            NUMBERED * worth for worth, has in zip(of_numbers, numbered, strict=True) if has
        )
        if withdrawn:
            titled = whole == title_fr.encode() or whole_en == title_en.encode()
            score *= WITHDRAWN if titled or not hiding else BESIDE
        scored.append((-score, sort_key, key))
    return [key for _, _, key in nsmallest(wanted, scored)]
