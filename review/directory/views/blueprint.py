"""What the pages of the directory share."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.messages import Message
from catalogue.paging import Facet, FacetValue, UrlState
from review.directory.queries import Choice, Counts

blueprint = Blueprint("directory", __name__)

Answer = str | Response | tuple[str, int]
Labels = Mapping[str, Message]


def form_page(template: str, form: Form, **facts: object) -> Answer:
    """Show a form; with its faults, and the status that says so, when it was refused."""
    status = 422 if form.is_submitted() else 200
    page = render_template(f"review/directory/{template}", form=form, **facts)
    return page, status


def choice_of(state: UrlState, facets: Mapping[str, object]) -> Choice:
    """Read what is looked for from an address."""
    return Choice(state.value("q"), {name: state.values(name) for name in facets})


def facets_of(counts: Counts, titled: Mapping[str, tuple[Message, Labels | None]]) -> list[Facet]:
    """Give the facets that have something to choose; values without words show themselves."""
    found = []
    for name, (title, labels) in titled.items():
        counted = counts[name]
        values = (
            [FacetValue(value, value, counted[value]) for value in sorted(counted)]
            if labels is None
            else [
                FacetValue(str(value), say(label), counted[str(value)])
                for value, label in labels.items()
                if counted.get(str(value))
            ]
        )
        if values:
            found.append(Facet(name, say(title), tuple(values)))
    return found
