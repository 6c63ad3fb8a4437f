"""Clean up behind releases that are over: their unseen rows, in short transactions, their file."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import begin_write
from catalogue.open_data import stored_files
from catalogue.open_data.models import Deliverable, IcsChange, IsoCommittee, Release
from catalogue.open_data.receiving import rows_of
from catalogue.open_data.vocabulary import ReleaseState

_ROWS = 500  # in one transaction
_UNSEEN = (ReleaseState.UNDONE, ReleaseState.DISCARDED, ReleaseState.FAILED)
_WAITING = (ReleaseState.RECEIVING, ReleaseState.READY)


def sweep(session: Session, data_dir: Path) -> int:
    """Clean up behind every release that is over; give how many. Commits as it goes.

    Nobody sees what goes: stopped half-way, the next sweep ends it.
    """
    over = session.execute(
        sa.select(Release.id, Release.state, Release.sha256)
        .where(sa.not_(Release.swept), Release.state.not_in(_WAITING))
        .order_by(Release.id)
    ).all()
    session.rollback()
    for release_id, state, sha256 in over:
        if state in _UNSEEN:
            _forget_rows(session, release_id)
        if not _wanted(session, sha256):
            stored_files.forget(data_dir, sha256)
        begin_write(session)
        session.execute(
            sa.update(Release)
            .where(Release.id == release_id, Release.state == state)
            .values(swept=True)
            .execution_options(synchronize_session=False)
        )
        session.commit()
    return len(over)


def forget_orphans(session: Session, data_dir: Path) -> None:
    """Remove the files no release waits for; for the start of the service."""
    wanted = session.scalars(sa.select(Release.sha256).where(Release.state.in_(_WAITING))).all()
    session.rollback()
    stored_files.forget_all_but(data_dir, frozenset(wanted))


def _forget_rows(session: Session, release_id: int) -> None:
    models: tuple[type[Deliverable | IsoCommittee], ...] = (Deliverable, IsoCommittee)
    for model in models:
        ended = sa.select(model.id).where(model.last_release_id == release_id).limit(_ROWS)
        _repeat(session, sa.update(model).where(model.id.in_(ended)).values(last_release_id=None))
        begun = sa.select(model.id).where(model.first_release_id == release_id).limit(_ROWS)
        _repeat(session, sa.delete(model).where(model.id.in_(begun)))
    changes = sa.select(IcsChange.id).where(IcsChange.release_id == release_id).limit(_ROWS)
    _repeat(session, sa.delete(IcsChange).where(IcsChange.id.in_(changes)))


def _repeat(session: Session, statement: sa.Update | sa.Delete) -> None:
    while True:
        begin_write(session)
        done = session.execute(statement.execution_options(synchronize_session=False))
        session.commit()
        if rows_of(done) < _ROWS:
            return


def _wanted(session: Session, sha256: str) -> bool:
    waiting = session.scalar(
        sa.select(sa.func.count())
        .select_from(Release)
        .where(Release.sha256 == sha256, Release.state.in_(_WAITING))
    )
    session.rollback()
    return bool(waiting)
