"""Reading deliverables: the list and where each stands, what is late, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.folding import fold
from catalogue.messages import N_, Message
from review.action_plan.models import ActionPlan, PlanLine
from review.action_plan.queries import PUBLISHED, current_plan, plan_id_on, plan_of
from review.deliverables.models import DeliverableStep, PlanDeliverable
from review.deliverables.vocabulary import DeliverableKind, State

FACETS = ("ligne", "etat")
# Nothing more is to be done of these.
_SETTLED = frozenset({State.DONE, State.DROPPED})


@dataclass(frozen=True, slots=True)
class LateStep:
    """A step past the day it was planned for, or a deliverable past its own (``step`` empty).

    ``plan`` is the title of its plan, when that is not the one under way.
    """

    line_code: str
    deliverable_id: int
    deliverable: str
    step: str
    owner: str
    planned_on: date
    days_late: int
    plan: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next for a line; ``step`` is empty while no step is written."""

    line_code: str
    deliverable_id: int
    deliverable: str
    step: str
    owner: str
    planned_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a deliverable and where it stands on the day.

    ``indicators`` are those that its line of its plan names; ``other_plan`` is the title of its
    plan, when that is not the one under way.
    """

    deliverable: PlanDeliverable
    state: State
    days_late: int
    indicators: tuple[str, ...] = ()
    other_plan: str = ""

    @property
    def next_step(self) -> DeliverableStep | None:
        """The first step still to do."""
        if self.state in _SETTLED:
            return None
        return next((one for one in self.deliverable.steps if one.done_on is None), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many deliverables are planned and done on a day, of a line or of one kind of it."""

    planned: int
    done: int


def in_plan_order(code: str) -> tuple[tuple[int, str], ...]:
    """Order codes of lines as the plan does: 1.2 before 1.10."""
    return tuple((int(part) if part.isdecimal() else 0, part) for part in code.split("."))


def deliverable_of(session: Session, deliverable_id: int) -> PlanDeliverable | None:
    """Give a deliverable whole, with its steps and its papers."""
    return session.scalars(
        sa.select(PlanDeliverable)
        .where(PlanDeliverable.id == deliverable_id)
        .options(
            selectinload(PlanDeliverable.steps).joinedload(DeliverableStep.document),
            joinedload(PlanDeliverable.decision_document),
            joinedload(PlanDeliverable.plan),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def all_rows(
    session: Session, *, on: date, plan_id: int | None = None, every_plan: bool = False
) -> list[Row]:
    """Give the deliverables planned by a day, in the order of the plan.

    Those of the plan under way, unless another is asked; ``every_plan`` gives those of all that
    are published.
    """
    under_way = plan_id_on(on)
    asked = PlanDeliverable.plan_id == (under_way if plan_id is None else plan_id)
    found = session.execute(
        sa.select(
            PlanDeliverable,
            PlanLine,
            ActionPlan.title_fr,
            (PlanDeliverable.plan_id == under_way).label("under_way"),
        )
        .join(ActionPlan, ActionPlan.id == PlanDeliverable.plan_id)
        .outerjoin(
            PlanLine,
            sa.and_(
                PlanLine.plan_id == PlanDeliverable.plan_id,
                PlanLine.code == PlanDeliverable.line_code,
            ),
        )
        .where(PlanDeliverable.planned_from <= on, PUBLISHED if every_plan else asked)
        .options(selectinload(PlanDeliverable.steps))
    )
    rows = [
        Row(
            one,
            one.days.state(on),
            one.days.days_late(on),
            line.indicator_codes if line is not None else (),
            "" if current else title,
        )
        for one, line, title, current in found
    ]
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[object, ...]:
    one = row.deliverable
    return in_plan_order(one.line_code), one.position, one.id


def chosen_rows(
    session: Session,
    *,
    on: date,
    plan_id: int | None = None,
    text: str = "",
    chosen: Mapping[str, Sequence[str]],
) -> tuple[list[Row], Mapping[str, Counter[str]]]:
    """Give the rows that answer the choices, and how many stand behind each choice.

    A facet is counted among what the other choices leave, so that several of its values add up.
    """
    words = fold(text).split()
    rows = [row for row in all_rows(session, on=on, plan_id=plan_id) if _answers(row, words)]
    read: Mapping[str, Callable[[Row], str]] = {
        "ligne": lambda row: row.deliverable.line_code,
        "etat": lambda row: row.state.value,
    }

    def kept(row: Row, *, but: str = "") -> bool:
        return all(
            not chosen.get(name) or read[name](row) in chosen[name]
            for name in FACETS
            if name != but
        )

    counts = {
        name: Counter(read[name](row) for row in rows if kept(row, but=name)) for name in FACETS
    }
    return [row for row in rows if kept(row)], counts


def _answers(row: Row, words: Sequence[str]) -> bool:
    said = fold(f"{row.deliverable.title} {row.deliverable.owner}")
    return all(word in said for word in words)


def late_steps(rows: Iterable[Row], on: date) -> list[LateStep]:
    """Give what should have been done before a day and is not, the oldest first."""
    found: list[LateStep] = []
    for row in rows:
        one = row.deliverable
        if row.state in _SETTLED:
            continue
        if one.due_on is not None and one.due_on < on:
            found.append(_late(row, "", one.due_on, on))
        found += [
            _late(row, step.title, step.planned_on, on)
            for step in one.steps
            if step.planned_on is not None and step.days.days_late(on)
        ]
    return sorted(found, key=lambda one: (one.planned_on, in_plan_order(one.line_code), one.step))


def _late(row: Row, step: str, planned_on: date, on: date) -> LateStep:
    one, days = row.deliverable, (on - planned_on).days
    return LateStep(
        one.line_code, one.id, one.title, step, one.owner, planned_on, days, row.other_plan
    )


def next_step_by_line(rows: Iterable[Row], on: date) -> Mapping[str, NextStep]:
    """Give what is to be done next for each line that has a deliverable under way on a day.

    The step planned first comes first; undated ones follow, in the order they are written.
    """
    found: dict[str, tuple[tuple[object, ...], NextStep]] = {}
    for row in rows:
        one = row.deliverable
        if row.state in _SETTLED:
            continue
        step = next((step for step in one.steps if not step.days.done(on)), None)
        planned = step.planned_on if step is not None else one.due_on
        told = NextStep(
            one.line_code, one.id, one.title, step.title if step else "", one.owner, planned
        )
        rank = (planned is None, planned or date.max, one.position, one.id)
        if one.line_code not in found or rank < found[one.line_code][0]:
            found[one.line_code] = rank, told
    return {code: told for code, (_rank, told) in found.items()}


def planned_for(rows: Iterable[Row], indicator: str) -> list[PlanDeliverable]:
    """Give the deliverables planned for what an indicator follows, those given up left out.

    That is the lines that name its code in their plan, whatever their own.
    """
    return [
        row.deliverable
        for row in rows
        if indicator in row.indicators and row.state is not State.DROPPED
    ]


def standing_by_kind(
    planned: Iterable[PlanDeliverable], on: date
) -> Mapping[DeliverableKind, Standing]:
    """Count what is planned and what is done on a day, by kind of deliverable."""
    found: dict[DeliverableKind, list[bool]] = {}
    for one in planned:
        found.setdefault(one.kind, []).append(one.days.done(on))
    return {kind: Standing(len(done), sum(done)) for kind, done in found.items()}


def plan_to_keep(session: Session, plan_id: int | None, on: date) -> ActionPlan:
    """Give the plan asked for, else the one under way; :class:`NotFound` when there is none."""
    return current_plan(session, on) if plan_id is None else plan_of(session, plan_id)


def line_choices(plan: ActionPlan) -> list[tuple[str, str]]:
    """Give the lines of a plan by their code, for a form."""
    lines = sorted(plan.lines, key=lambda one: in_plan_order(one.code))
    return [(one.code, f"{one.code} – {one.activity}") for one in lines]


def last_position(session: Session, plan_id: int, line_code: str) -> int:
    """Give the place of the last deliverable of a line of a plan; 0 when it has none."""
    place = sa.func.max(PlanDeliverable.position)
    of_line = PlanDeliverable.plan_id == plan_id, PlanDeliverable.line_code == line_code
    return session.scalar(sa.select(place).where(*of_line)) or 0


def rests_on(session: Session, plan_id: int, line_code: str | None) -> Message | None:
    """Say that a deliverable rests on a plan, or on one line of it; None when none does."""
    of_plan = sa.select(PlanDeliverable.title).where(PlanDeliverable.plan_id == plan_id)
    if line_code is not None:
        of_plan = of_plan.where(PlanDeliverable.line_code == line_code)
    title = session.scalar(of_plan.limit(1))
    if title is None:
        return None
    return N_(
        "Le livrable « %(title)s » y est rattaché : changez d’abord sa ligne, ou gardez celle-ci.",
        title=title,
    )
