"""Where an entry can be added from: the records whose facts fill its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from catalogue.addresses import row_number
from catalogue.i18n import say
from catalogue.messages import N_
from catalogue.open_data.cited_deliverable import iso_address
from catalogue.open_data.queries import deliverable
from catalogue.permissions import Actor
from catalogue.records.queries import visible_edition
from catalogue.reference_list.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True)
class Prefill:
    """The answers a record gives to an entry's form, and what is linked without being typed.

    ``named`` is the record in a few words, for the sentence at the top of the form.
    """

    named: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    edition_id: int | None = None
    stage_code: str | None = None


# By the beginning of a record's key («edition», «deliverable»); slices above add their own.
PREFILLS: dict[str, Callable[[Session, Actor, int], Prefill | None]] = {}


def prefill_from(session: Session, actor: Actor, key: str) -> Prefill | None:
    """Read ``?depuis=edition:12``; None for a record there is none of, or not for this person."""
    kind, _, number = key.partition(":")
    give = PREFILLS.get(kind)
    try:
        record_id = row_number(number)
    except ValueError:
        return None
    return give(session, actor, record_id) if give is not None else None


def from_edition(session: Session, actor: Actor, edition_id: int) -> Prefill | None:
    """Take what the register says of a standard."""
    edition = visible_edition(session, actor, edition_id)
    if edition is None:
        return None
    return Prefill(
        named=edition.reference,
        answers={
            "reference": edition.reference,
            "body_code": edition.standard.body_code,
            "title_fr": edition.title_fr,
            "title_fr_official": edition.title_fr is not None,
            "title_en": edition.title_en,
            "ics": ", ".join(code.code for code in edition.ics_codes),
            "edition_year": edition.year,
            "committee_reference": edition.committee_reference
            or (edition.committee.code if edition.committee else None),
            "evidence_kind": EvidenceKind.STAFF,
        },
        edition_id=edition.id,
        stage_code=edition.stage_code,
    )


def from_deliverable(session: Session, actor: Actor, iso_id: int) -> Prefill | None:
    """Take what ISO's open data say of a document."""
    del actor
    found = deliverable(session, iso_id)
    if found is None:
        return None
    return Prefill(
        named=found.reference,
        answers={
            "reference": found.reference,
            "body_code": found.body,
            "title_fr": found.title_fr,
            "title_fr_official": found.title_fr is not None,
            "title_en": found.title_en,
            "ics": ", ".join(found.ics),
            "edition_year": found.year,
            "published_on": found.published_on,
            "committee_reference": found.committee,
            "stage_or_status": say(
                N_("%(code)s, ISO Open Data", code=found.stage_code) if found.stage_code else None
            ),
            "evidence_kind": EvidenceKind.OFFICIAL_CATALOGUE,
            "evidence_url": iso_address(found.iso_id),
            "catalogue_url": iso_address(found.iso_id),
        },
        stage_code=found.stage_code,
    )


PREFILLS["edition"] = from_edition
PREFILLS["deliverable"] = from_deliverable
