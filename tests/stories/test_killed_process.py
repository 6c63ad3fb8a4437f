"""The service killed while people write: whatever it acknowledged is there when it starts again."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_security import hash_password

from catalogue.checks import CHECKS, Installation
from catalogue.clock import now, today
from catalogue.database import begin_write, db
from catalogue.journal.models import Entry
from catalogue.permissions import Role
from catalogue.records.models import Edition
from catalogue.search.services import the_index
from tests import factories
from tests.conftest import make_app

PASSWORD = "karité mortier soleil"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ENOUGH = 5  # acknowledged before the kill
PATIENCE_SECONDS = 60
START = "from catalogue.app import cli; cli()"


@pytest.fixture
def port(socket_enabled: None) -> int:
    del socket_enabled
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the service as «normes run» does, until killed or left."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}},
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "PROCESSES": "2",
    }
    with (folder / "said.txt").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", START, "run"], env=environment, stdout=said, stderr=said
        )
    try:
        wait_for_answer(process, port, folder)
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for_answer(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            # The one thing to do about a server that is starting is to ask it again.
            threading.Event().wait(0.1)
    pytest.fail((folder / "said.txt").read_text())


class Caller:
    """One person at the served pages, over a real connection."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **answers: str) -> str:
        """Send a form of that page; gives the address it led to."""
        token = TOKEN.search(self.get(path))
        assert token is not None
        data = urllib.parse.urlencode({"csrf_token": token[1], **answers}).encode()
        with self.opener.open(self.address + path, data, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.url)


@pytest.mark.long
def test_nothing_acknowledged_is_lost(tmp_path, port):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with serving(folder, port) as process:
        a_secretary_has_an_account(folder)
        acknowledged = killed_while_writing(process, Caller(port))
    with serving(folder, port):
        found = {reference: found_soon(Caller(port), reference) for reference in acknowledged}
    assert [reference for reference, there in found.items() if not there] == []
    app = reader_of(folder)
    with app.app_context():
        recorded = set(db.session.scalars(sa.select(Edition.reference)))
        assert set(acknowledged) <= recorded
        # At most the one act in hand was recorded without its answer having been read.
        assert len(recorded) <= len(acknowledged) + 1
        told = db.session.scalar(sa.select(sa.func.count()).where(Entry.tag == "standard:recorded"))
        assert told == len(recorded)
        around = Installation(folder, the_index(app), now(), today())
        assert [fault for check in CHECKS for fault in check(db.session, around)] == []
        db.session.close()
        db.engine.dispose()


def reader_of(folder: Path):
    return make_app(folder, f"sqlite:///{folder / 'normes.sqlite3'}")


def a_secretary_has_an_account(folder: Path) -> None:
    app = reader_of(folder)
    with app.app_context():
        begin_write(db.session)
        password = hash_password(PASSWORD)
        factories.account(db.session, Role.SECRETARIAT, username="secretary", password=password)
        db.session.commit()
        db.session.close()
        db.engine.dispose()


def killed_while_writing(process: subprocess.Popen[bytes], secretary: Caller) -> list[str]:
    """Record standards one after the other until the connection breaks; give those acknowledged."""
    secretary.post("/connexion", identifier="secretary", password=PASSWORD)
    acknowledged: list[str] = []
    enough = threading.Event()

    def write() -> None:
        for number in range(1, 10_000):
            reference = f"NM 77-{number:04d}:2025"
            title = f"Sésame décortiqué, qualité {number}"
            try:
                led_to = secretary.post(
                    "/normes/nouvelle",
                    reference=reference,
                    body_code="AMANORM",
                    title_fr=title,
                    kind="standard",
                )
            except (OSError, http.client.HTTPException):
                break
            if re.fullmatch(r".*/normes/\d+", led_to):
                acknowledged.append(reference)
            if len(acknowledged) == ENOUGH:
                enough.set()
        enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(PATIENCE_SECONDS)
    process.kill()
    writer.join(PATIENCE_SECONDS)
    assert not writer.is_alive()
    assert len(acknowledged) >= ENOUGH
    return acknowledged


def search(anybody: Caller, reference: str) -> bool:
    query = urllib.parse.urlencode({"q": reference})
    answer = json.loads(anybody.get(f"/api/v1/standards?{query}"))
    return reference in {one["reference"] for one in answer["items"]}


def found_soon(anybody: Caller, reference: str) -> bool:
    """Ask until the start has mended the index: it serves at once, and mends beside."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not search(anybody, reference):
        if time.monotonic() > until:
            return False
        threading.Event().wait(0.1)
    return True
