"""What somebody states about an entry of the reference list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance, Verification


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Every fact a person may state; names are those of the form and of the entry's columns.

    ``reference`` stays empty while the number is not known: the description is then the title
    (product_rules §5). ``published_on`` is as the source gives it: a year, a month or a day.
    ``stage_code`` is harmonized («60.60»), carried over from the catalogue the entry comes from.
    """

    body_code: str
    relevance: Relevance
    evidence_kind: EvidenceKind
    reference: str = ""
    title_fr: str | None = None
    title_fr_official: bool = False
    title_en: str | None = None
    edition_year: int | None = None
    stage_or_status: str | None = None
    ics: tuple[str, ...] = ()
    committee_reference: str | None = None
    rationale_fr: str | None = None
    rationale_en: str | None = None
    evidence_url: str | None = None
    catalogue_url: str | None = None
    published_on: str | None = None
    note: str | None = None
    edition_id: int | None = None
    stage_code: str | None = None


def facts_of(entry: ReferenceEntry) -> EntryFacts:
    """Read the facts of an entry."""
    given = {field.name: getattr(entry, field.name) for field in fields(EntryFacts)}
    return EntryFacts(**{**given, "ics": tuple(entry.ics)})


def values_of(facts: EntryFacts) -> dict[str, Any]:
    """Give the facts by name, as the entry's columns hold them."""
    given = {field.name: getattr(facts, field.name) for field in fields(EntryFacts)}
    return {**given, "ics": list(facts.ics)}


def recorded_texts(facts: EntryFacts) -> Mapping[str, str]:
    """Write each fact as its form field sends it, to compare two people's texts."""
    return {name: _text(value) for name, value in values_of(facts).items()}


def verification_of(entry: ReferenceEntry) -> Verification:
    """Tell how far an entry has been checked."""
    if entry.verified_on is not None:
        return Verification.CONFIRMED
    return Verification.FOUND if entry.verified_in_source else Verification.TO_VERIFY


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
