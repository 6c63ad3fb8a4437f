"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.messages import N_
from review.reference_data.models import Series
from review.reference_data.queries import series_of

blueprint = Blueprint("reference_data", __name__)

Answer = str | Response | tuple[str, int]


def series_or_404(series_id: int) -> Series:
    """Give a series, or the page that says there is none."""
    found = series_of(db.session, series_id)
    if found is None:
        raise NotFound(N_("Cette série n’existe pas. La liste des séries les donne toutes."))
    return found


def page_of(series_id: int) -> str:
    """Give the address of a series."""
    return url_for("reference_data.series", series_id=series_id)


def form_page(title: str, form: Form, series: Series | None) -> Answer:
    """Show a form; with its faults, and the status that says so, when it was refused."""
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "review/reference_data/edit.html", form=form, heading=title, series=series
    )
    return page, status
