"""Reading the plan: which one is under way, its results and lines, its versions, its validation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer, joinedload, selectinload

from catalogue.errors import NotFound
from catalogue.messages import N_
from review.action_plan.models import (
    ActionPlan,
    PlanLine,
    PlanObjective,
    PlanValidation,
    PlanVersion,
)
from review.action_plan.smart import missing
from review.action_plan.vocabulary import COLUMNS, Slot

_PUBLISHED = sa.exists().where(PlanVersion.plan_id == ActionPlan.id)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One of the plan's results, its objective when it has one, and its lines."""

    number: str
    title: str
    title_source: str
    objective: PlanObjective | None
    lines: tuple[PlanLine, ...]

    @property
    def missing(self) -> tuple[Slot, ...]:
        """The empty slots of the objective; all of them without one."""
        return missing(self.objective.slots if self.objective is not None else {})


def plan_id_on(day: date) -> sa.ScalarSelect[int]:
    """Give the plan under way on a day: the one whose dates hold it, else the last begun before.

    A plan without a published version is a draft: it is never under way.
    """
    return (
        sa.select(ActionPlan.id)
        .where(_PUBLISHED)
        .order_by(
            (ActionPlan.starts_on <= day).desc(),
            (ActionPlan.ends_on >= day).desc(),
            ActionPlan.starts_on.desc(),
            ActionPlan.id.desc(),
        )
        .limit(1)
        .scalar_subquery()
    )


def current_plan(session: Session, today: date) -> ActionPlan:
    """Give the plan under way with its lines; :class:`NotFound` when none is loaded."""
    plan = session.scalars(_whole().where(ActionPlan.id == plan_id_on(today))).one_or_none()
    if plan is None:
        raise NotFound(N_("Aucun plan d’action n’est enregistré."))
    return plan


def plan_of(session: Session, plan_id: int) -> ActionPlan:
    """Give a plan with its lines and objectives; :class:`NotFound` when there is none."""
    plan = session.scalars(_whole().where(ActionPlan.id == plan_id)).one_or_none()
    if plan is None:
        raise NotFound(N_("Ce plan n’existe pas. La liste des plans les donne tous."))
    return plan


def _whole() -> sa.Select[ActionPlan]:
    return sa.select(ActionPlan).options(
        selectinload(ActionPlan.lines), selectinload(ActionPlan.objectives)
    )


def results_of(plan: ActionPlan) -> Sequence[PlanResult]:
    """Give the plan's results in order, each with its objective and its lines."""
    objectives = {one.result: one for one in plan.objectives}
    found: dict[str, list[PlanLine]] = {}
    for line in plan.lines:
        found.setdefault(line.result, []).append(line)
    return [
        PlanResult(
            number=number,
            title=lines[0].result_title,
            title_source=lines[0].result_title_source,
            objective=objectives.get(number),
            lines=tuple(lines),
        )
        for number, lines in found.items()
    ]


def result_titles(session: Session) -> Mapping[str, str]:
    """Give the title of each result of the shipped plan, which indicators follow, by its number."""
    rows = session.execute(
        sa.select(PlanLine.result, PlanLine.result_title)
        .join(PlanLine.plan)
        .where(ActionPlan.loaded_at.is_(None))
        .distinct()
    )
    return {row.result: row.result_title for row in rows}


def objectives_content(plan: ActionPlan) -> dict[str, Any]:
    """Give what a version freezes of the objectives: words and slots, days as ISO dates."""
    titles = {line.result: line.result_title for line in reversed(plan.lines)}
    return {
        one.code: {
            "result": one.result,
            "title": titles.get(one.result, ""),
            "text_source": one.text_source,
            "text": one.text,
            **{name: _plain(value) for name, value in one.slots.items()},
        }
        for one in plan.objectives
    }


def lines_content(plan: ActionPlan) -> dict[str, Any]:
    """Give what a version freezes of the lines: the words of the source and those shown."""
    return {
        one.code: {
            "result": one.result,
            "result_title_source": one.result_title_source,
            "result_title": one.result_title,
            **{f"{name}_source": getattr(one, f"{name}_source") for name in COLUMNS},
            **{name: getattr(one, name) for name in COLUMNS},
        }
        for one in plan.lines
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def versions_of(session: Session, plan_id: int) -> Sequence[PlanVersion]:
    """Give the versions of a plan, the last first, without their texts."""
    return session.scalars(
        sa.select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id)
        .options(
            defer(PlanVersion.lines, raiseload=True),
            defer(PlanVersion.objectives, raiseload=True),
            joinedload(PlanVersion.published_by),
        )
        .order_by(PlanVersion.number.desc())
    ).all()


def last_version(session: Session, plan_id: int) -> PlanVersion | None:
    """Give the last published version of a plan with its texts; None for a draft."""
    return session.scalars(
        sa.select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class PublishedObjectives:
    """The objectives of a plan as its version in effect on a day has them."""

    plan_id: int
    version: int
    effective_on: date
    by_code: Mapping[str, Mapping[str, Any]]


def objectives_on(session: Session, on: date) -> PublishedObjectives | None:
    """Give the objectives in effect on a day, of the plan then under way; None before any."""
    row = session.execute(
        sa.select(
            PlanVersion.plan_id,
            PlanVersion.number,
            PlanVersion.effective_on,
            PlanVersion.objectives,
        )
        .join(ActionPlan, ActionPlan.id == PlanVersion.plan_id)
        .where(PlanVersion.effective_on <= on, ActionPlan.starts_on <= on)
        .order_by(
            (ActionPlan.ends_on >= on).desc(),
            ActionPlan.starts_on.desc(),
            ActionPlan.id.desc(),
            PlanVersion.number.desc(),
        )
        .limit(1)
    ).one_or_none()
    return None if row is None else PublishedObjectives(*row)


def validations_of(session: Session, plan_id: int) -> Sequence[PlanValidation]:
    """Give what was recorded of a plan's validation, corrections too, in the order recorded."""
    return session.scalars(
        sa.select(PlanValidation)
        .where(PlanValidation.plan_id == plan_id)
        .options(joinedload(PlanValidation.document))
        .order_by(PlanValidation.id)
    ).all()


def standing_validation(session: Session, plan_id: int, on: date) -> PlanValidation | None:
    """Give the validation that holds on a day: the last that no correction replaces."""
    correction = aliased(PlanValidation)
    return session.scalars(
        sa.select(PlanValidation)
        .where(
            PlanValidation.plan_id == plan_id,
            PlanValidation.validated_on <= on,
            ~sa.exists().where(correction.replaces_id == PlanValidation.id),
        )
        .order_by(PlanValidation.validated_on.desc(), PlanValidation.id.desc())
        .limit(1)
    ).one_or_none()


def version_texts(session: Session, plan_id: int, numbers: Iterable[int]) -> Sequence[PlanVersion]:
    """Give some versions of a plan, with their texts."""
    return session.scalars(
        sa.select(PlanVersion).where(
            PlanVersion.plan_id == plan_id, PlanVersion.number.in_(list(numbers))
        )
    ).all()
