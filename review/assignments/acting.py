"""Carrying out what a posted form asks, and giving the form back when the rules refuse."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template

from catalogue.errors import Conflict, DomainError
from catalogue.forms import Form, VersionedForm


def carried_out(form: Form, act: Callable[[], object]) -> bool:
    """Run the act of a valid posted form; a refusal goes beside its field, nothing is lost.

    A conflict is not the form's affair: it goes on to the page that shows both texts.
    """
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Conflict:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def page_of(template: str, form: Form, **names: object) -> tuple[str, int]:
    """Render a form's page: 200 when it is offered, 422 when something is to correct."""
    page = render_template(template, form=form, **names)
    return page, 422 if form.errors or form.form_errors else 200


def seen(form: VersionedForm) -> int:
    """Give the version the person saw; the form has refused a missing one."""
    return int(form.version.data or 0)
