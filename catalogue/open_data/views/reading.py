"""One document of ISO's: everything its open data say, and who here refers to it."""

from __future__ import annotations

from flask import Response, render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.open_data.cited_deliverable import iso_address, item_of_deliverable, state_of
from catalogue.open_data.members import DELIVERABLE
from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import (
    deliverable,
    deliverable_with_reference,
    deliverables,
    iso_committee,
    last_published,
)
from catalogue.open_data.stage_words import stage_in_words
from catalogue.open_data.views.blueprint import blueprint
from catalogue.open_data.vocabulary import ATTRIBUTION, SOURCE_URL, Dataset
from catalogue.partial_dates import PartialDate
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.records.bibliography import BibliographicItem, Publisher
from catalogue.records.cited_edition import publisher_of
from catalogue.records.family import edition_on, stand_of
from catalogue.records.family_queries import adoptions_of, families
from catalogue.records.models import SourceBody
from catalogue.records.queries import edition_with_reference, ics_named, latest_tags
from catalogue.records.subject import Subject
from catalogue.records.views.blueprint import panels_about
from catalogue.records.views.citing import citation_text, relaton_response
from catalogue.records.vocabulary import (
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    EDITION_STATUS_LABELS,
)


@blueprint.get("/normes/iso/<int:iso_id>")
@requires(Permission.CATALOGUE_READ)
def deliverable_page(iso_id: int) -> str:
    """Show what ISO says of a document, and what is known of it here."""
    session, actor, on = db.session, current_actor(), clock.today()
    found = _deliverable(session, iso_id)
    family = families(session, actor, [found.reference]).get(found.reference, [])
    related = deliverables(session, [*found.replaces, *found.replaced_by])
    adoptions = adoptions_of(session, actor, found.reference)
    recorded = edition_with_reference(session, found.reference)
    release = last_published(session, Dataset.DELIVERABLES)
    item = _bibliographic(session, found, related)
    own_key = f"{DELIVERABLE}:{found.iso_id}"
    return render_template(
        "catalogue/open_data/deliverable.html",
        found=found,
        item=item,
        published=item.published,
        body=item.publisher.shown,
        kinds=DOCUMENT_KIND_LABELS,
        iso_href=iso_address(found.iso_id),
        stage=stage_in_words(found.stage_code),
        ics=ics_named(session, found.ics),
        family=family,
        own_key=own_key,
        current=edition_on(family, on),
        stand=stand_of(found.reference, [one for one in family if one.key == own_key] + family, on),
        replaces=[(number, related.get(number)) for number in found.replaces],
        replaced_by=[(number, related.get(number)) for number in found.replaced_by],
        adoptions=adoptions,
        adopted_markers=latest_tags(session, [one.id for one in adoptions]) if adoptions else {},
        degrees=CORRESPONDENCE_LABELS,
        statuses=EDITION_STATUS_LABELS,
        recorded=recorded,
        release=release,
        citation=citation_text(item),
        about=panels_about(session, _subject(found), actor),
        attribution_text=ATTRIBUTION,
        attribution_href=SOURCE_URL,
    )


@blueprint.get("/normes/iso/<int:iso_id>/relaton.yaml")
@requires(Permission.CATALOGUE_READ)
def relaton(iso_id: int) -> Response:
    """Give a document of ISO's as a Relaton file."""
    found = _deliverable(db.session, iso_id)
    related = deliverables(db.session, [*found.replaces, *found.replaced_by])
    return relaton_response(_bibliographic(db.session, found, related))


def iso_panel(session: Session, subject: Subject, actor: Actor) -> Markup | None:
    """Show on another record's page what ISO says of the same document, if anything."""
    del actor
    if not subject.reference or subject.key.startswith(f"{DELIVERABLE}:"):
        return None
    found = deliverable_with_reference(session, subject.reference)
    if found is None:
        return None
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/open_data/_iso_panel.html",
            found=found,
            state=state_of(found),
            published=PartialDate.read(found.published_on),
        )
    )


def _deliverable(session: Session, iso_id: int) -> Deliverable:
    found = deliverable(session, iso_id)
    if found is None:
        raise NotFound
    return found


def _bibliographic(
    session: Session, found: Deliverable, related: dict[int, Deliverable]
) -> BibliographicItem:
    body = session.get(SourceBody, found.body)
    release = last_published(session, Dataset.DELIVERABLES)
    return item_of_deliverable(
        found,
        address=url_for("open_data.deliverable_page", iso_id=found.iso_id, _external=True),
        publisher=publisher_of(body) if body else Publisher(found.body, found.body, found.body),
        ics=ics_named(session, found.ics),
        committee=iso_committee(session, found.committee) if found.committee else None,
        related=related,
        fetched=release.published_at.date() if release and release.published_at else None,
    )


def _subject(found: Deliverable) -> Subject:
    return Subject(
        key=f"{DELIVERABLE}:{found.iso_id}",
        reference=found.reference,
        title_fr=found.title_fr or "",
        title_en=found.title_en or "",
        ics=tuple(found.ics),
        committee=found.committee or "",
    )
