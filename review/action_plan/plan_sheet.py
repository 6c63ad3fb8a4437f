"""A plan as the rows of a file: the example to download, read back as it was. Pure but its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.downloads import Column
from review.action_plan.models import PlanLine, PlanObjective
from review.action_plan.plan_columns import KIND, LINE, OBJECTIVE, PLAN_COLUMNS, SOURCE
from review.action_plan.queries import PlanResult
from review.action_plan.vocabulary import COLUMNS, OWNERS

SHEET_COLUMNS = tuple(Column(one.code, one.heading, one.width) for one in PLAN_COLUMNS)


def cells_of(results: Iterable[PlanResult]) -> Iterator[tuple[object, ...]]:
    """Give the rows of a plan: of each result its objective, then its lines."""
    for result in results:
        if result.objective is not None:
            yield _row(_objective(result.objective, result))
        for line in result.lines:
            yield _row(_line(line))


def _row(said: dict[str, object]) -> tuple[object, ...]:
    return tuple(said.get(one.code) or None for one in PLAN_COLUMNS)


def _line(line: PlanLine) -> dict[str, object]:
    names = [*COLUMNS, *(f"{name}{SOURCE}" for name in COLUMNS)]
    return {
        KIND: LINE,
        **{name: getattr(line, name) for name in names},
        "result": line.result,
        "result_title": line.result_title,
        f"result_title{SOURCE}": line.result_title_source,
        "code": line.code,
        "indicator_code": line.indicator_code,
    }


def _objective(objective: PlanObjective, result: PlanResult) -> dict[str, object]:
    slots = ("indicator_code", "baseline_value", "baseline_on", "target", "due_on", "population",
             "measured_by")  # fmt: skip
    return {
        KIND: OBJECTIVE,
        **{name: getattr(objective, name) for name in slots},
        "result": objective.result,
        "result_title": result.title,
        "code": objective.code,
        "activity": objective.text,
        f"activity{SOURCE}": objective.text_source,
        OWNERS: objective.owner,
    }
