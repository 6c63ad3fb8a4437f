"""What a document is filed under in an index: its terms, and the columns kept beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalogue.records.designation import sort_key, tokens
from catalogue.search.analysis import english_root, english_terms, french_terms
from catalogue.search.documents import SearchDocument, facet_values, to_bytes
from catalogue.search.inflection import french_root
from catalogue.search.question import title_bytes
from catalogue.search.words import fold, written_words

COLUMNS = ("document", "title_fr", "title_en", "sort_key", "date", "facets")
_LAST = "\U0010ffff"  # before the title of a document whose number is not known
BETWEEN = b"\x1f"  # facet values in their column, each written name=value


@dataclass(frozen=True, slots=True)
class Filed:
    """A document ready to be written to an index."""

    terms: frozenset[str]
    columns: Mapping[str, bytes]


def filed(document: SearchDocument) -> Filed:
    """Say what a document is filed under."""
    title_fr, title_en = french_terms(document.title_fr), english_terms(document.title_en)
    day = document.date.isoformat() if document.date else str(document.year or "")
    facets = (f"{name}={value}".encode(errors="replace") for name, value in facet_values(document))
    return Filed(
        terms=_terms(document, title_fr, title_en),
        columns={
            "document": to_bytes(document),
            "title_fr": title_bytes(title_fr),
            "title_en": title_bytes(title_en),
            "sort_key": order_of(document).encode(errors="replace"),
            "date": day.encode(),
            "facets": BETWEEN.join(facets),
        },
    )


def order_of(document: SearchDocument) -> str:
    """Give what documents are ordered by: their reference, or their title after all references."""
    return sort_key(document.reference) or _LAST + fold(document.title_fr or document.title_en)


def _terms(document: SearchDocument, *titles: Iterable[str]) -> frozenset[str]:
    """Give every term of the titles, the texts, the reference and the names of the makers."""
    found = set[str]().union(*titles)
    found.update(french_terms(document.text_fr))
    found.update(english_terms(document.text_en))
    names = written_words(document.committee) + written_words(document.body)
    for word in (*tokens(document.reference), *map(fold, names)):
        # A reference has no language and no word to leave out: the EN of NF EN ISO is kept.
        found.update((word,) if word.startswith("#") else (french_root(word), english_root(word)))
    found.discard("")
    return frozenset(found)
