"""What somebody states about a committee, an organisation, a person or a mandate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.vocabulary import (
    CommitteeKind,
    CommitteeStatus,
    MandateRole,
    Sex,
    StakeholderCategory,
)


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """A committee as the agency declares it; what it follows elsewhere is in ``mirrors.py``.

    ``closed_on`` is the last day of a closed one: its seats count in the figures until then.
    """

    code: str
    kind: CommitteeKind
    title_fr: str
    title_en: str | None = None
    status: CommitteeStatus = CommitteeStatus.TO_CONFIRM
    closed_on: date | None = None
    parent_id: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation; ``women_led`` is a fact about it, never about its delegates."""

    name: str
    acronym: str | None = None
    category: StakeholderCategory | None = None
    is_agency: bool = False
    women_led: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person; ``sex`` is what they declared themselves, if they were asked (product_rules §8)."""

    family_name: str
    given_names: str = ""
    sex: Sex = Sex.NOT_ASKED
    organisation_id: int | None = None
    function: str | None = None
    email: str | None = None
    phone: str | None = None
    gender_trained_on: date | None = None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """A seat; no ``person_id`` is a vacant one; ``valid_to`` is its last day, inclusive.

    ``post`` is the title of a post of the agency, or the field of an expert.
    """

    role: MandateRole
    valid_from: date
    valid_to: date | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    post: str | None = None
    titular: bool = True


Facts = TypeVar("Facts", CommitteeFacts, OrganisationFacts, PersonFacts, MandateFacts)


def facts_of(kind: type[Facts], subject: Committee | Organisation | Person | Mandate) -> Facts:
    """Read the facts of a kind from their record."""
    return kind(**{field.name: getattr(subject, field.name) for field in fields(kind)})


def values_of(facts: Facts) -> dict[str, Any]:
    """Give the facts by name, as the journal and a form's fields hold them."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def recorded_texts(facts: Facts) -> Mapping[str, str]:
    """Write each fact as its form field sends it, to compare two people's texts."""
    return {name: _text(value) for name, value in values_of(facts).items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)
