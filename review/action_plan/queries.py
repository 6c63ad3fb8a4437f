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
from review.action_plan.vocabulary import CODE_SEPARATOR, COLUMNS, PlanState, Slot

# In a query on plans: a version is published, so it is no draft.
PUBLISHED = sa.exists().where(PlanVersion.plan_id == ActionPlan.id)


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
        .where(PUBLISHED)
        .order_by(
            (ActionPlan.starts_on <= day).desc(),
            (ActionPlan.ends_on >= day).desc(),
            ActionPlan.starts_on.desc(),
            ActionPlan.id.desc(),
        )
        .limit(1)
        .scalar_subquery()
    )


def follows(indicator: str) -> sa.ColumnElement[bool]:
    """Tell in a query whether an indicator follows a line of a plan."""
    codes = sa.literal(CODE_SEPARATOR) + PlanLine.indicator_code + CODE_SEPARATOR
    return codes.contains(f"{CODE_SEPARATOR}{indicator}{CODE_SEPARATOR}", autoescape=True)


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """A line of the plan under way, in its own words, with the indicators that follow it.

    None follows a line that is followed by hand: its figure is unknown, never another line's.
    """

    code: str
    result: str
    activity: str
    target: str
    owners: str
    indicator_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowedPlan:
    """The plan under way on a day: its results' titles by number, its lines in order.

    ``shipped`` tells that the targets of the indicators' sheets are its own; of another plan they
    are not, and its targets are words only.
    """

    id: int
    title: str
    starts_on: date
    ends_on: date
    shipped: bool
    titles: Mapping[str, str]
    lines: tuple[FollowedLine, ...]


def followed_plan(session: Session, on: date) -> FollowedPlan | None:
    """Give the plan under way on a day with what follows its lines, in one query; None if none."""
    rows = session.execute(
        sa.select(ActionPlan, PlanLine)
        .join(PlanLine, PlanLine.plan_id == ActionPlan.id)
        .where(ActionPlan.id == plan_id_on(on))
        .order_by(PlanLine.position, PlanLine.id)
    ).all()
    if not rows:
        return None
    plan = rows[0][0]
    titles: dict[str, str] = {}
    lines: dict[str, list[FollowedLine]] = {}
    for _plan, line in rows:
        titles.setdefault(line.result, line.result_title)
        lines.setdefault(line.result, []).append(
            FollowedLine(line.code, line.result, line.activity, line.target, line.owners,
                         line.indicator_codes)
        )  # fmt: skip
    return FollowedPlan(
        plan.id,
        plan.title_fr,
        plan.starts_on,
        plan.ends_on,
        plan.loaded_at is None,
        titles,
        tuple(one for found in lines.values() for one in found),
    )


def codes_following(session: Session, indicator: str, on: date) -> Sequence[str]:
    """Give the codes of the lines of the plan under way that an indicator follows."""
    return session.scalars(
        sa.select(PlanLine.code)
        .where(PlanLine.plan_id == plan_id_on(on), follows(indicator))
        .order_by(PlanLine.position, PlanLine.id)
    ).all()


def is_draft(session: Session, plan: ActionPlan) -> bool:
    """Tell whether no version of a plan is published; one taken back is no draft any more."""
    published = sa.select(sa.exists().where(PlanVersion.plan_id == plan.id))
    return plan.taken_back_at is None and not session.scalar(published)


def is_under_way(session: Session, plan: ActionPlan, day: date) -> bool:
    """Tell whether a plan is the one that :func:`plan_id_on` gives for a day."""
    return session.scalar(sa.select(plan_id_on(day))) == plan.id


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list of all: where it stands, how much it holds; ``shown`` is that of today."""

    plan: ActionPlan
    state: PlanState
    shown: bool
    lines: int
    version: int | None


def all_plans(session: Session, today: date, *, drafts: bool) -> Sequence[PlanRow]:
    """Give the plans, the last begun first; drafts only for those who may read them."""
    lines = sa.select(sa.func.count()).where(PlanLine.plan_id == ActionPlan.id).scalar_subquery()
    version = (
        sa.select(sa.func.max(PlanVersion.number))
        .where(PlanVersion.plan_id == ActionPlan.id)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(ActionPlan, lines, version, ActionPlan.id == plan_id_on(today))
        .where(ActionPlan.taken_back_at.is_(None))
        .order_by(ActionPlan.starts_on.desc(), ActionPlan.id.desc())
    )
    return [
        PlanRow(plan, _state(plan, number, today), bool(shown), count, number)
        for plan, count, number, shown in rows
        if drafts or number is not None
    ]


def _state(plan: ActionPlan, version: int | None, today: date) -> PlanState:
    if version is None:
        return PlanState.DRAFT
    if plan.starts_on > today:
        return PlanState.TO_COME
    return PlanState.PAST if plan.ends_on < today else PlanState.UNDER_WAY


def current_plan(session: Session, today: date) -> ActionPlan:
    """Give the plan under way with its lines; :class:`NotFound` when none is loaded."""
    plan = session.scalars(_whole().where(ActionPlan.id == plan_id_on(today))).one_or_none()
    if plan is None:
        raise NotFound(N_("Aucun plan d’action n’est enregistré."))
    return plan


def plan_of(session: Session, plan_id: int) -> ActionPlan:
    """Give a plan with its lines and objectives; :class:`NotFound` when there is none."""
    standing = ActionPlan.id == plan_id, ActionPlan.taken_back_at.is_(None)
    plan = session.scalars(_whole().where(*standing)).one_or_none()
    if plan is None:
        raise NotFound(N_("Ce plan n’existe pas. La liste des plans les donne tous."))
    return plan


def _whole() -> sa.Select[ActionPlan]:
    return (
        sa.select(ActionPlan)
        .options(selectinload(ActionPlan.lines), selectinload(ActionPlan.objectives))
        .execution_options(populate_existing=True)
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
