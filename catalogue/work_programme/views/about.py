"""What the programme adds to a document's page: the work items that rest on it or come to it."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor
from catalogue.records.subject import Subject
from catalogue.work_programme.queries import items_about
from catalogue.work_programme.rules import internal_facts
from catalogue.work_programme.vocabulary import STAGE_GROUP_LABELS, WORK_ITEM_STATUS_LABELS


def items_panel(session: Session, subject: Subject, actor: Actor) -> Markup | None:
    """Show the work items that have a document for base, revise it or became it; maybe nothing."""
    found = items_about(
        session, actor, base_keys=subject.reference_keys, edition_id=subject.edition_id
    )
    if not found:
        return None
    return Markup(  # noqa: S704 - our own template, escaped
        render_template(
            "catalogue/work_programme/_items_panel.html",
            items=[(item, internal_facts.allows(actor, item)) for item in found],
            edition_id=subject.edition_id,
            stages=STAGE_GROUP_LABELS,
            statuses=WORK_ITEM_STATUS_LABELS,
        )
    )
