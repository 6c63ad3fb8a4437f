"""The pages of the desk at 100 and at 10,000 reviews: queries, tables read through, processor time.

``python benchmarks/desk_growth.py [--few 100] [--many 10000] [--turns 7]`` grows one desk (40
readers, rounds in every state over 30 texts; the same rows as ``tests/review/desk/test_scale.py``)
and asks each page of it as the person it is for, in SQLite. Times are of the processor, median of
the turns, which a busy machine changes little.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from catalogue import seeding as catalogue_seeding
from catalogue.database import Base, begin_write, db
from review import seeding as review_seeding
from tests.conftest import NOW, Clock, make_app
from tests.review.desk.test_scale import MOST_QUERIES, PAGES, Desk, scans

_TARGET_RATIO = 1.5


class Cost(NamedTuple):
    """What a page costs: queries, tables read through, milliseconds of processor."""

    queries: int
    scanned: list[str]
    took: float


def main() -> int:
    """Print one line a page; give 1 if a page grew beyond what is asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--few", type=int, default=100)
    asked.add_argument("--many", type=int, default=10_000)
    asked.add_argument("--turns", type=int, default=7)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        desks = [_grown(Path(place) / str(size), size) for size in (wanted.few, wanted.many)]
        measured = [_measure(desks, who, page, wanted.turns) for who, page in PAGES]
    faults = 0
    print(f"{'page':58} {'queries':>9} {'ms':>13} ratio  tables read through")
    for (_who, page), (few, many) in zip(PAGES, measured, strict=True):
        ratio = many.took / few.took
        bad = (
            few.queries != many.queries
            or many.queries > MOST_QUERIES
            or ratio > _TARGET_RATIO
            or many.scanned
        )
        faults += bool(bad)
        print(
            f"{page:58} {few.queries:4} {many.queries:4} {few.took:6.1f} {many.took:6.1f} "
            f"{ratio:5.2f}  {', '.join(many.scanned)}{'  FAULT' if bad else ''}"
        )
    return 1 if faults else 0


def _grown(folder: Path, size: int) -> tuple[Flask, Mapping[str, str]]:
    """Make an installation with a desk of that size; give it with its people's session keys."""
    folder.mkdir()
    app = make_app(folder, f"sqlite:///{folder / 'normes.sqlite3'}")
    app.extensions["clock"] = Clock()
    with app.app_context():
        Base.metadata.create_all(db.engine)
        begin_write(db.session)
        catalogue_seeding.load(db.session, at=NOW)
        review_seeding.load(db.session, at=NOW)
        desk = Desk(db.session)
        desk.grow(size)
        people = {"by": desk.by, "chair": desk.chair, "reader": desk.busy()}
        return app, {name: account.fs_uniquifier for name, account in people.items()}


def _measure(
    desks: Sequence[tuple[Flask, Mapping[str, str]]], who: str, page: str, turns: int
) -> list[Cost]:
    """Ask a page of each desk, in turn so that whatever else the machine does weighs on both."""
    clients = [_entered(app, keys[who]) for app, keys in desks]
    times: list[list[float]] = [[] for _ in desks]
    for _ in range(turns):
        for client, taken in zip(clients, times, strict=True):
            started = time.process_time()
            client.get(page)
            taken.append(time.process_time() - started)
    return [
        Cost(*_asked(app, client, page), statistics.median(taken) * 1000)
        for (app, _keys), client, taken in zip(desks, clients, times, strict=True)
    ]


def _entered(app: Flask, key: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"], held["_fresh"] = key, True
    return client


def _asked(app: Flask, client: FlaskClient, page: str) -> tuple[int, list[str]]:
    """Count the queries of a page, and name the tables it reads through."""
    seen: list[tuple[str, object]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: object, *_rest: object
    ) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append((statement, parameters))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    answer = client.get(page)
    sa.event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(page)
    with app.app_context():
        return len(seen), sorted({one for statement in seen for one in scans(*statement)})


if __name__ == "__main__":
    sys.exit(main())
