"""Read an entry of the reference list as the bibliographic item that a citation is written from."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import BibliographicItem, IcsHeading, State
from catalogue.records.cited_edition import publisher_of
from catalogue.records.models import IcsCode
from catalogue.reference_list.models import ReferenceEntry

_PUBLISHED_STAGE = "60"
_WITHDRAWN_STAGE = "95.99"


def item_of_entry(
    entry: ReferenceEntry, *, address: str, ics: Mapping[str, IcsCode]
) -> BibliographicItem:
    """Read an entry loaded with its body; ``ics`` names the codes it has."""
    return BibliographicItem(
        anchor=f"reference-entry-{entry.id}",
        publisher=publisher_of(entry.body),
        state=state_of_stage(entry.stage_code),
        address=address,
        reference=entry.reference,
        title_fr=entry.title_fr or "",
        title_fr_official=entry.title_fr_official,
        title_en=entry.title_en or "",
        published=PartialDate.read(entry.published_on)
        or (PartialDate(entry.edition_year) if entry.edition_year else None),
        stage_code=entry.stage_code or "",
        ics=tuple(
            IcsHeading(code, ics[code].title_en if code in ics else "") for code in entry.ics
        ),
        committee=entry.committee_reference or "",
        urn=entry.urn or "",
        source_address=entry.catalogue_url or "",
    )


def state_of_stage(stage_code: str | None) -> State:
    """Read a harmonized stage: below 60 in preparation, 95.99 withdrawn; unknown, published."""
    if stage_code is None:
        return State.PUBLISHED
    if stage_code == _WITHDRAWN_STAGE:
        return State.WITHDRAWN
    return State.PUBLISHED if stage_code >= _PUBLISHED_STAGE else State.IN_PREPARATION
