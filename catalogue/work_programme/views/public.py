"""One item of the programme as everybody reads it; inside the agency, all of it."""

from __future__ import annotations

from datetime import date

from flask import Response, render_template, url_for

from catalogue import clock
from catalogue.database import db
from catalogue.permissions import current_actor, public
from catalogue.records.bibliography import BibliographicItem, Publisher
from catalogue.records.cited_edition import publisher_of
from catalogue.records.family_queries import stands
from catalogue.records.queries import agency_body
from catalogue.records.subject import Subject
from catalogue.records.views.blueprint import panels_about
from catalogue.records.views.citing import citation_text, relaton_response
from catalogue.records.vocabulary import (
    ADOPTION_METHOD_LABELS,
    CORRESPONDENCE_LABELS,
    DOCUMENT_KIND_LABELS,
    NATURE_LABELS,
)
from catalogue.stages.queries import stage_names
from catalogue.work_programme.act_queries import lines_of_item, names_of
from catalogue.work_programme.cited_item import item_of_work
from catalogue.work_programme.facts import bases_of
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import (
    STATUS_COLOURS,
    corrected_by,
    late_words,
    line_of,
    stage_text,
    status_words,
    step_rows,
    timeline_of,
)
from catalogue.work_programme.rules import (
    internal_facts,
    manages_programme,
)
from catalogue.work_programme.steps import Step, steps_of
from catalogue.work_programme.views.blueprint import Answer, blueprint, item_or_404, panels
from catalogue.work_programme.vocabulary import (
    FORECAST_LABELS,
    MOVING,
    TEXT_KIND_LABELS,
    WORK_ITEM_STATUS_LABELS,
)
from catalogue.work_programme.workflow import HOMOLOGATION, STAGE_STATUSES, TRANSITIONS, acts_for


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
    bases = bases_of(found)
    base_stands = stands(session, actor, [one.reference for one in bases], on=today)
    return render_template(
        "catalogue/work_programme/item.html",
        item=found,
        line=line_of(found, actor, names, today=today),
        late_words=late_words(found, names, today=today),
        status_words=status_words(found, today=today),
        steps=step_rows(_compared(found, today), names),
        internal=internal,
        manager=manager,
        bases=[(one, base_stands.get(one.reference)) for one in bases],
        method_labels=ADOPTION_METHOD_LABELS,
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


def _compared(item: WorkItem, today: date) -> list[Step]:
    """Give the stages of an item that have a planned day, if any has one."""
    moving = item.status in MOVING
    steps = steps_of(
        item.stage_events, item.milestones, item.stage_code, moving=moving, today=today
    )
    return [step for step in steps if step.planned_on is not None]


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
