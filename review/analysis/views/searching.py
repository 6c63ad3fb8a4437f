"""«Chercher dans les textes»: the words of the texts one may read, page by page."""

from __future__ import annotations

from flask import render_template, request

from catalogue.database import db
from catalogue.folding import fold
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from review.analysis import queries
from review.analysis.excerpts import excerpt
from review.analysis.views.blueprint import blueprint


@blueprint.get("")
@requires(Permission.DOCUMENT_READ)
def search() -> str:
    """Find the pages, of the texts this person may read, that hold every word asked for."""
    state = UrlState.read(request.args.items(multi=True), ("q", "page"))
    words = fold(state.value("q")).split()
    found = None
    if words:
        number = page_number(state.value("page"))
        found = queries.pages_with_words(db.session, current_actor(), state.value("q"), number)
    return render_template(
        "review/analysis/search.html",
        state=state,
        found=found,
        most=queries.MOST_FOUND,
        lines=[(one, excerpt(one.text, words)) for one in found or ()],
    )
