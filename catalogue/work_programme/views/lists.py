"""The programme as everybody reads it: its lists, and the same as a file."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import current_actor, public
from catalogue.records.vocabulary import DOCUMENT_KIND_LABELS, NATURE_LABELS
from catalogue.stages.queries import stage_names
from catalogue.work_programme.bulk_acts import MOST_ITEMS
from catalogue.work_programme.facets import PARAMETERS, facets_of, filter_of, lists_for
from catalogue.work_programme.listing import DEFAULT_SORTS, all_ids, counts_of, page_of_items
from catalogue.work_programme.models import ProgrammeView
from catalogue.work_programme.presentation import (
    STATUS_COLOURS,
    base_text,
    cells,
    columns,
    line_of,
)
from catalogue.work_programme.queries import lines
from catalogue.work_programme.rules import manages_programme, sees_some_internal_facts
from catalogue.work_programme.saved_views import views_for
from catalogue.work_programme.views.blueprint import Answer, blueprint
from catalogue.work_programme.vocabulary import (
    FORECAST_LABELS,
    WORK_ITEM_STATUS_LABELS,
    ProgrammeList,
)


@blueprint.get("/programme")
@public
def items() -> Answer:
    """List the programme: in preparation or homologated, filtered, page by page."""
    actor, today, session = current_actor(), clock.today(), db.session
    state = asked()
    wanted = filter_of(state, actor)
    number = page_number(state.value("page"))
    counts = counts_of(session, actor, wanted, today=today)
    found = page_of_items(session, actor, wanted, today=today, page=number, size=PAGE_SIZE)
    names = stage_names(session, on=today)
    rows = [line_of(item, actor, names, today=today) for item in found]
    return render_template(
        "catalogue/work_programme/items.html",
        page=Page(rows, counts.total, number),
        state=state,
        listing=wanted.listing,
        lists=lists_for(actor),
        facets=facets_of(session, actor, counts),
        sorts=sorts_for(wanted.listing, inside=sees_some_internal_facts(actor)),
        sort=wanted.sort or DEFAULT_SORTS.get(wanted.listing, "numero"),
        manager=manages_programme(actor),
        kept=[(view, state_of_view(view).query) for view in views_for(session, actor)],
        signed_in=actor.signed_in,
        most_acted_on=MOST_ITEMS,
        internal=sees_some_internal_facts(actor),
        base_text=base_text,
        nature_labels=NATURE_LABELS,
        kind_labels=DOCUMENT_KIND_LABELS,
        forecast_labels=FORECAST_LABELS,
        status_labels=WORK_ITEM_STATUS_LABELS,
        status_colours=STATUS_COLOURS,
    )


@in_three_files(blueprint, "/programme")
@public
def items_file(ending: str) -> Response:
    """Give the list as it is filtered, whole, as a file."""
    actor, today, session = current_actor(), clock.today(), db.session
    wanted = filter_of(asked(), actor)
    names = stage_names(session, on=today)
    inside = sees_some_internal_facts(actor)
    rows = [
        cells(line_of(item, actor, names, today=today), names, internal=inside)
        for item in lines(session, all_ids(session, actor, wanted, today=today))
    ]
    name = f"programme-{wanted.listing.value}-{today:%Y-%m-%d}"
    return table_response(ending, name, columns(internal=inside), rows)


def asked() -> UrlState:
    """Read what the address asks of the programme."""
    return UrlState.read(request.args.items(multi=True), PARAMETERS)


def state_of_view(view: ProgrammeView) -> UrlState:
    """Read a kept view back as the address it was."""
    pairs = ((name, value) for name, values in view.asked.items() for value in values)
    return UrlState.read(pairs, PARAMETERS)


def sorts_for(listing: ProgrammeList, *, inside: bool) -> dict[str, str]:
    """Name the orders a list may be put in."""
    sorts = {
        "numero": _("numéro"),
        "titre": _("titre"),
        "comite": _("comité"),
        "exercice": _("exercice"),
        "stade": _("stade"),
        "depuis": _("date du stade"),
        "echeance": _("prochaine date prévue"),
        "statut": _("date du statut"),
        "inscription": _("date d’inscription"),
    }
    if not inside:
        del sorts["statut"]
    if listing is ProgrammeList.HOMOLOGATED:
        del sorts["echeance"]
        sorts["homologation"] = _("date d’homologation")
    return sorts
