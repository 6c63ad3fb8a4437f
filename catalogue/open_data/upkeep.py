"""The work on ISO's files beside the pages: reading what was sent, cleaning up behind it."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.open_data import stored_files, sweeping
from catalogue.open_data.models import Release
from catalogue.open_data.receiving import Reader, Stopped, claim
from catalogue.open_data.vocabulary import ReleaseState
from catalogue.outbox.worker import Worker, holder_name

logger = logging.getLogger("normes.open_data")

_BROKEN = "La lecture s’est arrêtée sur une erreur du logiciel ({name}). Rien n’en a été publié."


def reading_thread(app: Flask) -> Worker:
    """Give the thread that does :func:`turn` again and again beside the pages."""
    return Worker(app, turn, name="open-data")


def prepare(app: Flask) -> None:
    """Remove the files nothing waits for; what was left half-way goes on by itself."""
    with app.app_context():
        sweeping.forget_orphans(db.session, data_dir())


def turn(session: Session) -> int:
    """Clean up behind what is over, then read one file that waits; give how much was done."""
    done = sweeping.sweep(session, data_dir())
    waiting = session.execute(
        sa.select(Release.id, Release.sha256)
        .where(Release.state == ReleaseState.RECEIVING)
        .order_by(Release.id)
    ).all()
    session.rollback()
    for release_id, sha256 in waiting:
        if claim(session, release_id, holder=holder_name(), at=clock.now()):
            read(session, release_id, stored_files.path_of(data_dir(), sha256))
            return done + 1
    return done


def read(session: Session, release_id: int, path: Path) -> None:
    """Read a release this process has claimed; a fault of ours ends it with a sentence."""
    try:
        Reader(session, release_id, holder_name(), clock.now).read(path)
    except Stopped:
        return
    except OperationalError:
        raise  # the database is busy or away: the lease runs out and reading goes on
    except Exception as error:
        logger.exception("release %d of ISO's open data could not be read", release_id)
        session.rollback()
        begin_write(session)
        release = session.get_one(Release, release_id, populate_existing=True)
        release.state, release.ended_at = ReleaseState.FAILED, clock.now()
        release.failure = _BROKEN.format(name=type(error).__name__)
        release.holder = release.held_until = None
        session.commit()


def data_dir() -> Path:
    """Give the data folder of the application."""
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir
