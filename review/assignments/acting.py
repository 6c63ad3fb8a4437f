"""Carrying out what a posted form asks, and giving the form back when the rules refuse."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form, VersionedForm
from catalogue.permissions import current_actor
from catalogue.posting import done
from review.assignments.models import ReviewRound
from review.assignments.queries import visible_round


def carried_out(form: Form, act: Callable[[], object]) -> bool:
    """Tell whether a valid form was posted and its act done and kept."""
    return bool(form.validate_on_submit()) and done(form, act)


def page_of(template: str, form: Form, **names: object) -> tuple[str, int]:
    """Render a form's page: 200 when it is offered, 422 when something is to correct."""
    page = render_template(template, form=form, **names)
    return page, 422 if form.errors or form.form_errors else 200


def seen(form: VersionedForm) -> int:
    """Give the version the person saw; the form has refused a missing one."""
    return int(form.version.data or 0)


def visible_or_nothing(round_id: int) -> ReviewRound:
    """Give a round the person acting may know of; any other does not exist for them."""
    found = visible_round(db.session, current_actor(), round_id)
    if found is None:
        raise NotFound
    return found
