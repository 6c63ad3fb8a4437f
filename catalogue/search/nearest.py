"""The documents nearest to one: those of its domain whose titles share its rarer words.

Each word of the title is searched by itself, within the document's ICS groups when it has any; a
word that few documents have brings them nearer than one that many have, and so do the same ICS
subgroup and the same committee. A handful of bounded searches, whatever the size of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2

from catalogue.search.analysis import query_words
from catalogue.search.contract import Query, SearchIndex
from catalogue.search.documents import FacetName, SearchDocument

_MOST_WORDS = 8
_SHORTEST = 4  # letters; shorter words of a title say little about its subject
_LOOKED_AT = 25  # best answers to each word
_SAME_SUBGROUP, _SAME_COMMITTEE = 0.12, 0.08
_NEAR = 0.3  # one rare word, or two middling ones in the same domain
_GROUP_PIECES = 2


@dataclass(slots=True)
class _Candidate:
    document: SearchDocument
    score: float = 0.0
    words: set[str] = field(default_factory=set)


def nearest(
    index: SearchIndex,
    *,
    titles: Iterable[str],
    ics: Iterable[str] = (),
    committee: str = "",
    but: str = "",
    limit: int = 5,
) -> list[SearchDocument]:
    """Give the documents nearest to one known by its titles, the nearest first; maybe none.

    ``but`` names the document's own identifier (``SearchDocument.parts_key``) or its record's key:
    neither it nor its other editions are neighbours. Withdrawn documents are left out, and each
    identifier is given once. Raises IndexDamaged.
    """
    codes = frozenset(ics)
    groups = {".".join(code.split(".")[:_GROUP_PIECES]) for code in codes if "." in code}
    found: dict[str, _Candidate] = {}
    for word in _telling_words(titles):
        page = index.search(
            Query(
                text=word,
                filters={FacetName.ICS_GROUP: groups} if groups else {},
                page_size=_LOOKED_AT,
                facets=(),
                mending=False,
            )
        )
        for hit in page.hits:
            candidate = found.setdefault(hit.document.key, _Candidate(hit.document))
            candidate.score += 1 / log2(2 + page.total)
            candidate.words.add(word)
    for candidate in found.values():
        shared = codes.intersection(candidate.document.ics)
        candidate.score += _SAME_SUBGROUP * bool(shared)
        candidate.score += _SAME_COMMITTEE * (
            bool(committee) and candidate.document.committee == committee
        )
    ordered = sorted(found.values(), key=lambda one: (-one.score, one.document.key))
    return _each_once(ordered, but)[:limit]


def _telling_words(titles: Iterable[str]) -> list[str]:
    """Give the words of the titles that say something, the longest first: they tend to be rarer."""
    words: dict[str, str] = {}
    for title in titles:
        for word in query_words(title):
            if word.required and len(word.folded) >= _SHORTEST:
                words.setdefault(word.folded, word.written)
    return sorted(words.values(), key=lambda word: (-len(word), word))[:_MOST_WORDS]


def _each_once(candidates: Iterable[_Candidate], but: str) -> list[SearchDocument]:
    kept: dict[str, SearchDocument] = {}
    for one in candidates:
        named = one.document.parts_key or one.document.key
        if but not in {named, one.document.key} and one.score >= _NEAR:
            kept.setdefault(named, one.document)
    return list(kept.values())
