"""What other pages show of fiches: a chair’s home, a work item’s page, a document’s page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.forms import OnceForm
from catalogue.permissions import Actor, Permission
from catalogue.records.subject import Subject
from catalogue.reference_list.queries import entries_about
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import FORECAST_LABELS
from review.needs import queries
from review.needs.next_act import settled_forecast
from review.needs.vocabulary import NEEDS_STATE_LABELS

SHOWN_AT_HOME = 5


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Show on a chair's home page the fiches that wait for them: those returned, then drafts."""
    if not actor.may(Permission.NEEDS_DRAFT):
        return None
    waiting = queries.in_the_chairs_hands(session, actor, most=SHOWN_AT_HOME)
    if not waiting:
        return None
    return {
        "template": "review/needs/_home_panel.html",
        "waiting": waiting,
        "states": NEEDS_STATE_LABELS,
    }


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show the fiche behind a work item to those who may read it; nothing to others."""
    if not actor.may(Permission.NEEDS_READ):
        return None
    needs = queries.needs_of_item(session, actor, item.id)
    if needs is None:
        return None
    forecast = settled_forecast(needs)
    return Markup(  # noqa: S704 - a template escapes what people wrote
        render_template(
            "review/needs/panel.html",
            needs=needs,
            forecast=FORECAST_LABELS[forecast] if forecast else None,
        )
    )


def subject_panel(session: Session, subject: Subject, actor: Actor) -> Markup | None:
    """Show the fiches that cite a document, among those this person may read.

    A chair is offered to start one from it. Visitors see nothing: a fiche is no public paper.
    """
    if not (actor.may(Permission.NEEDS_READ) or actor.may(Permission.NEEDS_DRAFT)):
        return None
    entries = [one.id for one in entries_about(session, subject)]
    found = queries.needs_about(session, actor, reference=subject.reference, entry_ids=entries)
    may_start = bool(subject.reference) and actor.may(Permission.NEEDS_DRAFT)
    if not (found or may_start):
        return None
    return Markup(  # noqa: S704 - a template escapes what people wrote
        render_template(
            "review/needs/_subject_panel.html",
            found=found,
            states=NEEDS_STATE_LABELS,
            reference=subject.reference if may_start else "",
            once=OnceForm().once.data,
        )
    )
