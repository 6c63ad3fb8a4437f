"""Keep the scores in step with what they depend on, apart from any request.

Scoring 54,785 titles takes seconds, so no page does it: the scores are worked out by the outbox
worker after something changed, once for many changes, and kept in a table. The long part only
reads; writing goes in short transactions, and the new scores are seen at once when they are whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.config import package_path
from catalogue.database import begin_write, db
from catalogue.open_data.models import Release
from catalogue.open_data.vocabulary import Dataset, ReleaseState
from catalogue.outbox import services as outbox
from catalogue.outbox.models import Message
from catalogue.records.models import Edition
from catalogue.reference_list.models import IcsPrompt, ReferenceEntry
from catalogue.triage.models import Candidate, TriageRun
from catalogue.triage.queries import current_run
from catalogue.triage.scoring import COMMITTEES, TERMS, scored

TOPIC = "triage"
METHOD = 1  # raise it when the formula changes: scores are then worked out anew
PATIENCE = timedelta(minutes=2)  # changes that follow one another are reckoned together
_OF_NO_BEARING = frozenset({"work_item", "committee"})
_BLOCK = 250  # rows per transaction


def fingerprint(session: Session) -> str:
    """Say in one word everything the scores depend on."""
    releases = sa.select(sa.func.count(), sa.func.max(Release.id)).where(
        Release.dataset == Dataset.DELIVERABLES, Release.state == ReleaseState.PUBLISHED
    )
    counted = [
        tuple(session.execute(statement).one())
        for statement in (
            releases,
            sa.select(sa.func.count(), sa.func.sum(ReferenceEntry.version)),
            sa.select(sa.func.count(), sa.func.sum(Edition.version)),
            sa.select(sa.func.count(IcsPrompt.id)),
        )
    ]
    digest = hashlib.sha256(repr((METHOD, counted)).encode())
    for name in (TERMS, COMMITTEES):
        digest.update(Path(package_path("seed_lists"), name).read_bytes())
    return digest.hexdigest()


def in_step(session: Session) -> bool:
    """Tell whether the scores people see are those of today's records and lists."""
    run = current_run(session)
    return run is not None and run.fingerprint == fingerprint(session)


def ask(session: Session, *, at: datetime) -> None:
    """Have the scores worked out anew after commit; asking again meanwhile changes nothing."""
    waiting = sa.select(Message.id).where(Message.topic == TOPIC, Message.done_at.is_(None))
    if session.scalar(waiting.limit(1)) is None:
        outbox.enqueue(session, TOPIC, {}, at=at, due_at=at + PATIENCE)


def follow(session: Session, messages: list[Message], at: datetime) -> None:
    """Ask for new scores where what search is told has changed bears on them; commits.

    The worker does topic «index» apart, and keeps nothing that its handler leaves uncommitted.
    """
    if all(one.payload.get("kind") in _OF_NO_BEARING for one in messages):
        return
    begin_write(session)
    ask(session, at=at)
    session.commit()


def reckon_if_asked(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks of the scores (topic «triage»): nothing if they are in step."""
    if messages and not in_step(session):
        reckon(session, at=at)
    return {}


def ensure(app: Flask) -> None:
    """Ask for the scores at start if they are missing or out of step; no page waits for them."""
    with app.app_context():
        if in_step(db.session):
            db.session.rollback()
            return
        begin_write(db.session)
        at = clock.now()
        if current_run(db.session) is None:
            outbox.enqueue(db.session, TOPIC, {}, at=at)
        else:
            ask(db.session, at=at)
        db.session.commit()


def reckon(session: Session, *, at: datetime) -> TriageRun | None:
    """Work out all scores and show them; commits as it goes, in short transactions.

    A process killed in between leaves the former scores in place; what it had written is cleaned
    away by the next reckoning.
    """
    if session.in_transaction():
        session.rollback()
    mark = fingerprint(session)
    rows, read = scored(session)
    begin_write(session)
    run = TriageRun(fingerprint=mark, begun_at=at, records_read=read, candidates=len(rows))
    session.add(run)
    session.flush()
    run_id = run.id
    session.commit()
    for start in range(0, len(rows), _BLOCK):
        begin_write(session)
        if session.get(TriageRun, run_id, populate_existing=True) is None:
            return _overtaken(session)
        block = [{**row, "run_id": run_id} for row in rows[start : start + _BLOCK]]
        session.execute(sa.insert(Candidate), block)
        session.commit()
    begin_write(session)
    finished = session.get(TriageRun, run_id, populate_existing=True)
    if finished is None:
        return _overtaken(session)
    finished.finished_at = at
    session.commit()
    _sweep(session, but=run_id)
    return finished


def _overtaken(session: Session) -> TriageRun | None:
    """Leave it to another process that began later, finished first and cleaned up."""
    session.rollback()
    return current_run(session)


def _sweep(session: Session, *, but: int) -> None:
    """Delete the scores nobody sees any more."""
    while True:
        begin_write(session)
        ids = session.scalars(
            sa.select(Candidate.id).where(Candidate.run_id < but).limit(_BLOCK)
        ).all()
        if not ids:
            session.execute(sa.delete(TriageRun).where(TriageRun.id < but))
            session.commit()
            return
        session.execute(sa.delete(Candidate).where(Candidate.id.in_(ids)))
        session.commit()
