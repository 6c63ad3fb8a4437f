"""The page of the plan: each line in the words of its source and in corrected words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from catalogue.database import db
from catalogue.messages import N_, Message
from catalogue.permissions import public
from review.action_plan import queries
from review.action_plan.models import PlanLine
from review.indicators.views.blueprint import result_titles

blueprint = Blueprint("action_plan", __name__)

OWNERS = "owners"
COLUMNS: dict[str, Message] = {
    "activity": N_("Activité ou extrant"),
    "measures": N_("Mesures et actions"),
    "indicator": N_("Indicateur"),
    "target": N_("Valeur cible"),
    "schedule": N_("Calendrier"),
    OWNERS: N_("Responsables"),
    "comments": N_("Commentaires"),
}
_OWNER_SEPARATOR = "|"

result_titles.append(queries.result_titles)


@dataclass(frozen=True, slots=True)
class Wording:
    """One column of a line: what the source says, and what we show; owners are several."""

    heading: Message
    source: Sequence[str]
    shown: Sequence[str]


@blueprint.get("/plan")
@public
def index() -> str:
    """Show the plan's results and lines, with their targets and the indicators that follow them."""
    plan = queries.current_plan(db.session)
    return render_template(
        "review/action_plan/index.html",
        plan=plan,
        results=queries.results_of(plan),
        sheets=queries.sheets_by_line(db.session),
        wordings={line.id: wordings_of(line) for line in plan.lines},
    )


def wordings_of(line: PlanLine) -> list[Wording]:
    """Give the columns of a line that say something, in the order of the plan."""
    return [
        Wording(
            heading,
            _texts(name, getattr(line, f"{name}_source")),
            _texts(name, getattr(line, name)),
        )
        for name, heading in COLUMNS.items()
        if getattr(line, f"{name}_source") or getattr(line, name)
    ]


def _texts(name: str, text: str) -> list[str]:
    parts = text.split(_OWNER_SEPARATOR) if name == OWNERS else [text]
    return [part for part in parts if part]
