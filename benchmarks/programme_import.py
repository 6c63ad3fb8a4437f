"""A programme of 10,000 items imported beside the pages, while another process keeps writing.

    .venv/bin/python benchmarks/programme_import.py [ROWS]

Prints the processor time and the time on the clock of each phase, and how long the other process,
which writes every fifth of a second, waited at most for its turn.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from catalogue import seeding
from catalogue.app import create_app
from catalogue.config import from_environment
from catalogue.database import Base, begin_write, db
from catalogue.exchange import preview, running, services
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.models import ImportBatch
from catalogue.exchange.receiving import receive
from catalogue.exchange.vocabulary import BatchState, ImportKind
from catalogue.permissions import system_actor

HEADINGS = (
    "N° projet;Intitulé;CTN;ICS;Nature;Norme de base;Degré;Stade;Date du stade;Inscrit le;"
    "Enquête prévue le;Publication prévue le;Contact"
)
STAGES = ("20.00", "20.20", "30.20", "30.60", "40.20", "40.60")
EVERY_SECONDS = 0.2


def rows(count: int, word: str) -> bytes:
    """Give a file of so many items, titled with a word."""
    lines = [HEADINGS]
    for number in range(1, count + 1):
        day = date(2026, 1, 1) + timedelta(days=number % 200)
        lines.append(
            f"2026-{number:05d};{word} numéro {number} — Spécifications;CTN{1 + number % 8};67.200.10;"
            f"nouvelle;ISO {1000 + number}:2015;IDT;{STAGES[number % 6]};{day:%d/%m/%Y};01/01/2026;"
            "12/12/2026;31/12/2027;Secrétariat"
        )
    return "\n".join(lines).encode()


def application(folder: str) -> Any:
    """Give an application over a database of its own."""
    values = {"DATA_DIR": folder, "SECRET_KEY": "b" * 48}
    values["DATABASE_URL"] = f"sqlite:///{folder}/normes.sqlite3"
    return create_app(from_environment(values))


def keep_writing(folder: str, ended: Any, waits: Any) -> None:
    """Write a row every fifth of a second, and say how long each turn took to come."""
    with application(folder).app_context():
        while not ended.is_set():
            started = time.perf_counter()
            begin_write(db.session)
            db.session.execute(sa.text("UPDATE journal_head SET id = id"))
            db.session.commit()
            waits.append(time.perf_counter() - started)
            time.sleep(EVERY_SECONDS)


def phase(name: str, act: Callable[[], Any], waits: Any) -> Any:
    """Do one phase, and print what it took."""
    before = len(waits)
    processor, clock = time.process_time(), time.perf_counter()
    given = act()
    longest = max(list(waits)[before:], default=0.0)
    print(
        f"{name:<28} {time.process_time() - processor:6.1f} s processor "
        f"{time.perf_counter() - clock:6.1f} s clock; another writer waited {longest:.2f} s at most"
    )
    return given


def ask(batch_id: int, state: BatchState, **asked: object) -> None:
    """Ask for an act beside the pages."""
    begin_write(db.session)
    batch = db.session.get_one(ImportBatch, batch_id, populate_existing=True)
    version = batch.version
    services.ask(db.session, batch, state, actor=system_actor(), seen_version=version, **asked)
    db.session.commit()


def carried(state: BatchState, batch_id: int) -> None:
    """Carry the act on, and make sure of where it led."""
    running.turn(db.session)
    db.session.rollback()
    batch = db.session.get_one(ImportBatch, batch_id, populate_existing=True)
    if batch.state is not state:
        raise SystemExit(f"{batch.state}: {batch.notice}")
    db.session.rollback()


def one_file(content: bytes, name: str, waits: Any) -> int:
    """Receive, verify and apply a file."""
    kind = ImportKind.PROGRAMME
    received = phase(
        f"{name}: received",
        lambda: receive(
            db.session, kind, content, file_name=f"{name}.csv", columns=IMPORTERS[kind].columns
        ),
        waits,
    )
    db.session.rollback()
    begin_write(db.session)
    batch = preview.take_in(
        db.session,
        received,
        state=BatchState.READING,
        actor=system_actor(),
        at=datetime.now(UTC),
    )
    db.session.commit()
    batch_id = batch.id
    phase(f"{name}: verified", lambda: carried(BatchState.STAGED, batch_id), waits)
    ask(batch_id, BatchState.APPLYING, valid_rows_only=True)
    phase(f"{name}: applied", lambda: carried(BatchState.APPLIED, batch_id), waits)
    return batch_id


def main(count: int) -> None:
    """Import, change and undo a programme of so many items."""
    with tempfile.TemporaryDirectory() as folder, application(folder).app_context():
        Path(folder).mkdir(exist_ok=True)
        Base.metadata.create_all(db.engine)
        begin_write(db.session)
        seeding.load(db.session, at=datetime.now(UTC))
        db.session.commit()
        with multiprocessing.Manager() as manager:
            ended, waits = manager.Event(), manager.list()
            writer = multiprocessing.get_context("spawn").Process(
                target=keep_writing, args=(folder, ended, waits)
            )
            writer.start()
            one_file(rows(count, "Beurre"), "new", waits)
            changed = one_file(rows(count, "Huile"), "changed", waits)
            ask(changed, BatchState.UNDOING, reason="mesure")
            phase("changed: undone", lambda: carried(BatchState.UNDONE, changed), waits)
            ended.set()
            writer.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
