"""What a document is filed under in an index: its terms, and the columns kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalogue.records.designation import sort_key, tokens
from catalogue.search.acronyms import acronyms_of
from catalogue.search.analysis import english_root, english_terms, french_terms
from catalogue.search.documents import FacetName, SearchDocument, to_bytes
from catalogue.search.inflection import french_root
from catalogue.search.question import title_bytes
from catalogue.search.words import closed_up, fold, written_words

COLUMNS = ("document", "title_fr", "title_en", "sort_key", "date", "facets")
_LAST = "\U0010ffff"  # before the title of a document whose number is not known
# The facets in their column, in this order; the ICS in full, whatever depth is counted.
FACETS = (
    FacetName.KIND,
    FacetName.STATUS,
    FacetName.BODY,
    FacetName.COMMITTEE,
    FacetName.YEAR,
    FacetName.RELEVANCE,
    FacetName.MARKER,
    FacetName.LANGUAGE,
    FacetName.ICS_SUBGROUP,
)
BEGINNING = "^"  # before the first term of a title, for the records that begin with it
BETWEEN_FACETS = "\x1f"
BETWEEN_VALUES = "\x1d"  # of one facet: languages, ICS codes


@dataclass(frozen=True, slots=True)
class Filed:
    """A document ready to be written to an index."""

    terms: frozenset[str]
    columns: Mapping[str, bytes]


def filed(document: SearchDocument) -> Filed:
    """Say what a document is filed under."""
    title_fr, title_en = french_terms(document.title_fr), english_terms(document.title_en)
    day = document.date.isoformat() if document.date else str(document.year or "")
    kept_fr, kept_en = title_bytes(title_fr), title_bytes(title_en)
    terms = _terms(document, title_fr, title_en)
    terms.update(acronyms_of(kept_fr, kept_en))
    return Filed(
        terms=frozenset(terms),
        columns={
            "document": to_bytes(document),
            "title_fr": kept_fr,
            "title_en": kept_en,
            "sort_key": order_of(document).encode(errors="replace"),
            "date": day.encode(),
            "facets": _facets(document).encode(errors="replace"),
        },
    )


def order_of(document: SearchDocument) -> str:
    """Give what documents are ordered by: their reference, or their title after all references."""
    return sort_key(document.reference) or _LAST + fold(document.title_fr or document.title_en)


def _facets(document: SearchDocument) -> str:
    return BETWEEN_FACETS.join(
        (
            document.kind.value,
            document.status.value,
            document.body,
            document.committee,
            str(document.year or ""),
            document.relevance or "",
            document.marker or "",
            BETWEEN_VALUES.join(dict.fromkeys(document.languages)),
            BETWEEN_VALUES.join(document.ics),
        )
    )


def _terms(document: SearchDocument, *titles: Sequence[str]) -> set[str]:
    """Give every term of the titles, the texts, the reference and the names of the makers."""
    found = set[str]().union(*titles)
    found.update(BEGINNING + title[0] for title in titles if title and title[0])
    found.update(french_root(fold(word)) for word in closed_up(document.title_fr))
    found.update(english_root(fold(word)) for word in closed_up(document.title_en))
    if document.text_fr:
        found.update(french_terms(document.text_fr))
    if document.text_en:
        found.update(english_terms(document.text_en))
    found.update(_named(document.committee), _named(document.body))
    for word in tokens(document.reference):
        found.update(_name(word))
    found.discard("")
    return found


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[str, ...]:
    """Give the terms of the name of a committee or a body."""
    return tuple(term for word in written_words(name) for term in _name(fold(word)))


@lru_cache(maxsize=4096)
def _name(word: str) -> tuple[str, ...]:
    """Give the terms of a word of a name or reference.

    It has no language and no word to leave out: the EN of NF EN ISO is kept.
    """
    return (word,) if word.startswith("#") else (french_root(word), english_root(word))
