"""What the pages of the slice share."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.messages import N_
from review.deliverables.models import PlanDeliverable
from review.deliverables.queries import deliverable_of

blueprint = Blueprint("deliverables", __name__)

Answer = str | Response | tuple[str, int]


def deliverable_or_404(deliverable_id: int) -> PlanDeliverable:
    """Give a deliverable, or the page that says there is none."""
    found = deliverable_of(db.session, deliverable_id)
    if found is None:
        raise NotFound(N_("Ce livrable n’existe pas. La liste des livrables les donne tous."))
    return found


def page_of(deliverable: PlanDeliverable) -> str:
    """Give the address of a deliverable."""
    return url_for("deliverables.deliverable", deliverable_id=deliverable.id)


def to_deliverable(deliverable: PlanDeliverable, said: str) -> Response:
    """Go back to the page of a deliverable, and say what was done."""
    flash(said, "success")
    return redirect(page_of(deliverable))


def form_page(template: str, form: Form, **facts: object) -> Answer:
    """Show a form; with its faults, and the status that says so, when it was refused."""
    status = 422 if form.is_submitted() else 200
    page = render_template(f"review/deliverables/{template}", form=form, **facts)
    return page, status
