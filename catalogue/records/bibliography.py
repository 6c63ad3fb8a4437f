"""What is known of a document as bibliographies hold it, whatever kind of record says so.

A citation and a Relaton file are both written from a :class:`BibliographicItem`, so that they never
say different things. Every unknown fact is empty, and stays unsaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.partial_dates import PartialDate
from catalogue.records.vocabulary import DocumentKind, RelationKind


class State(StrEnum):
    """Where a document stands for whoever cites it."""

    IN_PREPARATION = "in_preparation"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"  # a project that was given up
    UNDONE = "undone"  # its homologation was undone: it never became a standard


@dataclass(frozen=True, slots=True)
class Publisher:
    """A body that issues documents: its code, its name in English, and as the interface shows it.

    ``code`` is the body's own acronym as the register keeps it («ISO», «AMANORM»).
    """

    code: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class IcsHeading:
    """A code of the International Classification for Standards, with its English heading."""

    code: str
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """Another document by its reference, and what this one is to it.

    ``inward`` says that the other one replaces, amends, adopts or cites this one.
    """

    kind: RelationKind
    reference: str
    inward: bool = False
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographicItem:
    """A document with what is known of it.

    ``anchor`` names the record where it has no reference («reference-entry-12»); ``project`` says
    that ``reference`` numbers a project and not a document; ``stage_code`` is harmonized («60.60»);
    ``address`` is the record's page here, ``source_address`` the document's page at its body;
    ``fetched`` is the day the source was read.
    """

    anchor: str
    publisher: Publisher
    state: State
    address: str
    reference: str = ""
    project: bool = False
    title_fr: str = ""
    title_fr_official: bool = True
    title_en: str = ""
    kind: DocumentKind | None = None
    supplement: str = ""  # «Amd», «Cor», as the body writes it
    edition_number: int | None = None
    published: PartialDate | None = None
    adopted_on: date | None = None  # by the CNNCQ, 50.99
    homologated_on: date | None = None
    withdrawn_on: date | None = None
    stage_code: str = ""
    stage_on: date | None = None
    languages: tuple[str, ...] = ()
    ics: tuple[IcsHeading, ...] = ()
    committee: str = ""
    committee_title: str = ""
    project_number: str = ""
    urn: str = ""
    scope_fr: str = ""
    scope_en: str = ""
    relations: tuple[RelatedItem, ...] = ()
    became: str = ""  # the standard a project has become
    source_address: str = ""
    fetched: date | None = None

    @property
    def title(self) -> str:
        """The title a French reader is given: the official French one, else the English one."""
        if self.title_fr and self.title_fr_official:
            return self.title_fr
        return self.title_en or self.title_fr
