"""Read one of ISO's documents as the bibliographic item that a citation is written from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from catalogue.open_data.members import STATES
from catalogue.open_data.models import Deliverable, IsoCommittee
from catalogue.open_data.stages import standing_of
from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import (
    BibliographicItem,
    IcsHeading,
    Publisher,
    RelatedItem,
    State,
)
from catalogue.records.models import IcsCode
from catalogue.records.vocabulary import RelationKind


def state_of(found: Deliverable) -> State:
    """Tell where a document of ISO's stands."""
    return STATES[standing_of(found.stage_code, published=found.published_on is not None)]


def iso_address(iso_id: int) -> str:
    """Give the page of a document on ISO's own site."""
    return f"https://www.iso.org/standard/{iso_id}.html"


def item_of_deliverable(
    found: Deliverable,
    *,
    address: str,
    publisher: Publisher,
    ics: Mapping[str, IcsCode],
    committee: IsoCommittee | None,
    related: Mapping[int, Deliverable],
    fetched: date | None,
) -> BibliographicItem:
    """Read a document with what surrounds it; ``related`` are the documents it names by number."""
    return BibliographicItem(
        anchor=f"deliverable-{found.iso_id}",
        publisher=publisher,
        state=state_of(found),
        address=address,
        reference=found.reference,
        title_fr=found.title_fr or "",
        title_en=found.title_en or "",
        kind=found.kind,
        supplement=found.supplement or "",
        edition_number=found.edition_number,
        published=PartialDate.read(found.published_on),
        stage_code=found.stage_code or "",
        languages=tuple(found.languages),
        ics=tuple(
            IcsHeading(code, ics[code].title_en if code in ics else "") for code in found.ics
        ),
        committee=found.committee or "",
        committee_title=(committee.title_en or "") if committee else "",
        project_number=str(found.iso_id),
        scope_fr=found.scope_fr or "",
        scope_en=found.scope_en or "",
        relations=tuple(
            RelatedItem(
                RelationKind.REPLACES,
                related[number].reference,
                inward,
                PartialDate.read(related[number].published_on),
            )
            for inward, numbers in ((False, found.replaces), (True, found.replaced_by))
            for number in numbers
            if number in related
        ),
        source_address=iso_address(found.iso_id),
        fetched=fetched,
    )
