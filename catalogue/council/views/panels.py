"""What the council adds to other pages: a subject's waiting and its decisions; the home page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.council import queries
from catalogue.council.presentation import waited
from catalogue.council.rules import keeps_sessions
from catalogue.council.views.sessions import RULING_COLOURS
from catalogue.council.vocabulary import RULING_LABELS, SESSION_STATE_LABELS
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.homologation import ADOPTED
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.rules import internal_facts
from catalogue.work_programme.vocabulary import WorkItemStatus


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show how long a subject waits for the council, and what sessions said of it."""
    if not internal_facts.allows(actor, item):
        return None
    lines = queries.of_item(session, item)
    waits = item.status is WorkItemStatus.AWAITING_COUNCIL and item.stage_code != ADOPTED
    if not lines and not waits:
        return None
    since = queries.since(item)
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/council/_item_panel.html",
            lines=lines,
            since=since if waits else None,
            waited=waited(since, clock.today()) if waits else "",
            opens=actor.may(Permission.PROGRAMME_READ_INTERNAL),
            ruling_labels=RULING_LABELS,
            ruling_colours=RULING_COLOURS,
            state_labels=SESSION_STATE_LABELS,
        )
    )


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Tell the secretariat what waits for the council and what it adopted."""
    if not keeps_sessions(actor):
        return None
    oldest = queries.longest_waiting(session)
    to_homologate = queries.adopted_to_homologate(session)
    if oldest is None and not to_homologate:
        return None
    return {
        "template": "catalogue/council/_home_panel.html",
        "waiting": queries.waiting_count(session),
        "longest": waited(oldest, clock.today()) if oldest else "",
        "to_homologate": to_homologate,
    }
