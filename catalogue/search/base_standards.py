"""Propose base standards from the whole catalogue: by the beginning of a reference, or by words."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import current, deliverables
from catalogue.open_data.stages import standing_of
from catalogue.open_data.vocabulary import STANDING_LABELS, Standing
from catalogue.permissions import Actor
from catalogue.records.base_lookup import FOLLOWERS, MOST_PROPOSED, BaseProposal
from catalogue.records.designation import key
from catalogue.records.family_queries import stands
from catalogue.search import services
from catalogue.search.contract import Query
from catalogue.search.documents import FacetName, Kind, SearchDocument
from catalogue.search.shown import STATUS_LABELS

_KINDS = frozenset({Kind.STANDARD, Kind.DELIVERABLE, Kind.REFERENCE_ENTRY})
_LOOKED_AT = 60  # documents whose reference begins with what was typed
_LAST = "\uffff"
_DELIVERABLE = "deliverable:"


def propose(session: Session, actor: Actor, text: str, on: date) -> list[BaseProposal]:
    """Give the documents that fit what was typed, those in force first unless one is named.

    For ``records.base_lookup``. A handful of bounded queries, whatever the size of the catalogue.
    """
    begun = _beginning_with(session, text) if any(one.isdigit() for one in text) else []
    hits = [] if begun else _with_words(session, text)
    ids = [int(one.key.removeprefix(_DELIVERABLE)) for one in hits
           if one.key.startswith(_DELIVERABLE)]  # fmt: skip
    iso = {one.iso_id: one for one in begun} | deliverables(session, ids)
    replacing = deliverables(
        session, {number for one in iso.values() for number in one.replaced_by}
    )
    references = [one.reference for one in begun] + [one.reference for one in hits]
    warnings = {
        reference: stand.warning for reference, stand in stands(session, actor, references,
                                                                on=on).items()
    }  # fmt: skip
    followers = _followers(
        session, {one.committee or "" for one in iso.values()} | {one.committee for one in hits}
    )
    proposals = [_of_iso(one, replacing, warnings, followers) for one in begun]
    for hit in hits:
        row = (
            iso.get(int(hit.key.removeprefix(_DELIVERABLE)))
            if hit.key.startswith(_DELIVERABLE)
            else None
        )
        proposals.append(
            _of_iso(row, replacing, warnings, followers)
            if row is not None
            else _of_hit(hit, warnings, followers)
        )
    return proposals


def _beginning_with(session: Session, text: str) -> list[Deliverable]:
    """Give ISO's documents whose reference begins with what was typed; an exact one first."""
    start = key(text)
    begins = Deliverable.reference_key.startswith(start, autoescape=True)
    if session.get_bind().dialect.name == "sqlite":  # where a range is what the index answers
        begins = sa.and_(
            Deliverable.reference_key >= start, Deliverable.reference_key < start + _LAST
        )
    found = session.scalars(
        current().where(begins).order_by(Deliverable.sort_key).limit(_LOOKED_AT)
    ).all()
    return sorted(found, key=lambda one: _order(one, start))[:MOST_PROPOSED]


def _order(one: Deliverable, start: str) -> tuple[bool, bool, bool, str, int]:
    standing = standing_of(one.stage_code, published=one.published_on is not None)
    number, _colon, _year = one.reference_key.partition(":")
    gone = standing in {Standing.WITHDRAWN, Standing.ABANDONED}
    return (one.reference_key != start, number != start, gone, one.sort_key, -(one.year or 0))


def _with_words(session: Session, text: str) -> list[SearchDocument]:
    query = Query(text=text, filters={FacetName.KIND: _KINDS}, page_size=MOST_PROPOSED, facets=())
    page = services.find(session, services.the_index(current_app), query).page
    return [one.document for one in page.hits if one.document.reference]


def _followers(session: Session, references: set[str]) -> dict[str, tuple[str, ...]]:
    wanted = sorted(references - {""})
    return {code: ours for ask in FOLLOWERS for code, ours in ask(session, wanted).items()}


def _of_iso(
    one: Deliverable,
    replacing: dict[int, Deliverable],
    warnings: dict[str, Message | None],
    followers: dict[str, tuple[str, ...]],
) -> BaseProposal:
    standing = standing_of(one.stage_code, published=one.published_on is not None)
    warning = warnings.get(one.reference)
    by = [replacing[number].reference for number in one.replaced_by if number in replacing]
    if standing is Standing.WITHDRAWN and by:
        warning = N_(
            "Cette norme est annulée, remplacée par %(references)s", references=", ".join(by)
        )
    return BaseProposal(
        key=f"{_DELIVERABLE}{one.iso_id}",
        reference=one.reference,
        title_fr=one.title_fr or "",
        title_en=one.title_en or "",
        ics=tuple(one.ics),
        committee=one.committee or "",
        followed_by=followers.get(one.committee or "", ()),
        published=one.published_on or "",
        status=STANDING_LABELS[standing],
        warning=warning,
    )


def _of_hit(
    one: SearchDocument,
    warnings: dict[str, Message | None],
    followers: dict[str, tuple[str, ...]],
) -> BaseProposal:
    return BaseProposal(
        key=one.key,
        reference=one.reference,
        title_fr=one.title_fr,
        title_en=one.title_en,
        ics=one.ics,
        committee=one.committee,
        followed_by=followers.get(one.committee, ()),
        published=one.date.isoformat() if one.date else str(one.year or ""),
        status=STATUS_LABELS[one.status],
        warning=warnings.get(one.reference),
    )
