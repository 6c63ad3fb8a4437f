"""One box over standards, the programme and the reference list: the page and its files."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from flask_babel import lazy_gettext as _l

from catalogue import api
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.i18n import say
from catalogue.messages import Message
from catalogue.paging import Facet, FacetValue, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.rules import keeps_standards
from catalogue.reference_list.vocabulary import RELEVANCE_LABELS
from catalogue.search import services, shown, upkeep
from catalogue.search.api import api_blueprint
from catalogue.search.contract import Matched, Query, SearchPage, Sort
from catalogue.search.documents import FacetName

blueprint = Blueprint("search", __name__)

PAGE_SIZE = 20
LARGEST_FILE = 5000  # results in a file
# The name of each facet in the address, in the order shown.
FACETS: dict[str, FacetName] = {
    "type": FacetName.KIND,
    "interet": FacetName.RELEVANCE,
    "marqueur": FacetName.MARKER,
    "organisme": FacetName.BODY,
    "ics": FacetName.ICS_FIELD,
    "statut": FacetName.STATUS,
    "comite": FacetName.COMMITTEE,
    "annee": FacetName.YEAR,
}
SORTS: Mapping[str, tuple[Sort, object]] = {
    "pertinence": (Sort.RELEVANCE, _l("par pertinence")),
    "date": (Sort.DATE, _l("par date")),
    "reference": (Sort.REFERENCE, _l("par référence")),
}
_NAMES = ("q", *FACETS, "tri", "annulees", "page")
_CSV_HEAD = (
    _l("Type de fiche"),
    _l("Référence"),
    _l("Titre français"),
    _l("Titre anglais"),
    _l("Organisme"),
    _l("ICS"),
    _l("Comité"),
    _l("Statut"),
    _l("Année"),
    _l("Intérêt pour le genre"),
    _l("Marqueur"),
    _l("Adresse"),
)


def init_app(app: Flask) -> None:
    """Register the page and the interface's part."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)


@blueprint.get("/recherche")
@requires(Permission.CATALOGUE_READ)
def results() -> str:
    """Show what answers, with filters, corrections and the next best step when nothing does."""
    state = UrlState.read(request.args.items(multi=True), _NAMES)
    number = page_number(state.value("page"))
    found = _found(state, page=number, size=PAGE_SIZE)
    page = found.page
    return render_template(
        "catalogue/search/results.html",
        state=state,
        found=page,
        page=Page(page.hits, page.total, number, PAGE_SIZE),
        from_index=found.from_index,
        facets=_facets(page, state),
        sorts={code: label for code, (_sort, label) in SORTS.items()},
        sort=_sort_code(state),
        address=shown.address,
        kinds=shown.KIND_LABELS,
        statuses=shown.STATUS_LABELS,
        relevances=RELEVANCE_LABELS,
        bodies=shown.named(db.session, {})[FacetName.BODY],
        Matched=Matched,
        may_record=keeps_standards(current_actor()),
    )


@blueprint.get("/recherche.csv")
@requires(Permission.CATALOGUE_READ)
def results_csv() -> Response:
    """Give the results as a file for a spreadsheet, the first 5,000 of them."""
    state = UrlState.read(request.args.items(multi=True), _NAMES)
    hits = _found(state, page=1, size=LARGEST_FILE).page.hits
    lines = (
        (
            say(shown.KIND_LABELS[one.kind]),
            one.reference,
            one.title_fr,
            one.title_en,
            one.body,
            ", ".join(one.ics),
            one.committee,
            say(shown.STATUS_LABELS[one.status]),
            one.year,
            say(_relevance(one.relevance)),
            one.marker,
            shown.address(one, whole=True),
        )
        for one in (hit.document for hit in hits)
    )
    return csv_response("recherche.csv", _CSV_HEAD, lines)


@blueprint.get("/recherche.json")
@requires(Permission.CATALOGUE_READ)
def results_json() -> Response:
    """Give the results for a program, the first 5,000 of them, without the interface's pages."""
    state = UrlState.read(request.args.items(multi=True), _NAMES)
    page = _found(state, page=1, size=LARGEST_FILE).page
    return jsonify(total=page.total, items=[shown.as_facts(hit.document) for hit in page.hits])


def _found(state: UrlState, *, page: int, size: int) -> services.Found:
    index = services.the_index(current_app)
    found = services.find(
        db.session,
        index,
        Query(
            text=state.value("q"),
            filters={
                facet: state.values(name) for name, facet in FACETS.items() if state.values(name)
            },
            page=page,
            page_size=size,
            sort=SORTS[_sort_code(state)][0],
            include_withdrawn=state.value("annulees") == "oui",
        ),
    )
    if not found.from_index:
        upkeep.ask_for_repair()
    return found


def _sort_code(state: UrlState) -> str:
    asked = state.value("tri")
    return asked if asked in SORTS else "pertinence"


def _facets(page: SearchPage, state: UrlState) -> list[Facet]:
    words = shown.named(db.session, page.facets)
    headings = shown.headings()
    facets: list[Facet] = []
    for name, facet in FACETS.items():
        values = page.facets.get(facet, ())
        if not values or (len(values) == 1 and not state.values(name)):
            continue
        own = words.get(facet, {})
        facets.append(
            Facet(
                name,
                headings[facet],
                tuple(
                    FacetValue(one.value, own.get(one.value, one.value), one.count)
                    for one in shown.in_order(facet, values)
                ),
            )
        )
    return facets


def _relevance(code: str | None) -> Message | None:
    return next((label for one, label in RELEVANCE_LABELS.items() if one.value == code), None)
