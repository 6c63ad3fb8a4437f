"""The results as files."""

from __future__ import annotations

from flask import Response, request
from flask_babel import lazy_gettext as _l

from catalogue.database import db
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.permissions import Permission, requires
from catalogue.search import shown
from catalogue.search.asking import read
from catalogue.search.documents import FacetName, SearchDocument
from catalogue.search.views.blueprint import blueprint
from catalogue.search.views.results import LARGEST_FILE, find

_COLUMNS = (
    Column("kind", _l("Type de fiche"), 24),
    Column("reference", _l("Référence"), 24),
    Column("title_fr", _l("Titre français"), 60),
    Column("title_en", _l("Titre anglais"), 60),
    Column("body", _l("Organisme"), 12),
    Column("ics", _l("ICS"), 18),
    Column("committee", _l("Comité"), 18),
    Column("status", _l("Statut"), 16),
    Column("year", _l("Année"), 8),
    Column("relevance", _l("Intérêt pour le genre"), 18),
    Column("marker", _l("Marqueur"), 10),
    Column("url", _l("Adresse"), 40),
    Column("attribution", _l("Attribution"), 40),
)


@in_three_files(blueprint, "/recherche")
@requires(Permission.CATALOGUE_READ)
def results_file(ending: str) -> Response:
    """Give the results as a file, the first 5,000 of them."""
    found = find(db.session, read(request.args.items(multi=True)), page=1, size=LARGEST_FILE).page
    words = shown.scales()
    rows = (_cells(hit.document, words) for hit in found.hits)
    return table_response(ending, "recherche", _COLUMNS, rows, total=found.total)


def _cells(one: SearchDocument, words: dict[FacetName, dict[str, str]]) -> tuple[object, ...]:
    relevance = one.relevance or ""
    return (
        Coded(one.kind.value, words[FacetName.KIND][one.kind]),
        one.reference,
        one.title_fr,
        one.title_en,
        one.body,
        one.ics,
        one.committee,
        Coded(one.status.value, words[FacetName.STATUS][one.status]),
        one.year,
        Coded(relevance, words[FacetName.RELEVANCE].get(relevance, relevance))
        if relevance
        else None,
        one.marker,
        shown.address(one, whole=True),
        shown.attribution_of(one),
    )
