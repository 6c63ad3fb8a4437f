"""Printing a review: the complete version, and the one for who asked for the text."""

from __future__ import annotations

from flask import Response, render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.policy.views import agency_context
from review.answers.models import Review
from review.answers.queries import visible_review
from review.answers.views import questions_of
from review.assignments import views as assignment_views
from review.assignments.models import ReviewRound
from review.assignments.queries import round_of, visible_round
from review.assignments.rules import participates, visible_rounds
from review.assignments.vocabulary import SEALED_ROUND_STATES, RoundState
from review.decisions import views as decision_views
from review.decisions.models import Decision
from review.decisions.queries import decisions_on_item
from review.findings.rules import asked_for
from review.needs.models import NeedsExpression
from review.needs.views import reading as needs_reading
from review.reports.content import content_of
from review.reports.paper import paper_of
from review.reports.views.blueprint import blueprint
from review.reports.vocabulary import Audience


@blueprint.get("/lectures/<int:review_id>/imprimer")
@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ)
def print_review(review_id: int) -> Response:
    """Print one review handed in, for those who may read it."""
    review = visible_review(db.session, current_actor(), review_id)
    found = None if review is None else round_of(db.session, review.assignment.round_id)
    if found is None:
        raise NotFound
    return _printed(found, Audience.FULL, only=review)


@blueprint.get("/<int:round_id>/imprimer")
@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ)
def print_round(round_id: int) -> Response:
    """Print every review of a round that this person may read, with the decision."""
    found = visible_round(db.session, current_actor(), round_id)
    if found is None:
        raise NotFound
    return _printed(found, Audience.FULL)


@blueprint.get("/<int:round_id>/imprimer-pour-la-demande")
@requires(Permission.NEEDS_DRAFT, Permission.REVIEW_READ, Permission.REVIEW_FILL)
def print_for_requester(round_id: int) -> Response:
    """Print a decided review for who asked for the text: its reasons, and nobody's name."""
    found = round_of(db.session, round_id)
    if found is None or not may_print_for_requester(db.session, current_actor(), found):
        raise NotFound
    return _printed(found, Audience.REQUESTER)


def may_print_for_requester(session: Session, actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person may have the requester's version: who asked, or who follows."""
    return visible_rounds.allows(actor, round_) or asked_for(session, actor, round_)


def _printed(round_: ReviewRound, audience: Audience, *, only: Review | None = None) -> Response:
    session, at = db.session, clock.now()
    content = content_of(session, current_actor(), round_, audience, only=only, on=clock.today())
    if content is None:
        raise NotFound
    agency = agency_context()["agency"]
    data = paper_of(
        content,
        questions_of(session, round_.checklist_version),
        agency=f"{agency.name} ({agency.acronym})",
        at=at,
    )
    name = f"relecture-{round_.id}-{'complete' if audience is Audience.FULL else 'demande'}.pdf"
    return Response(
        typesetting.pdf("paper", data, at=at),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def round_panel(session: Session, round_: ReviewRound, actor: Actor) -> Markup | None:
    """Offer on a round's page the papers this person may have of it."""
    if round_.state in SEALED_ROUND_STATES:
        return None
    return _buttons(
        full=participates(actor, round_) or actor.may(Permission.REVIEW_READ),
        requester=round_.state is RoundState.DECIDED
        and may_print_for_requester(session, actor, round_),
        round_=round_,
    )


def decision_panel(session: Session, decision: Decision, actor: Actor) -> Markup | None:
    """Offer on a decision's page the papers this person may have of its round."""
    return _buttons(
        full=visible_rounds.allows(actor, decision.round),
        requester=actor.signed_in and may_print_for_requester(session, actor, decision.round),
        round_=decision.round,
    )


def needs_panel(session: Session, needs: NeedsExpression, actor: Actor) -> Markup | None:
    """Offer on a need's page the requester's version of each decided reading of its text."""
    if needs.work_item_id is None:
        return None
    decided = [
        one
        for one in decisions_on_item(session, needs.work_item_id)
        if may_print_for_requester(session, actor, one.round)
    ]
    if not decided:
        return None
    return Markup(  # noqa: S704 - the template escapes what people wrote
        render_template("review/reports/_needs_panel.html", decided=decided)
    )


def _buttons(*, full: bool, requester: bool, round_: ReviewRound) -> Markup | None:
    if not (full or requester):
        return None
    return Markup(  # noqa: S704 - the template escapes what people wrote
        render_template(
            "review/reports/_buttons.html",
            full=url_for("reports.print_round", round_id=round_.id) if full else None,
            requester=url_for("reports.print_for_requester", round_id=round_.id)
            if requester
            else None,
        )
    )


assignment_views.panels.append(round_panel)
decision_views.decision_panels.append(decision_panel)
needs_reading.panels.append(needs_panel)
