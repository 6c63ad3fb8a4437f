"""The index's upkeep in a running application: at start, after each act, when found broken."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock, Thread

from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.outbox.models import Message
from catalogue.outbox.worker import Worker
from catalogue.search import digest, services, stamp
from catalogue.search.contract import IndexBusy, IndexDamaged

logger = logging.getLogger("normes.search")

_REPAIR = "search_repair"
_PATIENCE = timedelta(minutes=1)


def synchronise(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks of the index (topic «index»); the worker commits."""
    failed = services.synchronise(session, messages, index=services.the_index(current_app))
    done = [message for message in messages if message.id not in failed]
    stamp.keep(current_app, stamp.due(session, also_done=len(done), at=at))
    return failed


def send_digests(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do the weekly turn over kept searches (topic «search_digest»)."""
    settings: Settings = current_app.extensions["settings"]
    try:
        digest.send(session, services.the_index(current_app), at=at, timezone=settings.timezone)
    except (IndexDamaged, digest.NoIndex) as error:
        ask_for_repair()
        return {message.id: repr(error) for message in messages}
    return {}


def plan_digest(app: Flask) -> None:
    """Plan the weekly turn at start, unless one is planned."""
    settings: Settings = app.extensions["settings"]
    begin_write(db.session)
    digest.plan(db.session, at=clock.now(), timezone=settings.timezone)
    db.session.commit()


def ensure(app: Flask) -> bool:
    """Build the index at start if it is missing, damaged or out of step; tell whether it was.

    An index that carries the stamp of the database is believed; ``normes check`` compares in full.
    From then on :func:`ask_for_repair` builds it anew when a search finds it broken. Raises
    UnsafeSettings where the database cannot hold the index it was chosen for.
    """
    app.extensions.setdefault(_REPAIR, Repair(app))
    with app.app_context():
        index = services.the_index(app)
        index.prepare()
        due = stamp.due(db.session)
        if services.holds_something(index) and stamp.kept(app) == due:
            return False
        in_step = services.in_step(db.session, index)
        if not in_step:
            try:
                services.rebuild(db.session, index)
            except IndexBusy:
                # Another process or machine, started at the same time, is building it.
                logger.info("the search index is being built by another process")
                return False
        stamp.keep(app, due)
        return not in_step


def ask_for_repair() -> None:
    """Have the index built anew beside the request that had to do without; never wait for it."""
    repair: Repair | None = current_app.extensions.get(_REPAIR)
    if repair is not None:
        repair.ask(clock.now())


def let_go(app: Flask) -> None:
    """Close the connections of an index in a database; files are read by any number of copies."""
    services.close_connections(app)


def warming_thread(app: Flask) -> Worker:
    """Give the thread that does :func:`warm` again and again beside the pages."""
    return Worker(app, warm, name="search-warm")


def warm(_session: Session) -> int:
    """Read ahead what has changed, so that no reader waits for it; gives 0: nothing is left."""
    try:
        services.the_index(current_app).warm()
    except IndexDamaged:
        # The next search tells of it, and has it built anew.
        logger.debug("the search index cannot be read ahead", exc_info=True)
    return 0


class Repair:
    """Builds a broken index anew in a thread of its own: one at a time, at most once a minute."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._asked_at: datetime | None = None
        self.thread: Thread | None = None

    def ask(self, at: datetime) -> None:
        """Start building, unless that was asked a moment ago."""
        with self._lock:
            if self._asked_at is not None and at - self._asked_at < _PATIENCE:
                return
            self._asked_at = at
            self.thread = Thread(target=self._build, name="search-repair", daemon=True)
            self.thread.start()

    def _build(self) -> None:
        try:
            with self._app.app_context():
                services.rebuild(db.session, services.the_index(self._app))
        except Exception:
            # Searches go on from the database, and the next one asks again.
            logger.exception("the search index could not be built")
