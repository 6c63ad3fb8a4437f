"""Completion as one types, and all the values of a long facet."""

from __future__ import annotations

from flask import Response, current_app, jsonify, render_template, request, url_for

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.folding import fold
from catalogue.paging import Page, UrlState, offset, page_number
from catalogue.permissions import Permission, requires
from catalogue.search import narrowing, services, shown
from catalogue.search.asking import FACETS, read
from catalogue.search.contract import IndexDamaged
from catalogue.search.documents import FacetName
from catalogue.search.views.blueprint import blueprint
from catalogue.search.views.results import find, words_for

MOST_SUGGESTED = 8
VALUES_SHOWN = 100
_KEPT = "private, max-age=60"  # the same letters typed again need no second answer


@blueprint.get("/recherche/suggestions")
@requires(Permission.CATALOGUE_READ)
def suggestions() -> Response:
    """Give ways to finish what is being typed: ``{"suggestions": [{"text", "count"}]}``."""
    try:
        found = services.the_index(current_app).suggest(request.args.get("q", ""), MOST_SUGGESTED)
    except IndexDamaged:
        found = ()
    answer = jsonify(suggestions=[{"text": one.text, "count": one.count} for one in found])
    answer.headers["Cache-Control"] = _KEPT
    return answer


@blueprint.get("/recherche/filtre/<name>")
@requires(Permission.CATALOGUE_READ)
def values(name: str) -> str:
    """List every value of a facet that narrows the search at hand, and find one among them."""
    if name not in FACETS:
        raise NotFound
    facet = FACETS[name]
    asked = read(request.args.items(multi=True))
    counted = find(db.session, asked, page=1, size=1, facets=[facet]).page.facets[facet]
    words = words_for({facet: counted}, asked.state)[facet]
    english = shown.iso_committee_titles(db.session) if facet is FacetName.COMMITTEE else {}
    within = UrlState.read(request.args.items(multi=True), ("dans",)).value("dans")
    wanted = fold(within).split()
    texts = {
        one.value: fold(f"{words.get(one.value, one.value)} {english.get(one.value, '')}")
        for one in counted
    }
    kept = [one for one in counted if all(word in texts[one.value] for word in wanted)]
    number = page_number(asked.state.value("page"))
    start = offset(number, VALUES_SHOWN)
    state = asked.state.removed("page")
    links = narrowing.Links(url_for("search.results"), state)
    return render_template(
        "catalogue/search/values.html",
        name=name,
        heading=shown.headings()[facet],
        state=state,
        within=within,
        pages=state.changed("dans", within) if within else state,
        choices=narrowing.choices_of(name, links, kept[start : start + VALUES_SHOWN], words),
        english=english,
        page=Page(kept[start : start + VALUES_SHOWN], len(kept), number, VALUES_SHOWN),
        total=len(counted),
    )
