"""Reading modules, events and the lists of who attended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.committees.models import Person
from catalogue.paging import Page, offset
from review.training.models import (
    TrainingAttendance,
    TrainingEvent,
    TrainingModule,
    TrainingParticipant,
)
from review.training.vocabulary import Audience, EventState


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events are asked for: of some years, in some states; of all where none is chosen."""

    years: tuple[int, ...] = ()
    states: tuple[EventState, ...] = ()

    @property
    def where(self) -> sa.ColumnElement[bool]:
        """Give the condition on the events."""
        asked: list[sa.ColumnElement[bool]] = [sa.true()]
        if self.years:
            asked.append(
                sa.or_(
                    *(
                        TrainingEvent.starts_on.between(date(year, 1, 1), date(year, 12, 31))
                        for year in self.years
                    )
                )
            )
        if self.states:
            asked.append(TrainingEvent.state.in_(self.states))
        return sa.and_(*asked)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the list, with how many people are on its list by name."""

    event: TrainingEvent
    named: int

    @property
    def present(self) -> int:
        """Give everybody present, with or without a name."""
        return self.named + self.event.unnamed


def events_page(session: Session, choice: Choice, *, number: int, size: int) -> Page[EventRow]:
    """Give one page of the events, the latest first."""
    total = (
        session.scalar(sa.select(sa.func.count()).select_from(TrainingEvent).where(choice.where))
        or 0
    )
    return Page(
        event_rows(session, choice, limit=size, start=offset(number, size)), total, number, size
    )


def event_rows(
    session: Session, choice: Choice, *, limit: int | None = None, start: int = 0
) -> list[EventRow]:
    """Give events with their modules, the latest first."""
    events = session.scalars(
        sa.select(TrainingEvent)
        .where(choice.where)
        .options(selectinload(TrainingEvent.modules))
        .order_by(TrainingEvent.starts_on.desc(), TrainingEvent.id.desc())
        .limit(limit)
        .offset(start)
    ).all()
    named = dict(
        session.execute(
            sa.select(TrainingAttendance.event_id, sa.func.count())
            .where(TrainingAttendance.event_id.in_([one.id for one in events]))
            .group_by(TrainingAttendance.event_id)
        ).all()
    )
    return [EventRow(one, named.get(one.id, 0)) for one in events]


def how_many(session: Session) -> Mapping[tuple[int, EventState], int]:
    """Count the events by the year they start in and by state."""
    year = sa.extract("year", TrainingEvent.starts_on)
    rows = session.execute(
        sa.select(year, TrainingEvent.state, sa.func.count()).group_by(year, TrainingEvent.state)
    )
    return {(int(told), state): number for told, state, number in rows}


def event_of(session: Session, event_id: int) -> TrainingEvent | None:
    """Give an event with its modules and its report."""
    return session.scalars(
        sa.select(TrainingEvent)
        .where(TrainingEvent.id == event_id)
        .options(selectinload(TrainingEvent.modules), joinedload(TrainingEvent.report))
        .execution_options(populate_existing=True)
    ).one_or_none()


def attendances_of(session: Session, event_id: int) -> Sequence[TrainingAttendance]:
    """Give who attended an event, in the order of their names."""
    return session.scalars(
        sa.select(TrainingAttendance)
        .where(TrainingAttendance.event_id == event_id)
        .outerjoin(TrainingAttendance.person)
        .outerjoin(TrainingAttendance.participant)
        .options(
            joinedload(TrainingAttendance.person).joinedload(Person.organisation),
            joinedload(TrainingAttendance.participant),
        )
        .order_by(
            sa.func.coalesce(Person.family_name, TrainingParticipant.name), TrainingAttendance.id
        )
    ).all()


def attendance_of(session: Session, attendance_id: int) -> TrainingAttendance | None:
    """Give one line of a list, with whose it is."""
    return session.scalars(
        sa.select(TrainingAttendance)
        .where(TrainingAttendance.id == attendance_id)
        .options(
            joinedload(TrainingAttendance.person).joinedload(Person.organisation),
            joinedload(TrainingAttendance.participant),
        )
    ).one_or_none()


def participant_of(session: Session, participant_id: int) -> TrainingParticipant | None:
    """Give somebody named on lists."""
    return session.get(TrainingParticipant, participant_id)


def events_of_participant(session: Session, participant_id: int) -> Sequence[TrainingEvent]:
    """Give the events somebody named on lists attended."""
    return session.scalars(
        sa.select(TrainingEvent)
        .join(TrainingAttendance, TrainingAttendance.event_id == TrainingEvent.id)
        .where(TrainingAttendance.participant_id == participant_id)
        .order_by(TrainingEvent.starts_on)
    ).all()


def every_module(session: Session) -> Sequence[TrainingModule]:
    """Give all the modules, those not used any more last."""
    return session.scalars(
        sa.select(TrainingModule)
        .options(joinedload(TrainingModule.document))
        .order_by(TrainingModule.withdrawn_on.is_not(None), TrainingModule.title)
    ).all()


def module_of(session: Session, module_id: int) -> TrainingModule | None:
    """Give one module."""
    return session.scalars(
        sa.select(TrainingModule)
        .where(TrainingModule.id == module_id)
        .options(joinedload(TrainingModule.document))
    ).one_or_none()


def modules_on(session: Session, on: date) -> Sequence[TrainingModule]:
    """Give the modules, internal and external, that exist on a day."""
    return session.scalars(
        sa.select(TrainingModule)
        .where(
            TrainingModule.exists_from <= on,
            sa.or_(TrainingModule.withdrawn_on.is_(None), TrainingModule.withdrawn_on > on),
        )
        .order_by(TrainingModule.title)
    ).all()


def modules_by_audience(session: Session, on: date) -> Mapping[Audience, int]:
    """Count the modules that exist on a day by whom they are for."""
    found = dict.fromkeys(Audience, 0)
    for module in modules_on(session, on):
        found[module.audience] += 1
    return found
