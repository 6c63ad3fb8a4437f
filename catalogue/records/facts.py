"""What somebody states about an edition, in one value that forms and imports fill alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from catalogue.records.models import Edition
from catalogue.records.vocabulary import AdoptionMethod, Correspondence, DocumentKind, Nature

_BETWEEN_CODES = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """Every fact a person may state; field names are those of the form and of the import columns.

    ``reference`` is free text as the body writes it, with its year: it is never built
    (product_rules §5). ``ics`` are codes; dates are whole days; ``None`` and empty mean unknown.
    """

    reference: str
    body_code: str
    title_fr: str | None = None
    title_en: str | None = None
    scope: str | None = None
    kind: DocumentKind = DocumentKind.STANDARD
    nature: Nature | None = None
    edition_number: int | None = None
    mandatory: bool | None = None
    committee_id: int | None = None
    committee_reference: str | None = None
    ics: tuple[str, ...] = ()
    base_reference: str | None = None
    correspondence: Correspondence | None = None
    adoption_method: AdoptionMethod | None = None
    cnncq_adopted_on: date | None = None
    homologated_on: date | None = None
    homologation_act: str | None = None
    published_on: date | None = None
    national_text: str | None = None
    upstream_assessment: str | None = None
    source: str | None = None
    source_url: str | None = None
    source_on: date | None = None


FACT_NAMES = tuple(field.name for field in fields(EditionFacts))
# What indicator 5.3 counts with: a change needs a reason, which the journal keeps.
COUNTED_FACTS = frozenset(
    {
        "reference",
        "nature",
        "base_reference",
        "correspondence",
        "cnncq_adopted_on",
        "homologated_on",
        "national_text",
        "upstream_assessment",
    }
)
# Facts that are columns of the edition under the same name.
OWN_COLUMNS = tuple(name for name in FACT_NAMES if name not in {"body_code", "ics"})


def facts_of(edition: Edition) -> EditionFacts:
    """Read the facts of an edition loaded with its standard and its ICS codes."""
    return EditionFacts(
        **{name: getattr(edition, name) for name in OWN_COLUMNS},
        body_code=edition.standard.body_code,
        ics=tuple(code.code for code in edition.ics_codes),
    )


def recorded_texts(facts: EditionFacts) -> dict[str, str]:
    """Write each fact as its form field shows it, to compare two people's texts."""
    return {name: _text(getattr(facts, name)) for name in FACT_NAMES}


def journal_values(facts: EditionFacts) -> Mapping[str, Any]:
    """Give the facts as the journal keeps them."""
    return {
        name: list(value) if isinstance(value := getattr(facts, name), tuple) else value
        for name in FACT_NAMES
    }


def codes_in(text: str) -> tuple[str, ...]:
    """Read ICS codes separated by commas, semicolons, spaces or lines; each once, as typed."""
    return tuple(dict.fromkeys(code for code in _BETWEEN_CODES.split(text) if code))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)
