"""What a work item’s page shows of the fiche it comes from."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import FORECAST_LABELS
from review.needs import queries
from review.needs.next_act import settled_forecast


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
