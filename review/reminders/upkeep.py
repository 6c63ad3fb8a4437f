"""The reminders of each morning, as the worker and the start ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.maintenance import reminders as examinations
from catalogue.outbox.models import Message
from review.reminders import daily

# What higher slices tell people of each morning; the composition root fills it.
also_due: list[Callable[[Session, datetime, date], object]] = []


def plan_next_morning(app: Flask) -> None:
    """Plan the next turn at start, unless one is planned."""
    begin_write(db.session)
    daily.plan(db.session, at=clock.now(), timezone=app.config["AGENCY_TIMEZONE"])
    db.session.commit()


def remind(session: Session, _messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks: send the reminders of the day; the worker commits.

    Of systematic reviews first and what higher slices follow, then of readings and fiches, which
    plans the next morning.
    """
    examinations.send_due(session, at=at, on=clock.today())
    for tell in also_due:
        tell(session, at, clock.today())
    daily.send(session, at=at, timezone=current_app.config["AGENCY_TIMEZONE"])
    return {}
