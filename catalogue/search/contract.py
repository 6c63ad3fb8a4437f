"""What every search engine of the product is asked and answers, whichever stores the index."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from catalogue.search.documents import FacetName, SearchDocument

USUAL_FACETS = frozenset(
    {
        FacetName.KIND,
        FacetName.BODY,
        FacetName.ICS_FIELD,
        FacetName.RELEVANCE,
        FacetName.STATUS,
        FacetName.COMMITTEE,
        FacetName.YEAR,
        FacetName.MARKER,
    },
)


class IndexDamaged(Exception):  # noqa: N818 - a state people are told of, not a fault of code
    """The index cannot be read; the database is the truth, and the index is to be rebuilt."""


class IndexBusy(Exception):  # noqa: N818 - likewise
    """Another process went on writing for longer than we could wait; try again later."""


class Sort(StrEnum):
    """The orders a reader may choose."""

    RELEVANCE = "relevance"
    DATE = "date"
    REFERENCE = "reference"


class Matched(StrEnum):
    """How the results answer what was typed, so that the page can say so."""

    EVERYTHING = "everything"  # nothing was typed
    ALL_WORDS = "all_words"
    CORRECTED = "corrected"  # nothing had these words; ``did_you_mean`` was searched instead
    ANY_WORD = "any_word"  # nothing had all the words; these have most of them
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks: a text as typed, and chosen values for each facet.

    The text is words, references and «exact phrases»; it has no operators, so no text is wrong.
    Values of one facet widen each other, facets narrow each other; the three depths of the ICS
    are one facet, so that 11.200 and 13 find what is in either.  ``page`` starts at 1.
    Withdrawn documents are left out unless asked for, here or by the status facet, or unless
    they answer better than anything in force (``SearchPage.withdrawn_shown``).  Without
    ``mending``, a text with typing errors is searched as it is, and its mended spelling only told.
    """

    text: str = ""
    filters: Mapping[FacetName, Collection[str]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    sort: Sort = Sort.RELEVANCE
    include_withdrawn: bool = False
    facets: Collection[FacetName] = USUAL_FACETS
    mending: bool = True

    def __post_init__(self) -> None:
        """Refuse a page that does not exist."""
        if self.page < 1 or self.page_size < 1:
            message = "pages are numbered from 1 and hold at least one record"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, with its titles cut into (text, is it what was looked for) pieces."""

    document: SearchDocument
    title_fr: tuple[tuple[str, bool], ...]
    title_en: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many records it would leave, given the other facets chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results and what stands beside it.

    ``did_you_mean`` is the text with its typing errors mended; ``withdrawn_left_out`` counts the
    withdrawn documents that answered too; ``withdrawn_shown`` those that are among the results
    though nobody asked for them, because nothing in force answers as well or because the reader
    named them; ``shortened`` says the text was too long and only its beginning was searched;
    ``duration`` is in seconds.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[FacetName, tuple[FacetValue, ...]]
    matched: Matched
    did_you_mean: str | None
    withdrawn_left_out: int
    shortened: bool
    duration: float
    withdrawn_shown: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to finish what is being typed, and how many records it finds."""

    text: str
    count: int


class SearchIndex(Protocol):
    """The index of everything that can be searched; fed after commit, rebuilt when in doubt."""

    def prepare(self) -> None:
        """Make sure at start that the index can be kept; raises config.UnsafeSettings."""

    def replace_all(self, documents: Iterable[SearchDocument]) -> None:
        """Build the index anew; readers see the old one until the new one is whole."""

    def apply(self, changed: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """Take changed documents in and removed keys out, in one step."""

    def warm(self) -> None:
        """Read ahead what the first search after a change would wait for; raises IndexDamaged."""

    def search(self, query: Query) -> SearchPage:
        """Answer a query; raises IndexDamaged."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what a reader is typing."""

    def matching_keys(self, query: Query, limit: int) -> frozenset[str] | None:
        """Give the key of every document that answers; None when there are more than ``limit``.

        The page and its size are not looked at.  Raises IndexDamaged.
        """

    def document_count(self) -> int:
        """Count the documents that can be found."""

    def keys(self) -> frozenset[str]:
        """Give the key of every document, for `normes check`."""

    def fingerprint(self) -> str:
        """Sum up the documents held, as catalogue.search.documents.fingerprint does."""
