"""What is asked for after an act is done once, tried again when it fails, and stops nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalogue.database import begin_write, configure_engine, db
from catalogue.outbox import worker
from catalogue.outbox.models import Message, WorkerLease
from tests.conftest import NOW


def ask(session, topic="mail", **facts):
    message = Message(topic=topic, payload={}, created_at=NOW, due_at=NOW, **facts)
    session.add(message)
    session.commit()
    return message.id


def read(session, message_id):
    found = session.get(Message, message_id, populate_existing=True)
    assert found is not None
    return found


def test_a_message_is_done_once(session, monkeypatch):
    asked = ask(session)
    done = []
    monkeypatch.setitem(worker.HANDLERS, "mail", lambda _s, found, _at: done.extend(found) or {})
    assert worker.drain(session, at=NOW, holder="one") == 1
    assert worker.drain(session, at=NOW, holder="one") == 0
    assert [one.id for one in done] == [asked]
    assert read(session, asked).done_at == NOW


@pytest.mark.parametrize("topic", ["mail", "index"])
def test_a_failure_is_tried_again_later(session, monkeypatch, topic):
    asked = ask(session, topic)

    def fail(_session, _messages, _at):
        raise OSError("no answer")

    monkeypatch.setitem(worker.HANDLERS, topic, fail)
    assert worker.drain(session, at=NOW, holder="one") == 0
    waiting = read(session, asked)
    assert (waiting.done_at, waiting.attempts) == (None, 1)
    assert waiting.due_at > NOW
    assert "no answer" in (waiting.last_error or "")
    monkeypatch.setitem(worker.HANDLERS, topic, lambda *_all: {})
    assert worker.drain(session, at=NOW, holder="one") == 0
    assert worker.drain(session, at=NOW + timedelta(hours=4), holder="one") == 1


def test_one_message_refused_leaves_the_others_done(session, monkeypatch):
    refused, sent = ask(session), ask(session)
    monkeypatch.setitem(worker.HANDLERS, "mail", lambda *_all: {refused: "550 no such user"})
    assert worker.drain(session, at=NOW, holder="one") == 1
    assert read(session, refused).done_at is None
    assert read(session, sent).done_at == NOW


def test_another_worker_leaves_the_work_to_the_one_that_holds_it(session, monkeypatch):
    ask(session)
    monkeypatch.setitem(worker.HANDLERS, "mail", lambda *_all: {})
    begin_write(session)
    session.add(WorkerLease(id=1, holder="other", expires_at=NOW + timedelta(minutes=1)))
    session.commit()
    assert worker.drain(session, at=NOW, holder="one") == 0
    assert worker.drain(session, at=NOW + timedelta(minutes=1), holder="one") == 1


def test_a_worker_that_was_killed_is_followed_at_once(session, monkeypatch):
    ask(session)
    monkeypatch.setitem(worker.HANDLERS, "mail", lambda *_all: {})
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    begin_write(session)
    killed = f"{socket.gethostname()}:{ended.pid}"
    session.add(WorkerLease(id=1, holder=killed, expires_at=NOW + timedelta(minutes=1)))
    session.commit()
    assert worker.drain(session, at=NOW, holder="one") == 1


@pytest.mark.parametrize("topic", ["mail", "index"])
def test_what_takes_long_stops_nobody_from_writing(session, monkeypatch, topic):
    """Twenty seconds of SMTP, or an index built anew, must not make everybody's form fail."""
    ask(session, topic)
    url = db.engine.url
    sqlite = url.get_backend_name() == "sqlite"
    engine = sa.create_engine(
        url, connect_args={} if sqlite else {"options": "-c lock_timeout=100"}
    )
    configure_engine(engine)
    if sqlite:
        sa.event.listen(
            engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50")
        )
    written = []

    def deliver(_session, _messages, _at):
        with sa.orm.Session(engine) as somebody:
            begin_write(somebody)
            written.append(somebody.scalar(sa.select(sa.func.count()).select_from(Message)))
        return {}

    monkeypatch.setitem(worker.HANDLERS, topic, deliver)
    assert worker.drain(session, at=NOW, holder="one") == 1
    engine.dispose()
    assert written == [1]
