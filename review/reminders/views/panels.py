"""What was sent about a reading or a fiche, shown on its page with date and count."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.permissions import Actor, Permission
from review.assignments.models import ReviewRound
from review.assignments.rules import visible_assignments
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState
from review.reminders import queries, services
from review.reminders.models import Reminder
from review.reminders.vocabulary import REMINDER_KIND_LABELS


def round_panel(session: Session, round_: ReviewRound, actor: Actor) -> Markup | None:
    """Show the secretariat whom it may follow up, and what was sent to each."""
    if not actor.may(Permission.REVIEW_ASSIGN):
        return None
    shown = [one for one in round_.assignments if visible_assignments.allows(actor, one)]
    tallies = queries.tallies(session, Reminder.assignment_id, [one.id for one in shown])
    about_round = queries.tallies(session, Reminder.round_id, [round_.id])[round_.id]
    lines = [
        (one, tallies[one.id], services.may_follow_up_reading(one))
        for one in shown
        if tallies[one.id] or services.may_follow_up_reading(one)
    ]
    if not lines and not about_round:
        return None
    return Markup(  # noqa: S704 - a template of ours, escaped
        render_template(
            "review/reminders/_round_panel.html",
            lines=lines,
            about_round=about_round,
            kinds=REMINDER_KIND_LABELS,
        )
    )


def needs_panel(session: Session, needs: NeedsExpression, actor: Actor) -> Markup | None:
    """Show the secretariat and the chair what was sent about a fiche to complete."""
    tallies = queries.tallies(session, Reminder.needs_expression_id, [needs.id])[needs.id]
    may = actor.may(Permission.NEEDS_SCREEN) and needs.state is NeedsState.RETURNED
    if not tallies and not may:
        return None
    return Markup(  # noqa: S704 - a template of ours, escaped
        render_template(
            "review/reminders/_needs_panel.html",
            needs=needs,
            tallies=tallies,
            may_follow_up=may,
            kinds=REMINDER_KIND_LABELS,
        )
    )
