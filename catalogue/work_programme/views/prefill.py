"""A work item as the beginning of an entry of the reference list."""

from __future__ import annotations

from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from catalogue.records.queries import agency_body
from catalogue.reference_list.views.prefill import Prefill
from catalogue.reference_list.vocabulary import EvidenceKind
from catalogue.work_programme.queries import item_by_id


def entry_from_item(session: Session, actor: Actor, item_id: int) -> Prefill | None:
    """Take what the programme says of an item: its number names a project, not a text."""
    item = item_by_id(session, actor, item_id)
    if item is None:
        return None
    agency = agency_body(session)
    return Prefill(
        named=item.number,
        answers={
            "reference": item.edition.reference if item.edition else "",
            "body_code": agency.code if agency else None,
            "title_fr": item.title_fr,
            "title_fr_official": True,
            "title_en": item.title_en,
            "ics": ", ".join(code.code for code in item.ics_codes),
            "committee_reference": item.committee.code if item.committee else None,
            "evidence_kind": EvidenceKind.STAFF,
        },
        edition_id=item.edition_id,
        stage_code=item.stage_code,
    )
