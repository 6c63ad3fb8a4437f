"""What takes long goes on beside the pages: verifying, applying and undoing a large file.

A process that is killed leaves the import «under way»: the next one takes it up from its beginning.
Nothing is halved by that, for what an act writes is one transaction; what it only prepares may be
prepared again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.accounts.queries import actor_of
from catalogue.database import begin_write
from catalogue.errors import DomainError
from catalogue.exchange import applying, preview
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.kinds import OutdatedPreviewError
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.undoing import undo
from catalogue.exchange.vocabulary import UNDER_WAY, BatchState
from catalogue.messages import N_, Message
from catalogue.outbox.worker import Worker, holder_name, is_gone
from catalogue.permissions import Actor, system_actor

logger = logging.getLogger("normes.exchange")

LEASE = timedelta(minutes=2)
ROWS_AT_ONCE = 1_000  # kept in one transaction
_SECONDS = 1.0  # between two signs of life
BROKEN = N_(
    "Le travail s’est arrêté sur une erreur du logiciel. Rien n’en a été enregistré : recommencez, "
    "et prévenez la personne qui administre le service si cela revient."
)
# Where an import stands again when an act does not go through.
_BACK = {
    BatchState.READING: BatchState.MATCHING,
    BatchState.APPLYING: BatchState.STAGED,
    BatchState.UNDOING: BatchState.APPLIED,
}


class Stopped(Exception):  # noqa: N818 - not a fault
    """The import is no longer ours: given up meanwhile, or taken by another process."""


def working_thread(app: Flask) -> Worker:
    """Give the thread that does :func:`turn` again and again beside the pages."""
    return Worker(app, turn, name="imports", patience=3.0)


def turn(session: Session) -> int:
    """Carry on one import that is under way; give how many were dealt with."""
    waiting = session.scalars(
        sa.select(ImportBatch.id).where(ImportBatch.state.in_(UNDER_WAY)).order_by(ImportBatch.id)
    ).all()
    session.rollback()
    for batch_id in waiting:
        if claim(session, batch_id):
            carry_on(session, batch_id)
            return 1
    return 0


def claim(session: Session, batch_id: int) -> bool:
    """Take an import that is under way, unless another process has it; commits."""
    at, holder = clock.now(), holder_name()
    begin_write(session)
    before = session.scalar(sa.select(ImportBatch.holder).where(ImportBatch.id == batch_id))
    free = sa.or_(ImportBatch.holder.is_(None), ImportBatch.held_until < at)
    if before is not None and is_gone(before):
        free = sa.true()
    taken = _moved(
        session,
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state.in_(UNDER_WAY), free)
        .values(holder=holder, held_until=at + LEASE),
    )
    session.commit()
    return taken


def carry_on(session: Session, batch_id: int) -> None:
    """Do what an import we have claimed is asked for; what does not go through is said on it."""
    try:
        _Run(session, batch_id).go()
    except Stopped:
        session.rollback()
    except OutdatedPreviewError as outdated:
        _back(session, batch_id, outdated.message, to=BatchState.READING)
    except DomainError as error:
        _back(session, batch_id, error.message)
    except OperationalError:
        session.rollback()
        _let_go(session, batch_id)  # the database is busy or away: taken up again
        raise
    except Exception:
        logger.exception("import %d could not be carried on", batch_id)
        _back(session, batch_id, BROKEN)


class _Run:
    """One act on one import: prepared while others write, written in short transactions."""

    def __init__(self, session: Session, batch_id: int) -> None:
        self.session = session
        self.batch_id = batch_id
        self._told_at = time.monotonic()

    def go(self) -> None:
        batch = self._batch()
        acts: dict[BatchState, Callable[[ImportBatch], None]] = {
            BatchState.READING: self._verify,
            BatchState.APPLYING: self._apply,
            BatchState.UNDOING: self._undo,
        }
        if batch.state in acts:
            acts[batch.state](batch)

    def _verify(self, batch: ImportBatch) -> None:
        checked = preview.check_again(self.session, batch, today=clock.today(), told=self._tell)
        self.session.rollback()
        rows = preview.rows_of(self.batch_id, checked)
        while block := list(islice(rows, ROWS_AT_ONCE)):
            numbers = ImportRow.number.between(block[0]["number"], block[-1]["number"])
            self._replace(
                sa.delete(ImportRow).where(ImportRow.batch_id == self.batch_id, numbers),
                sa.insert(ImportRow),
                block,
            )
        begin_write(self.session)
        batch = self._held()
        preview.close(batch, checked, at=clock.now())
        self.session.commit()

    def _apply(self, batch: ImportBatch) -> None:
        asked = cast("dict[str, Any]", batch.asked)
        actor, version = self._actor(batch), batch.version
        if not IMPORTERS[batch.kind].beforehand:
            begin_write(self.session)
            batch = self._held()
        ready = applying.make_ready(
            self.session,
            batch,
            actor=actor,
            seen_version=version,
            valid_rows_only=asked["valid_rows_only"],
            at=clock.now(),
            today=clock.today(),
            told=self._tell if IMPORTERS[batch.kind].beforehand else preview.silent,
        )
        if IMPORTERS[batch.kind].beforehand:
            begin_write(self.session)
            batch = self._held()
        applying.write(self.session, batch, ready, actor=actor, at=clock.now())
        self.session.commit()

    def _undo(self, batch: ImportBatch) -> None:
        asked = cast("dict[str, Any]", batch.asked)
        actor, version = self._actor(batch), batch.version
        begin_write(self.session)
        undo(
            self.session,
            self._held(),
            reason=asked["reason"],
            actor=actor,
            seen_version=version,
            at=clock.now(),
            today=clock.today(),
        )
        self.session.commit()

    def _batch(self) -> ImportBatch:
        return self.session.get_one(ImportBatch, self.batch_id, populate_existing=True)

    def _held(self) -> ImportBatch:
        """Give the import as it stands, as its writer; raises Stopped when it is not ours."""
        batch = self._batch()
        if batch.holder != holder_name() or batch.state not in UNDER_WAY:
            raise Stopped
        return batch

    def _actor(self, batch: ImportBatch) -> Actor:
        account_id = cast("dict[str, Any]", batch.asked)["account_id"]
        if account_id is None:
            return system_actor()
        return actor_of(self.session, account_id, on=clock.today())

    def _replace(self, old: sa.Delete, new: sa.Insert, values: list[dict[str, Any]]) -> None:
        begin_write(self.session)
        self._held()
        self.session.execute(old.execution_options(synchronize_session=False))
        self.session.execute(new, values)
        self.session.commit()

    def _tell(self, dealt: int) -> None:
        """Say how far it is, in a transaction of its own: what is being read stays as it was."""
        if time.monotonic() - self._told_at < _SECONDS:
            return
        with Session(self.session.get_bind()) as own:
            begin_write(own)
            ours = _moved(
                own,
                sa.update(ImportBatch)
                .where(
                    ImportBatch.id == self.batch_id,
                    ImportBatch.holder == holder_name(),
                    ImportBatch.state.in_(UNDER_WAY),
                )
                .values(dealt=dealt, held_until=clock.now() + LEASE),
            )
            own.commit()
        self._told_at = time.monotonic()
        if not ours:
            raise Stopped


def _back(session: Session, batch_id: int, why: Message, *, to: BatchState | None = None) -> None:
    """Leave an import where it stood before the act, and say why."""
    session.rollback()
    begin_write(session)
    batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
    if batch.state in UNDER_WAY:
        batch.state = to or _BACK[batch.state]
        batch.notice = str(why)
    batch.holder = batch.held_until = None
    session.commit()


def _let_go(session: Session, batch_id: int) -> None:
    begin_write(session)
    _moved(
        session,
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .values(holder=None, held_until=None),
    )
    session.commit()


def _moved(session: Session, act: sa.Update) -> bool:
    done = session.execute(act.execution_options(synchronize_session=False))
    return bool(cast("sa.CursorResult[Any]", done).rowcount)
