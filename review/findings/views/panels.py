"""What other pages show of findings: a round's, a need's, a reader's desk, a chair's home."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue.forms import Form
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import WorkItem
from review.answers import views as answers_views
from review.assignments import views as assignment_views
from review.assignments.models import Assignment, ReviewRound
from review.findings import queries, rules
from review.needs.models import NeedsExpression
from review.needs.views import reading as needs_reading

SHOWN_AT_HOME = 5


def round_panel(session: Session, round_: ReviewRound, actor: Actor) -> Markup | None:
    """Show on a round's page where its findings stand, and how to begin them."""
    returned = queries.visible_return(session, actor, round_.id)
    may_prepare = (
        returned is None and rules.read_it(actor, round_) and rules.can_be_taken_up(round_)
    )
    if may_prepare and queries.return_of(session, round_.id) is not None:
        return None
    if returned is None and not may_prepare:
        return None
    return _part(
        "review/findings/_round_panel.html",
        returned=returned,
        round=round_,
        form=Form() if may_prepare else None,
    )


def needs_panel(session: Session, needs: NeedsExpression, actor: Actor) -> Markup | None:
    """Show on a need's page the lists of findings its text came back with."""
    return _of_item(session, needs.work_item_id, actor)


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show on a work item's page the lists of findings its texts came back with."""
    return _of_item(session, item.id, actor) if actor.signed_in else None


def _of_item(session: Session, work_item_id: int | None, actor: Actor) -> Markup | None:
    if work_item_id is None:
        return None
    returns = queries.returns_of_item(session, actor, work_item_id)
    if not returns:
        return None
    return _part("review/findings/_needs_panel.html", returns=returns)


def desk_panel(session: Session, assignment: Assignment, actor: Actor) -> Markup | None:
    """Show on a reader's desk that earlier findings are to be checked, and how many are."""
    del actor
    returns = queries.earlier_returns(session, assignment.round)
    if not returns:
        return None
    total = sum(len(one.findings) for one in returns)
    return _part(
        "review/findings/_desk_panel.html",
        assignment=assignment,
        total=total,
        left=total - len(queries.own_checks(session, assignment)),
    )


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Show on a chair's home page the texts that came back with findings to answer."""
    if not actor.may(Permission.NEEDS_DRAFT):
        return None
    waiting = queries.waiting_for_answers(session, actor, most=SHOWN_AT_HOME)
    if not waiting:
        return None
    return {"template": "review/findings/_home_panel.html", "waiting": waiting}


def _part(template: str, **names: object) -> Markup:
    """Render a part of another page; the template escapes whatever people wrote."""
    return Markup(render_template(template, **names))  # noqa: S704


assignment_views.panels.append(round_panel)
needs_reading.panels.append(needs_panel)
answers_views.desk_panels.append(desk_panel)
