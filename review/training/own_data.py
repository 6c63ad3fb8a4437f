"""The trainings a person of the register attended, for the file they are handed (§8)."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Person
from catalogue.committees.own_data import Row
from catalogue.messages import N_
from review.training.models import TrainingAttendance, TrainingEvent


def rows(session: Session, person: Person) -> Iterator[Row]:
    """Give each training the person is on the list of: its place, its name, its days."""
    for event in session.scalars(
        sa.select(TrainingEvent)
        .join(TrainingAttendance, TrainingAttendance.event_id == TrainingEvent.id)
        .where(TrainingAttendance.person_id == person.id)
        .order_by(TrainingEvent.starts_on)
    ):
        yield N_("Formations"), event.place, event.title, event.starts_on, event.ends_on
