"""Counting who was trained: distinct people once, person-trainings beside, people without a name.

Only events held, and over, in a stretch of days count. A person of the register and somebody named
on lists are each one person, however many events they attended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Person
from catalogue.committees.vocabulary import Sex, counted_by_sex
from review.training.models import TrainingAttendance, TrainingEvent, TrainingParticipant
from review.training.vocabulary import EventState

_SEX = sa.func.coalesce(Person.sex, TrainingParticipant.sex)


@dataclass(frozen=True, slots=True)
class Present:
    """Who was present at one event held: attendances by name, and people without a name, by sex."""

    event_id: int
    title: str
    starts_on: date
    ends_on: date
    named: Mapping[Sex, int]
    unnamed: Mapping[Sex, int]


@dataclass(frozen=True, slots=True)
class Trained:
    """Who was trained from one day to another.

    ``first_years`` counts distinct people by the year of their first training of the period and by
    sex, each in one year only.
    """

    events: Sequence[Present]
    first_years: Mapping[tuple[int, Sex], int]

    @property
    def people(self) -> Mapping[Sex, int]:
        """Give distinct people by sex."""
        return counted_by_sex((sex, number) for (_year, sex), number in self.first_years.items())

    @property
    def attendances(self) -> Mapping[Sex, int]:
        """Give person-trainings by sex: somebody at two events is two."""
        return _pooled(one.named for one in self.events)

    @property
    def unnamed(self) -> Mapping[Sex, int]:
        """Give people without a name by sex, each counted once at each event."""
        return _pooled(one.unnamed for one in self.events)


def trained(session: Session, start: date, end: date) -> Trained:
    """Count who was trained at the events held that ended between two days, both included."""
    named: dict[int, list[tuple[Sex, int]]] = {}
    for event_id, sex, number in session.execute(
        _attended(start, end)
        .with_only_columns(TrainingEvent.id, _SEX, sa.func.count())
        .group_by(TrainingEvent.id, _SEX)
    ):
        named.setdefault(event_id, []).append((sex, number))
    events = [
        Present(
            row.id,
            row.title,
            row.starts_on,
            row.ends_on,
            counted_by_sex(named.get(row.id, ())),
            {Sex.WOMAN: row.women, Sex.MAN: row.men, Sex.UNDECLARED: row.undeclared},
        )
        for row in session.execute(
            sa.select(
                TrainingEvent.id,
                TrainingEvent.title,
                TrainingEvent.starts_on,
                TrainingEvent.ends_on,
                TrainingEvent.women,
                TrainingEvent.men,
                TrainingEvent.undeclared,
            )
            .where(held_between(start, end))
            .order_by(TrainingEvent.ends_on, TrainingEvent.id)
        )
    ]
    return Trained(events, _first_years(session, start, end))


def present_at(session: Session, event_id: int) -> Mapping[Sex, int]:
    """Count who is on the list of one event, whatever its state, by sex."""
    rows = session.execute(
        sa.select(_SEX, sa.func.count())
        .select_from(TrainingAttendance)
        .outerjoin(Person, Person.id == TrainingAttendance.person_id)
        .outerjoin(TrainingParticipant, TrainingParticipant.id == TrainingAttendance.participant_id)
        .where(TrainingAttendance.event_id == event_id)
        .group_by(_SEX)
    )
    return counted_by_sex((sex, number) for sex, number in rows)


def attended(session: Session, start: date, end: date) -> list[Mapping[str, Any]]:
    """Give the attendances counted as a closed reading keeps them: by number, without a name."""
    rows = session.execute(
        _attended(start, end)
        .with_only_columns(
            TrainingAttendance.id,
            TrainingEvent.id.label("event_id"),
            TrainingEvent.ends_on,
            TrainingAttendance.person_id,
            TrainingAttendance.participant_id,
            _SEX.label("sex"),
        )
        .order_by(TrainingEvent.ends_on, TrainingEvent.id, TrainingAttendance.id)
    )
    return [
        {
            "attendance_id": row.id,
            "event_id": row.event_id,
            "held_until": row.ends_on.isoformat(),
            "person_id": row.person_id,
            "participant_id": row.participant_id,
            "sex": row.sex.value,
        }
        for row in rows
    ]


def held_between(start: date, end: date) -> sa.ColumnElement[bool]:
    """Give the condition «held, and over between these days»."""
    return sa.and_(
        TrainingEvent.state == EventState.HELD, TrainingEvent.ends_on.between(start, end)
    )


def _attended(start: date, end: date) -> sa.Select[Any]:
    return (
        sa.select(TrainingAttendance.id)
        .select_from(TrainingAttendance)
        .join(TrainingEvent, TrainingEvent.id == TrainingAttendance.event_id)
        .outerjoin(Person, Person.id == TrainingAttendance.person_id)
        .outerjoin(TrainingParticipant, TrainingParticipant.id == TrainingAttendance.participant_id)
        .where(held_between(start, end))
    )


def _first_years(session: Session, start: date, end: date) -> dict[tuple[int, Sex], int]:
    who = (TrainingAttendance.person_id, TrainingAttendance.participant_id)
    first = (
        sa.select(*who, sa.func.min(TrainingEvent.ends_on).label("first_on"))
        .join(TrainingEvent, TrainingEvent.id == TrainingAttendance.event_id)
        .where(held_between(start, end))
        .group_by(*who)
        .subquery()
    )
    year = sa.extract("year", first.c.first_on)
    rows = session.execute(
        sa.select(year, _SEX, sa.func.count())
        .select_from(first)
        .outerjoin(Person, Person.id == first.c.person_id)
        .outerjoin(TrainingParticipant, TrainingParticipant.id == first.c.participant_id)
        .group_by(year, _SEX)
        .order_by(year)
    )
    found: Counter[tuple[int, Sex]] = Counter()
    for told, sex, number in rows:
        found[int(told), sex.counted_as] += number
    return found


def _pooled(parts: Any) -> dict[Sex, int]:
    return counted_by_sex(pair for part in parts for pair in part.items())
