"""What the pages of the slice share."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.council.models import CouncilSession
from catalogue.council.queries import session_of
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.messages import N_
from catalogue.policy.services import value_of

blueprint = Blueprint("council", __name__)

Answer = str | Response | tuple[str, int]
PDF = "application/pdf"


def meeting_or_404(session_id: int) -> CouncilSession:
    """Give a session, or the page that says there is none."""
    found = session_of(db.session, session_id)
    if found is None:
        raise NotFound(N_("Cette session n’existe pas. La liste des sessions les donne toutes."))
    return found


def to_meeting(meeting: CouncilSession) -> Response:
    """Go back to the page of a session."""
    return redirect(url_for("council.meeting", session_id=meeting.id))


def names_of_bodies() -> dict[str, str]:
    """Give the agency's and the council's names of today, for a paper."""
    return {
        "agency": _setting("agency_name"),
        "acronym": _setting("agency_acronym"),
        "council": _setting("council_name"),
    }


def as_pdf(paper: bytes, name: str) -> FlaskResponse:
    """Send a paper just set."""
    return FlaskResponse(
        paper,
        content_type=PDF,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _setting(key: str, on: date | None = None) -> str:
    return value_of(db.session, key, on=on or clock.today())
