"""Having the seed of each half-year made at its start, by the worker, with nobody's help."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.outbox import services as outbox
from catalogue.outbox.models import Message
from review.assignments.drawing import seed_of
from review.assignments.half_year import half_year_of

TOPIC = "sampling_seed"


def make_seeds(session: Session, _messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Make the seed of the half-year that begins, and plan the next; the worker commits."""
    settings: Settings = current_app.extensions["settings"]
    keep(session, at=at, timezone=settings.timezone)
    return {}


def prepare(app: Flask) -> None:
    """At start, make the seed of this half-year if it has none, and plan the next one."""
    settings: Settings = app.extensions["settings"]
    begin_write(db.session)
    keep(db.session, at=clock.now(), timezone=settings.timezone)
    db.session.commit()


def keep(session: Session, *, at: datetime, timezone: str) -> None:
    """Make the seed of the half-year of ``at``, and plan the next unless one is planned.

    Made whichever mode is in force: a seed recorded before anybody could want a round drawn or not
    is worth more than one made that day.
    """
    half_year = half_year_of(at.astimezone(ZoneInfo(timezone)).date())
    seed_of(session, half_year, at=at)
    due_at = _start_of(half_year.following.first, timezone)
    planned = sa.select(Message.id).where(
        Message.topic == TOPIC, Message.done_at.is_(None), Message.due_at >= due_at
    )
    if session.scalars(planned.limit(1)).first() is None:
        outbox.enqueue(session, TOPIC, {}, at=at, due_at=due_at)


def _start_of(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
