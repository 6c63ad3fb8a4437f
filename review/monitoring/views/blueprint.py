"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.messages import N_
from review.monitoring.models import MonitoringMeeting, Recommendation
from review.monitoring.queries import meeting_of, recommendation_of

blueprint = Blueprint("monitoring", __name__, url_prefix="/comite-de-suivi")

Answer = str | Response | tuple[str, int]
PDF = "application/pdf"


def meeting_or_404(meeting_id: int) -> MonitoringMeeting:
    """Give a meeting, or the page that says there is none."""
    found = meeting_of(db.session, meeting_id)
    if found is None:
        raise NotFound(
            N_("Cette réunion n’existe pas. La page du comité de suivi les donne toutes.")
        )
    return found


def recommendation_or_404(recommendation_id: int) -> Recommendation:
    """Give a recommendation, or the page that says there is none."""
    found = recommendation_of(db.session, recommendation_id)
    if found is None:
        raise NotFound(
            N_("Cette recommandation n’existe pas. La liste des recommandations les donne toutes.")
        )
    return found


def to_meeting(meeting: MonitoringMeeting) -> Response:
    """Go back to the page of a meeting."""
    return redirect(url_for("monitoring.meeting", meeting_id=meeting.id))


def page_with(template: str, form: Form, **facts: object) -> Answer:
    """Show a page with its form, again with its faults when it was sent."""
    page = render_template(f"review/monitoring/{template}", form=form, **facts)
    return page, 422 if form.is_submitted() else 200


def as_pdf(paper: bytes, name: str) -> FlaskResponse:
    """Send a paper just set."""
    return FlaskResponse(
        paper,
        content_type=PDF,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
