"""Papers set apart from any request, and kept once: what the worker does with the outbox."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import clock, typesetting
from catalogue.database import Base, begin_write, db
from catalogue.documents.services import store_file
from catalogue.outbox import services as outbox
from catalogue.permissions import system_actor
from catalogue.typesetting import JSON


def keep_once(
    session: Session,
    paper: type[Base],
    key: Mapping[str, int | bool],
    data: Mapping[str, JSON],
    *,
    template: str = "paper",
    file_name: str,
    set_at: datetime,
    at: datetime,
) -> None:
    """Set a PDF out of the writer's place, and keep it unless another worker did meanwhile.

    ``key`` names the one ``paper`` that stands for it, in the order of its primary key; ``set_at``
    is the instant of what it prints, so that setting it again gives the same file. Commits.
    """
    session.rollback()
    written = typesetting.pdf(template, data, at=set_at)
    begin_write(session)
    if session.get(paper, tuple(key.values())) is None:
        document = store_file(
            session,
            current_app.extensions["settings"].data_dir,
            io.BytesIO(written),
            file_name=file_name,
            title=str(data["title"]),
            actor=system_actor(),
            at=at,
        )
        session.add(paper(**key, document_id=document.id, made_at=at))
    session.commit()


def ask_for_missing(
    app: Flask, wanted: Callable[[Session], Sequence[int]], *, topic: str, name: str
) -> None:
    """Ask at start for the papers that a killed process left unmade.

    ``name`` is what the payload of ``topic`` calls the record that each is of.
    """
    with app.app_context():
        missing = wanted(db.session)
        db.session.rollback()
        if not missing:
            return
        begin_write(db.session)
        for one in missing:
            outbox.enqueue(db.session, topic, {name: one}, at=clock.now())
        db.session.commit()
