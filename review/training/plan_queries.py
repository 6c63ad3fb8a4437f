"""Reading the training plan of a year: each line with the event that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.training.models import PlannedTraining, TrainingAttendance, TrainingEvent
from review.training.vocabulary import EventState, LineStanding


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the plan, how it stands on a day, and how many people came if it was held."""

    line: PlannedTraining
    standing: LineStanding
    present: int | None


def plan_of(session: Session, year: int, *, on: date) -> list[PlanRow]:
    """Give the plan of a year, in the order of its months."""
    lines = session.scalars(
        sa.select(PlannedTraining)
        .where(PlannedTraining.year == year)
        .options(joinedload(PlannedTraining.module), joinedload(PlannedTraining.event))
        .order_by(PlannedTraining.month, PlannedTraining.id)
    ).all()
    named = dict(
        session.execute(
            sa.select(TrainingAttendance.event_id, sa.func.count())
            .where(TrainingAttendance.event_id.in_([one.event_id for one in lines]))
            .group_by(TrainingAttendance.event_id)
        ).all()
    )
    return [
        PlanRow(
            one,
            standing := standing_of(one, on),
            named.get(one.event.id, 0) + one.event.unnamed
            if one.event is not None and standing is LineStanding.HELD
            else None,
        )
        for one in lines
    ]


def standing_of(line: PlannedTraining, on: date) -> LineStanding:
    """Tell how a line stands: late once its month is over without a training held."""
    if line.event is not None and line.event.state is EventState.HELD:
        return LineStanding.HELD
    if line.event is not None and line.event.state is EventState.CANCELLED:
        return LineStanding.CANCELLED
    return (
        LineStanding.LATE
        if (line.year, line.month) < (on.year, on.month)
        else (LineStanding.COMING)
    )


def plan_years(session: Session) -> Sequence[int]:
    """Give the years that have a plan, the latest first."""
    return session.scalars(
        sa.select(PlannedTraining.year).distinct().order_by(PlannedTraining.year.desc())
    ).all()


def line_of(session: Session, line_id: int) -> PlannedTraining | None:
    """Give one line of a plan."""
    return session.get(PlannedTraining, line_id)


def unanswering(session: Session, but: int | None = None) -> Sequence[TrainingEvent]:
    """Give the events that answer no line of a plan yet, the latest first, and this one."""
    answering = sa.exists().where(PlannedTraining.event_id == TrainingEvent.id)
    return session.scalars(
        sa.select(TrainingEvent)
        .where(sa.or_(~answering, TrainingEvent.id == (but or 0)))
        .order_by(TrainingEvent.starts_on.desc())
    ).all()
