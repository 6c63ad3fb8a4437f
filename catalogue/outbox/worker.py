"""Draining the outbox: each message done once or tried again later, by one worker at a time.

What takes long has a worker of its own, so that two work at one moment, never on the same message.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.outbox.models import Message, WorkerLease

logger = logging.getLogger("normes.outbox")

LEASE = timedelta(minutes=2)
BATCH = 200
PAUSE_SECONDS = 1.0
STOP_SECONDS = 30.0
# Waiting times after the first, second… failure; the last one repeats.
RETRY = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))

# A handler does all the messages of one topic in one go, oldest first, and gives the ids it could
# not do with the reason. It may write with the session; the worker commits.
Handler = Callable[[Session, list[Message], datetime], Mapping[int, str]]
HANDLERS: dict[str, Handler] = {}

# Topics whose handler takes long, waiting on another machine (a mail server) or reckoning, and
# takes the writer's place by itself, if at all, for moments: nobody who writes waits for it. A
# process killed in between does such a message twice, never none.
APART = frozenset(
    {
        *("mail", "enquiry_mail", "index", "search_digest", "triage"),
        *("text", "programme_paper", "council_minutes"),
        *("monitoring_minutes", "analysis_report"),
    }
)

# Topics that a worker of their own does, one message at a time: reading a draft may take a minute
# and a half, setting a paper some seconds, and neither mail nor search waits for it.
SLOW = frozenset(
    {"text", "programme_paper", "council_minutes", "monitoring_minutes", "analysis_report"}
)


def holder_name() -> str:
    """Give this process's name in the lease row."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_gone(holder: str) -> bool:
    """Tell whether a holder was a process of this machine that is no more: killed, or crashed.

    What it held may then be taken at once; of another machine's, nothing is known before its lease
    runs out.
    """
    host, _, number = holder.rpartition(":")
    if os.name != "posix" or host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def drain(
    session: Session, *, at: datetime, holder: str, limit: int = BATCH, slow: bool = False
) -> int:
    """Do what is due; give how many messages were done. Call within an application context.

    Nothing is done while another worker holds the lease. A message that fails stays, with the
    reason and a later due time: nothing acknowledged is lost. ``slow`` does the oldest message of
    the topics that take long, under a lease of its own, instead of the others.
    """
    begin_write(session)
    if not _take_lease(session, at=at, holder=holder, number=2 if slow else 1):
        session.rollback()
        return 0
    session.commit()
    due = session.scalars(
        sa.select(Message)
        .where(
            Message.done_at.is_(None),
            Message.due_at <= at,
            Message.topic.in_(SLOW) if slow else Message.topic.not_in(SLOW),
        )
        .order_by(Message.id)
        .limit(1 if slow else limit)
    ).all()
    by_topic: dict[str, list[Message]] = {}
    for message in due:
        by_topic.setdefault(message.topic, []).append(message)
    session.rollback()
    done = 0
    for topic, messages in by_topic.items():
        done += _do_topic(session, topic, messages, at=at)
    return done


def release(session: Session, *, holder: str) -> None:
    """Give the lease back, so that another process may drain at once; commits."""
    begin_write(session)
    session.execute(sa.delete(WorkerLease).where(WorkerLease.holder == holder))
    session.commit()


def _do_topic(session: Session, topic: str, messages: list[Message], *, at: datetime) -> int:
    ids = [message.id for message in messages]
    if topic not in APART:
        begin_write(session)
    fresh = _waiting(session, ids)
    handler = HANDLERS.get(topic)
    begin_again = topic in APART
    try:
        if handler is None:
            failed: Mapping[int, str] = {one.id: f"no handler for {topic}" for one in fresh}
        else:
            failed = handler(session, fresh, at)
    except Exception as error:
        logger.exception("outbox topic %s failed", topic)
        failed = dict.fromkeys(ids, repr(error))
        begin_again = True
    if begin_again:
        begin_write(session)
        fresh = _waiting(session, ids)
    for message in fresh:
        if message.id in failed:
            message.attempts += 1
            message.last_error = failed[message.id][:2000]
            message.due_at = at + RETRY[min(message.attempts, len(RETRY)) - 1]
        else:
            message.done_at = at
    session.commit()
    return sum(message.id not in failed for message in fresh)


def _waiting(session: Session, ids: list[int]) -> list[Message]:
    return list(
        session.scalars(
            sa.select(Message)
            .where(Message.id.in_(ids), Message.done_at.is_(None))
            .order_by(Message.id)
        )
    )


def _take_lease(session: Session, *, at: datetime, holder: str, number: int) -> bool:
    lease = session.scalars(
        sa.select(WorkerLease).where(WorkerLease.id == number).with_for_update()
    ).one_or_none()
    if lease is None:
        session.add(WorkerLease(id=number, holder=holder, expires_at=at + LEASE))
        session.flush()
        return True
    if lease.holder != holder and lease.expires_at > at and not is_gone(lease.holder):
        return False
    lease.holder, lease.expires_at = holder, at + LEASE
    session.flush()
    return True


class Worker:
    """One daemon thread in the serving process that does what waits until it is stopped.

    A ``turn`` does some of it, within an application context, and gives how much it did;
    ``patience`` is how many seconds a stop waits for what is in hand.
    """

    def __init__(
        self,
        app: Flask,
        turn: Callable[[Session], int] | None = None,
        *,
        name: str = "outbox",
        pause: float = PAUSE_SECONDS,
        patience: float = STOP_SECONDS,
    ) -> None:
        self.app = app
        self.pause = pause
        self._turn = turn or _drain_now
        self._patience = patience
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        """Start working."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is in hand, then stop."""
        self._stop.set()
        self._thread.join(timeout=self._patience)

    def _work(self) -> None:
        while not self._stop.is_set():
            done = 0
            try:
                with self.app.app_context():
                    done = self._turn(db.session)
            except Exception:
                # The next turn tries again: a busy or restarting database must not end the thread.
                logger.exception("the %s worker missed a turn", self._thread.name)
            if not done:
                self._stop.wait(self.pause)


def _drain_now(session: Session) -> int:
    return drain(session, at=clock.now(), holder=holder_name())


def slow_worker(app: Flask) -> Worker:
    """Give the worker of what takes long; stopped half-way, it begins again at the next start."""
    return Worker(app, _drain_slow_now, name="outbox-slow", patience=3.0)


def _drain_slow_now(session: Session) -> int:
    return drain(session, at=clock.now(), holder=holder_name(), slow=True)
