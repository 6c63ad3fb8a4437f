"""What the search index adds to a record's page: the documents nearest to it."""

from __future__ import annotations

from flask import current_app, render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from catalogue.records.designation import identifier
from catalogue.records.subject import Subject
from catalogue.reference_list.vocabulary import RELEVANCE_LABELS
from catalogue.search import services, shown
from catalogue.search.contract import IndexDamaged
from catalogue.search.nearest import nearest

NEAREST = 6


def nearest_panel(session: Session, subject: Subject, actor: Actor) -> Markup | None:
    """Show the documents nearest to one, of any kind of record; nothing when none is near.

    Without an index, or with a damaged one, there is nothing to show: the search page repairs it.
    """
    del session, actor
    titles = [title for title in (subject.title_fr, subject.title_en) if title]
    try:
        found = nearest(
            services.the_index(current_app),
            titles=titles[:1],
            ics=subject.ics,
            committee=subject.committee,
            but=identifier(subject.reference) if subject.reference else subject.key,
            limit=NEAREST,
        )
    except IndexDamaged:
        return None
    if not found:
        return None
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/search/_nearest.html",
            found=found,
            address=shown.address,
            kinds=shown.KIND_LABELS,
            statuses=shown.STATUS_LABELS,
            relevances=RELEVANCE_LABELS,
        )
    )
