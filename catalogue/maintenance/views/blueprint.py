"""What the pages of the slice share."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.maintenance.models import Examination
from catalogue.maintenance.queries import examination_of
from catalogue.messages import N_
from catalogue.permissions import Actor, current_actor
from catalogue.records.models import Edition
from catalogue.records.queries import visible_edition

blueprint = Blueprint("maintenance", __name__)

Answer = str | Response | tuple[str, int]

# Where a reading for gender of an edition is opened, for those who may; the composition root
# fills it from the review package.
review_address: list[Callable[[int, Actor], str | None]] = []


def review_href(edition_id: int) -> str | None:
    """Give where this person may have an edition read for gender, if anywhere."""
    actor = current_actor()
    return next((href for ask in review_address if (href := ask(edition_id, actor))), None)


def examination_or_404(examination_id: int) -> Examination:
    """Give an examination, or the page that says there is none."""
    found = examination_of(db.session, examination_id)
    if found is None:
        raise NotFound(N_("Cet examen n’existe pas. La liste des examens les donne tous."))
    return found


def edition_or_404(edition_id: int) -> Edition:
    """Give a standard this person may know of, or the page that says there is none."""
    found = visible_edition(db.session, current_actor(), edition_id)
    if found is None:
        raise NotFound
    return found


def to_examination(examination: Examination) -> Response:
    """Go back to the page of an examination."""
    return redirect(url_for("maintenance.examination", examination_id=examination.id))
