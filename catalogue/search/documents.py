"""What the search index knows of a standard, a work item, an entry of the list, ISO's catalogue."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from catalogue.records.designation import identifier

_LONGEST_TEXT = 50_000  # characters of scope or rationale that are searched
_AFTER_KEY = "\0"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BETWEEN_TEXTS = '","'
_ICS_GROUP, _ICS_SUBGROUP = 2, 3  # pieces of an ICS code: 13, 13.110, 13.340.30


class Kind(StrEnum):
    """What a record is."""

    STANDARD = "standard"
    WORK_ITEM = "work_item"
    REFERENCE_ENTRY = "reference_entry"
    DELIVERABLE = "deliverable"


class RecordStatus(StrEnum):
    """Where the document a record speaks of stands, for a reader of search results."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    IN_PREPARATION = "in_preparation"


class FacetName(StrEnum):
    """The headings search results are narrowed by."""

    KIND = "kind"
    BODY = "body"
    ICS_FIELD = "ics_field"
    ICS_GROUP = "ics_group"
    ICS_SUBGROUP = "ics_subgroup"
    RELEVANCE = "relevance"
    STATUS = "status"
    COMMITTEE = "committee"
    YEAR = "year"
    MARKER = "marker"
    LANGUAGE = "language"


# The three depths of the classification, which readers choose from as one facet.
ICS_DEPTHS = (FacetName.ICS_FIELD, FacetName.ICS_GROUP, FacetName.ICS_SUBGROUP)


def ics_depth(code: str) -> FacetName:
    """Tell which depth an ICS code belongs to: 13 a field, 13.340 a group, 13.340.20 a subgroup."""
    return ICS_DEPTHS[min(code.count("."), len(ICS_DEPTHS) - 1)]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One record as it is searched and shown in results; a projection, never the truth.

    ``key`` names the record («edition:12», «work_item:3», «reference_entry:9», «deliverable:62085»,
    which is ISO's own number).  ``languages`` are those it can be read in.  ``relevance`` is the
    intérêt pour le genre of the reference list and ``marker`` the final marker: two scales
    that are never mixed (product_rules §2).  Unknown facts are empty.
    """

    key: str
    kind: Kind
    status: RecordStatus
    reference: str = ""
    title_fr: str = ""
    title_en: str = ""
    body: str = ""
    ics: tuple[str, ...] = ()
    committee: str = ""
    year: int | None = None
    relevance: str | None = None
    marker: str | None = None
    languages: tuple[str, ...] = ()
    text_fr: str = ""
    text_en: str = ""
    date: dt.date | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether the document is no longer valid, and shown only by choice."""
        return self.status is RecordStatus.WITHDRAWN

    @property
    def parts_key(self) -> str:
        """What records of the same standard share, so that they can be shown together."""
        return identifier(self.reference) if self.reference else ""


def facet_values(document: SearchDocument) -> Iterator[tuple[FacetName, str]]:
    """Give every heading a record is counted under, once each.

    A record in several ICS fields counts in each; an unknown fact counts nowhere.
    """
    yield FacetName.KIND, document.kind
    yield FacetName.STATUS, document.status
    single = (
        (FacetName.BODY, document.body),
        (FacetName.COMMITTEE, document.committee),
        (FacetName.YEAR, str(document.year or "")),
        (FacetName.RELEVANCE, document.relevance),
        (FacetName.MARKER, document.marker),
    )
    yield from ((name, value) for name, value in single if value)
    yield from ((FacetName.LANGUAGE, language) for language in dict.fromkeys(document.languages))
    pieces = [code.split(".") for code in document.ics if code]
    levels = (
        (FacetName.ICS_FIELD, 1),
        (FacetName.ICS_GROUP, _ICS_GROUP),
        (FacetName.ICS_SUBGROUP, _ICS_SUBGROUP),
    )
    for name, depth in levels:
        codes = dict.fromkeys(".".join(code[:depth]) for code in pieces if len(code) >= depth)
        yield from ((name, code) for code in codes)


def to_bytes(document: SearchDocument) -> bytes:
    """Write a document to be kept in an index; equal documents give equal bytes."""
    facts = _ENCODER.encode(
        [
            document.kind,
            document.status,
            document.reference,
            document.title_fr,
            document.title_en,
            document.body,
            document.ics,
            document.committee,
            document.year,
            document.relevance,
            document.marker,
            document.languages,
            document.text_fr[:_LONGEST_TEXT],
            document.text_en[:_LONGEST_TEXT],
            document.date.isoformat() if document.date else None,
        ]
    )
    return f"{document.key}{_AFTER_KEY}{facts}".encode("utf-8", "surrogatepass")


def from_bytes(stored: bytes) -> SearchDocument:
    """Read back what :func:`to_bytes` wrote."""
    key, _, facts = stored.decode("utf-8", "surrogatepass").partition(_AFTER_KEY)
    kind, status, reference, title_fr, title_en, body, ics, committee, *others = json.loads(facts)
    year, relevance, marker, languages, text_fr, text_en, day = others
    return SearchDocument(
        key=key,
        kind=Kind(kind),
        status=RecordStatus(status),
        reference=reference,
        title_fr=title_fr,
        title_en=title_en,
        body=body,
        ics=tuple(ics),
        committee=committee,
        year=year,
        relevance=relevance,
        marker=marker,
        languages=tuple(languages),
        text_fr=text_fr,
        text_en=text_en,
        date=dt.date.fromisoformat(day) if day else None,
    )


def key_of(stored: bytes) -> str:
    """Read the key alone, which is quicker."""
    return stored.partition(_AFTER_KEY.encode())[0].decode("utf-8", "surrogatepass")


def titles_of(stored: bytes) -> tuple[str, str]:
    """Read the French and the English title alone, which is quicker."""
    facts = stored.partition(_AFTER_KEY.encode())[2].decode("utf-8", "surrogatepass")
    if "\\" in facts:
        _, _, _, title_fr, title_en, *_ = json.loads(facts)
    else:  # no quotation mark inside a text: what is between them is the texts
        _, _, _, title_fr, title_en, _ = facts.split(_BETWEEN_TEXTS, 5)
    return title_fr, title_en


def fingerprint(stored: Iterable[bytes]) -> str:
    """Sum up a set of documents, in any order, to tell an index in step from one that is not.

    Takes the bytes of each document (:func:`to_bytes`); two sets with one difference differ.
    """
    return fingerprint_of(hashlib.sha256(one).digest() for one in stored)


def fingerprint_of(digests: Iterable[bytes]) -> str:
    """Sum up documents known by the SHA-256 of their bytes, as :func:`fingerprint` does."""
    total = sum(int.from_bytes(digest, "big") for digest in digests)
    return f"{total % (1 << 256):064x}"
