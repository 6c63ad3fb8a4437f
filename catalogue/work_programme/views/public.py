"""The programme as everybody reads it: the lists, their file, one item."""

from __future__ import annotations

from functools import partial

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.i18n import say
from catalogue.messages import Message
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, Page, UrlState, offset, page_number
from catalogue.permissions import Actor, current_actor, public
from catalogue.records.bibliography import BibliographicItem, Publisher
from catalogue.records.cited_edition import publisher_of
from catalogue.records.family_queries import stands
from catalogue.records.queries import agency_body
from catalogue.records.subject import Subject
from catalogue.records.views.blueprint import panels_about
from catalogue.records.views.citing import citation_text, relaton_response
from catalogue.records.vocabulary import CORRESPONDENCE_LABELS, DOCUMENT_KIND_LABELS, NATURE_LABELS
from catalogue.stages.queries import stage_names
from catalogue.work_programme.act_queries import lines_of_item, names_of
from catalogue.work_programme.cited_item import item_of_work
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import (
    STATUS_COLOURS,
    base_text,
    cells,
    columns,
    corrected_by,
    line_of,
    stage_text,
    timeline_of,
)
from catalogue.work_programme.queries import (
    FACETS,
    WITHOUT,
    ItemFilter,
    ItemList,
    facet_titles,
    lines,
    narrowed,
)
from catalogue.work_programme.rules import (
    internal_facts,
    manages_programme,
    sees_some_internal_facts,
)
from catalogue.work_programme.views.blueprint import Answer, blueprint, item_or_404, panels
from catalogue.work_programme.vocabulary import (
    FORECAST_LABELS,
    PROGRAMME_LIST_LABELS,
    STAGE_GROUP_LABELS,
    TEXT_KIND_LABELS,
    WORK_ITEM_STATUS_LABELS,
    ProgrammeList,
)
from catalogue.work_programme.workflow import HOMOLOGATION, STAGE_STATUSES, TRANSITIONS, acts_for

LAST = 1000  # after every value that has a place
PARAMETERS = ("q", "liste", "page", *FACETS)


@blueprint.get("/programme")
@public
def items() -> Answer:
    """List the programme: in preparation or homologated, filtered, page by page."""
    actor, today = current_actor(), clock.today()
    state = _state()
    wanted = _wanted(state, actor)
    number = page_number(state.value("page"))
    found = narrowed(db.session, actor, wanted)
    shown = found.ids[offset(number) :][:PAGE_SIZE]
    names = stage_names(db.session, on=today)
    rows = [line_of(item, actor, names, today=today) for item in lines(db.session, shown)]
    return render_template(
        "catalogue/work_programme/items.html",
        page=Page(rows, len(found.ids), number),
        state=state,
        listing=wanted.listing,
        lists=_lists(actor),
        facets=_facets(actor, found),
        manager=manages_programme(actor),
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
    actor, today = current_actor(), clock.today()
    wanted = _wanted(_state(), actor)
    names = stage_names(db.session, on=today)
    inside = sees_some_internal_facts(actor)
    rows = [
        cells(line_of(item, actor, names, today=today), names, internal=inside)
        for item in lines(db.session, narrowed(db.session, actor, wanted).ids)
    ]
    name = f"programme-{wanted.listing.value}-{today:%Y-%m-%d}"
    return table_response(ending, name, columns(internal=inside), rows)


@blueprint.get("/programme/<int:item_id>")
@public
def item(item_id: int) -> Answer:
    """Show one item: its facts, its stages, and inside the agency its texts and reviews."""
    actor, today, session = current_actor(), clock.today(), db.session
    found = item_or_404(item_id)
    internal = internal_facts.allows(actor, found)
    manager = manages_programme(actor)
    acts = acts_for(found.status, found.stage_code) if manager else ()
    names = stage_names(session, on=today)
    recorders = names_of(session, [one.recorded_by_id for one in found.stage_events])
    base = found.base_reference
    return render_template(
        "catalogue/work_programme/item.html",
        item=found,
        line=line_of(found, actor, names, today=today),
        internal=internal,
        manager=manager,
        base_stand=stands(session, actor, [base], on=today).get(base) if base else None,
        citation=citation_text(_bibliographic(found)),
        events=timeline_of(found, names, recorders, today=today, internal=internal),
        recorded=found.stage_events,
        standing={one.id for one in standing(found.stage_events)},
        corrected=corrected_by(found.stage_events),
        recorders=recorders,
        stage_text=lambda code: stage_text(names, code),
        acts=[TRANSITIONS[name] for name in acts],
        may_record=manager and (found.status in STAGE_STATUSES or found.stage_code == "60.00"),
        may_homologate=manager and found.status in HOMOLOGATION.sources,
        homologations=lines_of_item(session, found) if internal else [],
        about=panels_about(session, _subject(found), actor),
        panels=[shown for panel in panels if (shown := panel(session, found, actor))],
        nature_labels=NATURE_LABELS,
        kind_labels=DOCUMENT_KIND_LABELS,
        forecast_labels=FORECAST_LABELS,
        correspondence_labels=CORRESPONDENCE_LABELS,
        text_kind_labels=TEXT_KIND_LABELS,
        status_labels=WORK_ITEM_STATUS_LABELS,
        status_colours=STATUS_COLOURS,
    )


@blueprint.get("/programme/<int:item_id>/relaton.yaml")
@public
def relaton(item_id: int) -> Response:
    """Give an item as a Relaton file: a project, under its own number."""
    return relaton_response(_bibliographic(item_or_404(item_id)))


def _bibliographic(item: WorkItem) -> BibliographicItem:
    agency = agency_body(db.session)
    publisher = publisher_of(agency) if agency else Publisher("", "", "")
    address = url_for("work_programme.item", item_id=item.id, _external=True)
    return item_of_work(item, publisher=publisher, address=address)


def _subject(item: WorkItem) -> Subject:
    """Give an item as the panels of its page know it: a project has no reference of its own."""
    return Subject(
        key=f"work_item:{item.id}",
        reference="",
        title_fr=item.title_fr,
        title_en=item.title_en or "",
        ics=tuple(code.code for code in item.ics_codes),
        committee=item.committee.code if item.committee else "",
    )


def _state() -> UrlState:
    return UrlState.read(request.args.items(multi=True), PARAMETERS)


def _wanted(state: UrlState, actor: Actor) -> ItemFilter:
    chosen = state.value("liste")
    listing = next((one for one in _lists(actor) if one.value == chosen), None)
    return ItemFilter(
        listing=listing or ProgrammeList.IN_PREPARATION,
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
    )


def _lists(actor: Actor) -> dict[ProgrammeList, Message]:
    """Give the lists this person may open: what was abandoned is the agency's own business."""
    inside = sees_some_internal_facts(actor)
    return {
        one: label
        for one, label in PROGRAMME_LIST_LABELS.items()
        if inside or one is not ProgrammeList.ABANDONED
    }


def _facets(actor: Actor, found: ItemList) -> list[Facet]:
    known = facet_titles(db.session)
    titles = {
        "comite": _("Comité"),
        "stade": _("Stade"),
        "statut": _("Statut"),
        "ics": _("Domaine ICS"),
        "prevision": _("Prévision"),
    }
    shown = [name for name in FACETS if name != "statut" or sees_some_internal_facts(actor)]
    counts = {name: found.counts.get(name, {}).items() for name in shown}
    return [
        Facet(
            name,
            titles[name],
            tuple(
                FacetValue(value, _value_label(name, value, known), count)
                for value, count in sorted(
                    found.counts.get(name, {}).items(), key=partial(_rank, name)
                )
            ),
        )
        for name, counted in counts.items()
    ]


_WORDS: dict[str, dict[str, Message]] = {
    "stade": STAGE_GROUP_LABELS,
    "statut": {one.value: label for one, label in WORK_ITEM_STATUS_LABELS.items()},
    "prevision": {one.value: label for one, label in FORECAST_LABELS.items()},
}


def _rank(name: str, counted: tuple[str, int]) -> tuple[int, str]:
    """Put values in the order people expect: of the words, of the numbers in codes; none last."""
    value = counted[0]
    if value == WITHOUT:
        return LAST, value
    if name in {"statut", "prevision"}:
        words = list(_WORDS[name])
        return words.index(value) if value in words else LAST, value
    return len(value), value


def _value_label(name: str, value: str, known: dict[str, dict[str, str]]) -> str:
    """Name one value of a filter; one that does not exist is shown as it was typed."""
    if value == WITHOUT:
        return str(_("Non renseignée") if name == "prevision" else _("Sans comité"))
    title = say(_WORDS[name].get(value)) if name in _WORDS else known[name].get(value, "")
    coded = name not in {"statut", "prevision"}
    return f"{value} – {title}" if title and coded else title or value
