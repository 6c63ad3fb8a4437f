"""The blueprint of committees, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from catalogue.forms import Form

blueprint = Blueprint("committees", __name__, url_prefix="/comites")

Answer = str | Response | tuple[str, int]


def form_page(template: str, form: Form, **facts: object) -> Answer:
    """Show a form; one that was refused keeps what was typed and answers 422."""
    page = render_template(f"catalogue/committees/{template}", form=form, **facts)
    return (page, 422) if form.errors else page
