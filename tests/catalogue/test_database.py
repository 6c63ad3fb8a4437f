"""Acts queue behind one another on both databases: what one decides on, no other changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.database import begin_write, configure_engine, db


@pytest.fixture
def impatient(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """A second process on the same database, that gives up at once instead of waiting."""
    with app.app_context():
        url = db.engine.url
    sqlite = url.get_backend_name() == "sqlite"
    engine = sa.create_engine(
        url, connect_args={} if sqlite else {"options": "-c lock_timeout=100"}
    )
    monkeypatch.setattr("catalogue.database.SQLITE_BUSY_SECONDS", 0.05)
    configure_engine(engine)
    if sqlite:
        sa.event.listen(
            engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50")
        )
    yield engine
    engine.dispose()


def test_an_act_waits_for_the_one_before(session: Session, impatient: sa.Engine) -> None:
    with Session(impatient) as other:
        with pytest.raises(OperationalError):
            begin_write(other)
        other.rollback()
        session.commit()
        begin_write(other)


def test_a_reader_does_not_wait(session: Session, impatient: sa.Engine) -> None:
    assert session.in_transaction()
    with Session(impatient) as other:
        assert other.scalar(sa.select(sa.func.count()).select_from(Account)) == 0


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_place_of_a_writer_is_given_back_however_the_act_ends(
    session: Session, impatient: sa.Engine, end: str
) -> None:
    """Otherwise everybody after would wait as long as SQLite waits for a lock."""
    if impatient.dialect.name != "sqlite":
        pytest.skip("PostgreSQL queues its writers itself")
    session.commit()
    with Session(impatient) as first:
        begin_write(first)
        getattr(first, end)()
        with Session(impatient) as second:
            begin_write(second)
            assert second.connection().info["normes_turn"] is True


def test_two_threads_write_one_after_the_other(session: Session, impatient: sa.Engine) -> None:
    session.commit()
    order: list[str] = []
    held, asked = threading.Event(), threading.Event()

    def second() -> None:
        held.wait()
        asked.set()
        with Session(impatient) as other:
            begin_write(other)
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with Session(impatient) as one:
        begin_write(one)
        held.set()
        asked.wait()
        order.append("first")
        one.commit()
    thread.join(10)
    assert order == ["first", "second"]
