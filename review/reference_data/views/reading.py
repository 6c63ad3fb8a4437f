"""The list of series, and one of them with its values."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _

from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, Page, UrlState, offset, page_number
from catalogue.permissions import current_actor, public
from review.reference_data.presentation import COLUMNS, bars, cells, share_words
from review.reference_data.queries import FACETS, counts, listed
from review.reference_data.rules import keeps_series
from review.reference_data.views.blueprint import Answer, blueprint, series_or_404
from review.reference_data.vocabulary import TERRITORY_LABELS, THEME_LABELS, TOPIC_LABELS

WHOLE_LIST = 5000


@blueprint.get("/series")
@public
def index() -> Answer:
    """List the series, a page at a time."""
    state = UrlState.read(request.args.items(multi=True), (*FACETS, "page"))
    number = page_number(state.value("page"))
    rows, total = listed(db.session, _chosen(state), start=offset(number), length=PAGE_SIZE)
    return render_template(
        "review/reference_data/index.html",
        page=Page(list(rows), total, number),
        state=state,
        facets=_facets(),
        themes=THEME_LABELS,
        territories=TERRITORY_LABELS,
        keeper=keeps_series(current_actor()),
    )


@in_three_files(blueprint, "/series")
@public
def index_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), FACETS)
    rows, _total = listed(db.session, _chosen(state), start=0, length=WHOLE_LIST)
    return table_response(ending, "series", COLUMNS, (cells(row) for row in rows))


@blueprint.get("/series/<int:series_id>")
@public
def series(series_id: int) -> Answer:
    """Show a series, its source and its values."""
    found = series_or_404(series_id)
    return render_template(
        "review/reference_data/series.html",
        series=found,
        bars=bars(found),
        share_words=share_words,
        themes=THEME_LABELS,
        territories=TERRITORY_LABELS,
        topics=TOPIC_LABELS,
        keeper=keeps_series(current_actor()),
    )


def _chosen(state: UrlState) -> dict[str, list[str]]:
    return {name: list(state.values(name)) for name in FACETS}


def _facets() -> list[Facet]:
    found = counts(db.session)
    themes = tuple(
        FacetValue(one.value, say(label), found[one.value])
        for one, label in THEME_LABELS.items()
        if one.value in found
    )
    territories = tuple(
        FacetValue(one.value, say(label), found[one.value])
        for one, label in TERRITORY_LABELS.items()
        if one.value in found
    )
    both = (("theme", _("Thème"), themes), ("territoire", _("Territoire"), territories))
    return [Facet(name, label, values) for name, label, values in both if values]
