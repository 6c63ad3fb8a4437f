"""The programme seen from above: by exercise, as a board by stage, as a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.i18n import say
from catalogue.paging import Page, UrlState, page_number
from catalogue.permissions import current_actor, public
from catalogue.stages.queries import stage_names
from catalogue.work_programme.facets import facets_of, filter_of, lists_for
from catalogue.work_programme.listing import (
    ItemFilter,
    by_group,
    counts_of,
    page_of_items,
)
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import (
    STATUS_COLOURS,
    ItemLine,
    line_of,
    step_rows,
)
from catalogue.work_programme.queries import lines
from catalogue.work_programme.rules import sees_some_internal_facts
from catalogue.work_programme.steps import Scale, Step, StepState, scale_of, steps_of
from catalogue.work_programme.views.blueprint import Answer, blueprint
from catalogue.work_programme.views.lists import asked, sorts_for
from catalogue.work_programme.vocabulary import (
    MOVING,
    RECORDED_GROUPS,
    STAGE_GROUP_LABELS,
    WORK_ITEM_STATUS_LABELS,
    LatenessFilter,
    ProgrammeList,
    WorkItemStatus,
)

ON_BOARD = 5  # items shown of each stage
ON_TIMELINE = 15  # items drawn on one page


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One main stage: how many items stand there, the most pressing, and where the others are."""

    code: str
    label: str
    count: int
    lines: list[ItemLine]
    query: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item of the timeline: what is drawn and the same in a table."""

    line: ItemLine
    marks: list[tuple[float, str]]
    rows: list[list[str]]


@blueprint.get("/programme/tableau")
@public
def board() -> Answer:
    """Show the filtered programme by main stage: counts, and the first items of each."""
    actor, today, session = current_actor(), clock.today(), db.session
    state = asked().removed("tri")
    wanted = filter_of(state, actor)
    groups = by_group(session, actor, wanted, "stade", today=today, sort="echeance", most=ON_BOARD)
    names = stage_names(session, on=today)
    shown = lines(session, [one for _count, ids in groups.values() for one in ids])
    by_id = {item.id: line_of(item, actor, names, today=today) for item in shown}
    stages = [*RECORDED_GROUPS, *sorted(set(groups) - set(RECORDED_GROUPS))]
    columns = [
        BoardColumn(
            code,
            say(STAGE_GROUP_LABELS.get(code)) or code,
            groups.get(code, (0, []))[0],
            [by_id[one] for one in groups.get(code, (0, []))[1]],
            state.changed("stade", code).query,
        )
        for code in stages
    ]
    return render_template(
        "catalogue/work_programme/board.html",
        columns=columns,
        state=state,
        listing=wanted.listing,
        lists=lists_for(actor),
        facets=facets_of(session, actor, counts_of(session, actor, wanted, today=today)),
        status_labels=WORK_ITEM_STATUS_LABELS,
        status_colours=STATUS_COLOURS,
    )


@blueprint.get("/programme/frise")
@public
def timeline() -> Answer:
    """Draw planned and actual stages of the filtered items, page by page, with their table."""
    actor, today, session = current_actor(), clock.today(), db.session
    state = asked()
    wanted = filter_of(state, actor)
    number = page_number(state.value("page"))
    counts = counts_of(session, actor, wanted, today=today)
    found = page_of_items(
        session, actor, wanted, today=today, page=number, size=ON_TIMELINE, history=True
    )
    names = stage_names(session, on=today)
    stepped = [(item, _steps(item, today)) for item in found]
    scale = scale_of([step for _item, steps in stepped for step in steps], today)
    drawn = [
        Drawn(
            line_of(item, actor, names, today=today),
            _marks(steps, scale),
            step_rows(steps, names),
        )
        for item, steps in stepped
    ]
    return render_template(
        "catalogue/work_programme/timeline.html",
        page=Page(drawn, counts.total, number, ON_TIMELINE),
        state=state,
        listing=wanted.listing,
        lists=lists_for(actor),
        facets=facets_of(session, actor, counts),
        sorts=sorts_for(wanted.listing, inside=sees_some_internal_facts(actor)),
        years=[(year, scale.place(date(year, 1, 1))) for year in scale.years()],
        now=scale.place(today),
        today=today,
    )


@blueprint.get("/programme/exercices")
@public
def exercises() -> Answer:
    """Show the programme year by year: what is in preparation, late, waiting, done."""
    actor, today, session = current_actor(), clock.today(), db.session
    inside = sees_some_internal_facts(actor)

    def counted(listing: ProgrammeList, **chosen: str) -> dict[str, int]:
        wanted = ItemFilter(listing, chosen={name: (one,) for name, one in chosen.items()})
        return counts_of(session, actor, wanted, today=today).by_facet["exercice"]

    asked_of = {
        _("En préparation"): (ProgrammeList.IN_PREPARATION, {}),
        _("En retard"): (ProgrammeList.IN_PREPARATION, {"retard": LatenessFilter.LATE.value}),
        _("Homologués"): (ProgrammeList.HOMOLOGATED, {}),
    }
    if inside:
        waiting = {"statut": WorkItemStatus.AWAITING_COUNCIL.value}
        asked_of[_("En attente du CNNCQ")] = (ProgrammeList.IN_PREPARATION, waiting)
        asked_of[_("Abandonnés")] = (ProgrammeList.ABANDONED, {})
    counts = {
        heading: counted(listing, **chosen) for heading, (listing, chosen) in asked_of.items()
    }
    years = sorted({year for found in counts.values() for year in found}, key=int, reverse=True)
    rows = [
        (
            year,
            [
                (counts[heading].get(year, 0), _address(listing, year, chosen))
                for heading, (listing, chosen) in asked_of.items()
            ],
        )
        for year in years
    ]
    return render_template(
        "catalogue/work_programme/exercises.html", rows=rows, headings=list(asked_of)
    )


def _address(listing: ProgrammeList, year: str, chosen: dict[str, str]) -> str:
    pairs = [("liste", listing.value), ("exercice", year), *chosen.items()]
    return UrlState(tuple(pairs)).query


def _steps(item: WorkItem, today: date) -> list[Step]:
    moving = item.status in MOVING
    return steps_of(item.stage_events, item.milestones, item.stage_code, moving=moving, today=today)


def _marks(steps: list[Step], scale: Scale) -> list[tuple[float, str]]:
    """Give what is drawn of an item: planned days under, days reached over."""
    planned = [
        (scale.place(step.planned_on), "late" if step.state is StepState.LATE else "planned")
        for step in steps
        if step.planned_on is not None
    ]
    reached = [(scale.place(step.reached_on), "reached") for step in steps if step.reached_on]
    return [*planned, *reached]
