"""Reading the plan: its results, and its lines in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from catalogue.errors import NotFound
from catalogue.messages import N_
from review.action_plan.models import ActionPlan, PlanLine


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One of the plan's results with its objective, in both wordings, and its lines."""

    number: str
    title: str
    objective: str
    title_source: str
    objective_source: str
    lines: tuple[PlanLine, ...]


def current_plan(session: Session) -> ActionPlan:
    """Give the plan that starts last, with its lines; :class:`NotFound` when none is loaded."""
    plan = session.scalars(
        sa.select(ActionPlan)
        .options(selectinload(ActionPlan.lines))
        .order_by(ActionPlan.starts_on.desc(), ActionPlan.id.desc())
        .limit(1)
    ).one_or_none()
    if plan is None:
        raise NotFound(N_("Aucun plan d’action n’est enregistré."))
    return plan


def results_of(plan: ActionPlan) -> Sequence[PlanResult]:
    """Give the plan's results in order, each with its lines."""
    found: dict[str, list[PlanLine]] = {}
    for line in plan.lines:
        found.setdefault(line.result, []).append(line)
    return [
        PlanResult(
            number=number,
            title=lines[0].result_title,
            objective=lines[0].objective,
            title_source=lines[0].result_title_source,
            objective_source=lines[0].objective_source,
            lines=tuple(lines),
        )
        for number, lines in found.items()
    ]


def result_titles(session: Session) -> Mapping[str, str]:
    """Give the title of each result by its number."""
    rows = session.execute(sa.select(PlanLine.result, PlanLine.result_title).distinct())
    return {row.result: row.result_title for row in rows}
