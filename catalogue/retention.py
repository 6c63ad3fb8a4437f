"""What has had its time is taken away, once a day: done messages, forms sent, messages read.

It is a message of the outbox that plans the next one in the transaction of what it takes away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.notices.models import Notice
from catalogue.outbox.models import Message
from catalogue.outbox.services import plan_next
from catalogue.posted import PostedForm
from catalogue.search import stamp

TOPIC = "retention"
_AT = time(2, 30)  # where the agency is

# How long each is kept; OPERATIONS.md and the privacy page say the same (a test checks).
DONE_MESSAGES = timedelta(days=30)
SENT_FORMS = timedelta(days=90)
READ_NOTICES = timedelta(days=365)

# What other slices take away with it, each by its own rule; filled by the composition root.
STEPS: list[Callable[[Session, datetime], None]] = []


def next_turn(at: datetime, timezone: str) -> datetime:
    """Give the next time of day at which this is done, after an instant."""
    local = at.astimezone(ZoneInfo(timezone))
    turn = datetime.combine(local.date(), _AT, local.tzinfo)
    return turn if turn > local else turn + timedelta(days=1)


def plan_next_night(app: Flask) -> None:
    """Plan the next turn at start, unless one is planned."""
    at, timezone = clock.now(), app.config["AGENCY_TIMEZONE"]
    begin_write(db.session)
    plan_next(db.session, TOPIC, at=at, due_at=next_turn(at, timezone))
    db.session.commit()


def take_away_if_due(session: Session, _messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks; an index in step with the database stays known as such."""
    in_step = stamp.kept(current_app) == stamp.due(session)
    take_away(session, at=at, timezone=current_app.config["AGENCY_TIMEZONE"])
    if in_step:
        stamp.keep(current_app, stamp.due(session))
    return {}


def take_away(session: Session, *, at: datetime, timezone: str) -> None:
    """Take away what has had its time, and plan the next turn; call as a writer.

    What waits, and what nobody has read, stays. The last message of the outbox stays too: numbers
    are given after it, and a mail must not take the number of another.
    """
    last = sa.select(sa.func.max(Message.id)).scalar_subquery()
    session.execute(
        sa.delete(Message)
        .where(Message.done_at < at - DONE_MESSAGES, Message.id < last)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        sa.delete(PostedForm)
        .where(PostedForm.posted_at < at - SENT_FORMS)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        sa.delete(Notice)
        .where(Notice.read_at < at - READ_NOTICES)
        .execution_options(synchronize_session=False)
    )
    for step in STEPS:
        step(session, at)
    plan_next(session, TOPIC, at=at, due_at=next_turn(at, timezone), after=at)
