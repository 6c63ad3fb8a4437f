"""The reminders of each day: one message of the outbox that plans the next in its transaction."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from catalogue.outbox.services import plan_next
from review.reminders.services import send_due

TOPIC = "reminders"
_AT = time(7, 0)  # every day, where the agency is


def next_turn(at: datetime, timezone: str) -> datetime:
    """Give the next seven o’clock after an instant, where the agency is."""
    local = at.astimezone(ZoneInfo(timezone))
    turn = datetime.combine(local.date(), _AT, local.tzinfo)
    return turn if turn > local else turn + timedelta(days=1)


def plan(session: Session, *, at: datetime, timezone: str) -> None:
    """Plan the next turn unless one is planned; call as a writer."""
    plan_next(session, TOPIC, at=at, due_at=next_turn(at, timezone))


def send(session: Session, *, at: datetime, timezone: str) -> int:
    """Send what is due today, once however long the machine slept, and plan the next turn."""
    today = at.astimezone(ZoneInfo(timezone)).date()
    count = send_due(session, at=at, on=today, timezone=timezone)
    plan_next(session, TOPIC, at=at, due_at=next_turn(at, timezone), after=at)
    return count
