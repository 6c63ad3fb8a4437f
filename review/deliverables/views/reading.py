"""The list of deliverables by line of the plan, and one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flask import Response, render_template, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.i18n import say
from catalogue.paging import Facet, FacetValue, UrlState
from catalogue.permissions import Permission, current_actor, requires
from review.action_plan.queries import all_plans
from review.deliverables import queries
from review.deliverables.completing import basis_of
from review.deliverables.presentation import DELIVERABLE_COLUMNS, deliverable_cells
from review.deliverables.queries import FACETS
from review.deliverables.rules import keeps_deliverables
from review.deliverables.views.blueprint import Answer, blueprint, deliverable_or_404
from review.deliverables.vocabulary import BASIS_LABELS, KIND_LABELS, STATE_LABELS, State

PLAN = "plan"
STATE_COLOURS = {
    "en-retard": "red",
    "a-terminer": "violet",
    "en-cours": "blue",
    "pas-commence": "grey",
    "termine": "green",
    "abandonne": "grey",
}


@blueprint.get("/livrables")
@requires(Permission.PLAN_READ_INTERNAL)
def index() -> Answer:
    """List the deliverables by line of the plan: where each stands, what comes next."""
    state = UrlState.read(request.args.items(multi=True), ("q", PLAN, *FACETS))
    asked = _asked_plan()
    plan = queries.plan_to_keep(db.session, asked, clock.today())
    rows, counts = queries.chosen_rows(
        db.session,
        on=clock.today(),
        plan_id=plan.id,
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
    )
    return render_template(
        "review/deliverables/index.html",
        rows=rows,
        plan=plan,
        asked=asked,
        plans=all_plans(db.session, clock.today(), drafts=True),
        state=state,
        facets=_facets(counts),
        states=STATE_LABELS,
        colours=STATE_COLOURS,
        kinds=KIND_LABELS,
        keeper=keeps_deliverables(current_actor()),
    )


@in_three_files(blueprint, "/livrables")
@requires(Permission.PLAN_READ_INTERNAL)
def deliverables_file(ending: str) -> Response:
    """Give the same list as a file."""
    state = UrlState.read(request.args.items(multi=True), ("q", PLAN, *FACETS))
    rows, _counts = queries.chosen_rows(
        db.session,
        on=clock.today(),
        plan_id=_asked_plan(),
        text=state.value("q"),
        chosen={name: state.values(name) for name in FACETS},
    )
    cells = (deliverable_cells(row) for row in rows)
    return table_response(ending, "livrables", DELIVERABLE_COLUMNS, cells)


@blueprint.get("/livrables/<int:deliverable_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def deliverable(deliverable_id: int) -> Answer:
    """Show a deliverable: its steps with what shows them, its decision, where it stands."""
    found, today = deliverable_or_404(deliverable_id), clock.today()
    closed = found.completed_on is not None or found.dropped_on is not None
    finished = all(one.done_on is not None for one in found.steps)
    return render_template(
        "review/deliverables/deliverable.html",
        deliverable=found,
        stands=found.days.state(today),
        days_late=found.days.days_late(today),
        today=today,
        states=STATE_LABELS,
        colours=STATE_COLOURS,
        kinds=KIND_LABELS,
        bases=BASIS_LABELS,
        under_way=not closed,
        may_close=not closed and finished and basis_of(found) is not None,
        keeper=keeps_deliverables(current_actor()),
    )


def _asked_plan() -> int | None:
    return request.args.get(PLAN, type=int)


def _facets(counts: Mapping[str, Counter[str]]) -> list[Facet]:
    lines = [
        FacetValue(code, _("Ligne %(code)s", code=code), counts["ligne"][code])
        for code in sorted(counts["ligne"], key=queries.in_plan_order)
    ]
    states = [
        FacetValue(one.value, say(STATE_LABELS[one]), counts["etat"][one.value])
        for one in State
        if counts["etat"][one.value]
    ]
    found = (Facet("etat", _("Où il en est"), tuple(states)),
             Facet("ligne", _("Ligne du plan"), tuple(lines)))  # fmt: skip
    return [facet for facet in found if facet.values]
