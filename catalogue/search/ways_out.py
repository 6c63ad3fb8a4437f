"""What to change in a search that finds nothing: each way counted, so that none is a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy.orm import Session

from catalogue.paging import UrlState
from catalogue.records.designation import format_designation, parse
from catalogue.search.analysis import query_words
from catalogue.search.asking import (
    EXACT,
    FACETS,
    FROM,
    TO,
    filtered,
    query_of,
    unfiltered,
    years_of,
)
from catalogue.search.contract import Matched, SearchIndex
from catalogue.search.services import find

MOST_WAYS = 3  # words to leave out that are proposed
_FILTERS_TRIED = 8
_ASKED = frozenset({"q", "reference"})  # ways that ask for other words
_WORDS_TRIED = 8


@dataclass(frozen=True, slots=True)
class Way:
    """A search one step away, and how many it finds; ``name`` and ``value`` say what is left out.

    For a word, ``name`` is «q»; for a reference, «reference», and ``value`` is what is asked for
    instead; for a facet, its name in the address, with the value when it is one
    of several, or «» when all of them go.
    """

    name: str
    value: str
    state: UrlState
    count: int


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The ways that find something: without one filter, wider, without any, without a word.

    ``as_reference``, of a text that is a reference: without its part, or with its number alone.
    """

    without_filter: tuple[Way, ...]
    wider: tuple[Way, ...]
    without_any: Way | None
    without_word: tuple[Way, ...]
    as_reference: tuple[Way, ...] = ()


def ways_out(session: Session, index: SearchIndex, state: UrlState) -> WaysOut:
    """Try what a reader would try next; what finds nothing is not proposed."""

    def kept(ways: Iterator[tuple[str, str, UrlState]], most: int) -> list[Way]:
        tried = []
        for name, value, changed in islice(ways, most):
            page = find(session, index, query_of(changed, size=1)).page
            # Without a word, the others must all be there: the nearest thing is shown already.
            if page.total and (name not in _ASKED or page.matched is Matched.ALL_WORDS):
                tried.append(Way(name, value, changed, page.total))
        return sorted(tried, key=lambda one: -one.count)

    alone = unfiltered(state)
    without_filter = kept(_without_filters(state), _FILTERS_TRIED)
    one_filter = any(way.state == alone for way in without_filter)
    without_any = kept(iter([("", "", alone)]), 1) if filtered(state) and not one_filter else []
    return WaysOut(
        without_filter=tuple(without_filter),
        wider=tuple(kept(_wider(state), MOST_WAYS)),
        without_any=without_any[0] if without_any else None,
        without_word=tuple(kept(_without_words(state), _WORDS_TRIED)[:MOST_WAYS]),
        as_reference=_telling_more(kept(_other_references(state), _WORDS_TRIED)),
    )


def _without_filters(state: UrlState) -> Iterator[tuple[str, str, UrlState]]:
    for name in FACETS:
        values = state.values(name)
        if values:
            yield name, values[0] if len(values) == 1 else "", state.removed(name)
    if years_of(state) is not None:
        yield "annee", "", state.removed(FROM).removed(TO)


def _wider(state: UrlState) -> Iterator[tuple[str, str, UrlState]]:
    """Go up one depth of the classification."""
    for code in state.values("ics"):
        parent = code.rpartition(".")[0]
        if parent:
            yield "ics", parent, state.removed("ics", code).added("ics", parent)


def _without_words(state: UrlState) -> Iterator[tuple[str, str, UrlState]]:
    text = state.value("q")
    words = [word for word in query_words(text) if word.required]
    if len(words) < 2 or parse(text):  # noqa: PLR2004 - without the only word, nothing is asked
        return  # and what is left of a reference means something else
    for word in words:
        left = " ".join((text[: word.start] + " " + text[word.end :]).split())
        yield "q", text[word.start : word.end], state.removed(EXACT).changed("q", left)


def _telling_more(ways: list[Way]) -> tuple[Way, ...]:
    """Keep one way of those that find as many: the first is the one nearest to what was typed."""
    of_each_count: dict[int, Way] = {}
    for way in ways:
        of_each_count.setdefault(way.count, way)
    return tuple(of_each_count.values())[:MOST_WAYS]


def _other_references(state: UrlState) -> Iterator[tuple[str, str, UrlState]]:
    """Ask for all the parts of a document, then for its number whoever issued it."""
    asked = parse(state.value("q"))
    if asked is None:
        return
    number = replace(asked, prefixes=(), body="", doc_type="", stage="", year=None, supplements=())
    wider = [replace(number, prefixes=asked.prefixes, body=asked.body), number]
    if asked.part:
        wider[1:1] = [replace(one, part="") for one in wider[:1]]
        wider.append(replace(number, part=""))
    tried = {format_designation(asked)}
    for one in wider:
        written = format_designation(one)
        if written not in tried:
            tried.add(written)
            yield "reference", written, state.removed(EXACT).changed("q", written)
