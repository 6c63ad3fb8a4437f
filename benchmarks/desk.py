"""Fifty people at the review desk for a minute: nothing lost, nothing doubled, nobody waiting.

``python benchmarks/desk.py [--people 50] [--seconds 60]`` starts the product as ``normes run``
does, on SQLite with synchronous=FULL, signs people in through the sign-in page, and has each fill
checklists by the pages of the product with two to eight seconds between acts: save a section, read
the next one, hand in when all is answered, then take the next text. Afterwards it looks
into the database: each text acknowledged is there once, each review handed in stands once, each
act is once in the journal, and the chain of the journal holds.
"""

from __future__ import annotations

import argparse
import http.client
import http.cookies
import os
import random
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
from desk_records import PASSWORD, Task, answers_of, furnish, noted
from flask import Flask

from catalogue import clock
from catalogue.app import create_app
from catalogue.config import from_environment
from catalogue.database import db
from catalogue.journal.checking import chain_faults
from catalogue.journal.models import Entry
from catalogue.serve import prepare
from review.answers.models import Answer, Review
from review.answers.sections import Section, sections_of
from review.decisions.models import Decision

_PATIENCE = 60  # seconds for an answer
_PAUSE = (2.0, 8.0)  # seconds between two acts of one person
_TEXTS_EACH = 3  # more than anybody hands in within a minute
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')
_VERSION = re.compile(r'name="version"[^>]*value="([^"]*)"')
_TARGET_P95 = 0.3


@dataclass
class Ledger:
    """What one person was told was done, and how long each answer took."""

    saved: dict[int, dict[str, str]] = field(default_factory=dict)  # by assignment, code: note
    saves: int = 0
    submitted: list[int] = field(default_factory=list)
    took: list[tuple[str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Browser:
    """One person's browser: one connection kept open, one session cookie."""

    def __init__(self, port: int, ledger: Ledger) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._cookies: dict[str, str] = {}
        self._ledger = ledger

    def get(self, path: str) -> str:
        """Read a page; anything but the page itself is noted as wrong."""
        status, _where, text = self._ask("GET", path)
        if status != http.client.OK:
            self._ledger.wrong.append(f"GET {path}: {status}")
        return text

    def post(self, path: str, data: Sequence[tuple[str, str]]) -> str | None:
        """Send a form; give where it leads when it was accepted, None otherwise."""
        status, where, text = self._ask("POST", path, urlencode(data))
        if status == http.client.FOUND:
            return where
        said = re.findall(r'class="govuk-error-message"[^>]*>(.*?)</p>', text, re.DOTALL)
        self._ledger.wrong.append(f"POST {path}: {status} {said[:2]}")
        return None

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={one}" for name, one in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._ledger.took.append((method, time.perf_counter() - started))
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            for name, kept in http.cookies.SimpleCookie(cookie).items():
                self._cookies[name] = kept.value
        return answer.status, answer.headers.get("Location", ""), text


def main() -> int:
    """Run the minute, print what was measured, and give 1 if anything was lost, doubled or slow."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=60)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        settings = {
            "DATA_DIR": f"{place}/data",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "PORT": str(_free_port()),
        }
        app = create_app(from_environment(settings))
        prepare(app)
        with app.app_context():
            tasks = furnish(db.session, people=wanted.people, each=_TEXTS_EACH)
            db.session.close()
            db.engine.dispose()
        with _served(settings) as port:
            ledgers = _minute(port, tasks, seconds=wanted.seconds)
        faults = [*_told(ledgers, seconds=wanted.seconds)]
        with app.app_context():
            faults += _kept(ledgers, app)
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def _minute(
    port: int, tasks: Mapping[str, Sequence[Task]], *, seconds: float
) -> list[Ledger]:  # fmt: skip
    """Sign everybody in, then let all work until the time is over."""
    ledgers = [Ledger() for _ in tasks]
    browsers = []
    for (name, _own), ledger in zip(tasks.items(), ledgers, strict=True):
        browser = Browser(port, ledger)
        page = browser.get("/connexion")
        form = [("csrf_token", _found(_TOKEN, page)), ("identifier", name), ("password", PASSWORD)]
        browser.post("/connexion", form)
        browsers.append(browser)
    for ledger in ledgers:
        ledger.took.clear()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_work, args=(browser, ledger, own, until, number))
        for number, (browser, ledger, own) in enumerate(
            zip(browsers, ledgers, tasks.values(), strict=True)
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ledgers


def _work(
    browser: Browser, ledger: Ledger, own: Sequence[Task], until: float, number: int
) -> None:  # fmt: skip
    chance = random.Random(number)  # the same minute each time
    try:
        for task in own:
            desk = f"/relectures/mes-relectures/{task.assignment_id}"
            page = None  # a save leads to the next section, which is filled as it comes
            for section in sections_of(task.criteria):
                time.sleep(min(chance.uniform(*_PAUSE), max(0.0, until - time.monotonic())))
                if time.monotonic() >= until:
                    return
                page = _save(browser, ledger, task, section, page or "")
            time.sleep(min(chance.uniform(*_PAUSE), max(0.0, until - time.monotonic())))
            if time.monotonic() >= until:
                return
            _submit(browser, ledger, task, desk)
    except Exception as error:  # noqa: BLE001 - the other people go on; it is told at the end
        ledger.wrong.append(repr(error))


def _save(browser: Browser, ledger: Ledger, task: Task, section: Section, page: str) -> str:
    """Save a section as it was shown, and give the page this leads to."""
    address = f"/relectures/mes-relectures/{task.assignment_id}/{section.slug}"
    page = page or browser.get(address)
    mark = secrets.token_hex(8)
    data = [
        ("csrf_token", _found(_TOKEN, page)),
        ("version", _found(_VERSION, page)),
        ("continue", "1"),
        *answers_of(section, mark),
    ]
    where = browser.post(address, data)
    if where is None:
        return ""
    kept = ledger.saved.setdefault(task.assignment_id, {})
    kept.update(dict.fromkeys(noted(section), mark))
    ledger.saves += 1
    return browser.get(where)


def _submit(browser: Browser, ledger: Ledger, task: Task, desk: str) -> None:
    page = browser.get(desk)
    data = [("csrf_token", _found(_TOKEN, page)), ("version", _found(_VERSION, page))]
    where = browser.post(f"{desk}/soumettre", data)
    if where is None:
        return
    ledger.submitted.append(task.assignment_id)
    browser.get(where)


def _told(ledgers: Sequence[Ledger], *, seconds: float) -> Iterator[str]:
    """Print the pace; give what went wrong on the wire."""
    took = [one for ledger in ledgers for one in ledger.took]
    writes = sum(ledger.saves + len(ledger.submitted) for ledger in ledgers)
    handed_in = sum(len(ledger.submitted) for ledger in ledgers)
    print(
        f"{len(ledgers)} people, {seconds:.0f} s: {len(took)} requests, {writes} writes "
        f"({writes / seconds:.1f} a second), {handed_in} reviews handed in"
    )
    for method in ("POST", "GET", ""):
        times = sorted(one for name, one in took if name == method or not method)
        if not times:
            continue
        p95 = times[int(0.95 * len(times))]
        print(
            f"  {method or 'all':4}  p50 {statistics.median(times) * 1000:4.0f} ms  "
            f"p95 {p95 * 1000:4.0f} ms  p99 {times[int(0.99 * len(times))] * 1000:4.0f} ms  "
            f"max {times[-1] * 1000:4.0f} ms"
        )
        if not method and p95 >= _TARGET_P95:
            yield f"p95 is {p95 * 1000:.0f} ms, over {_TARGET_P95 * 1000:.0f} ms"
    for wrong, count in Counter(one for ledger in ledgers for one in ledger.wrong).most_common(10):
        yield f"{wrong} ({count} times)"


def _kept(ledgers: Sequence[Ledger], app: Flask) -> list[str]:
    """Compare what people were told with what the database holds."""
    del app
    session = db.session
    faults = []
    saved = {key: said for ledger in ledgers for key, said in ledger.saved.items()}
    reviews = {one.assignment_id: one for one in session.scalars(sa.select(Review))}
    count = session.scalar(sa.select(sa.func.count()).select_from(Review)) or 0
    if count != len(reviews) or set(reviews) != set(saved):
        faults.append(f"{count} reviews of {len(reviews)} readings for {len(saved)} begun")
    answers: dict[int, dict[str, list[str]]] = {}
    for review_id, code, note in session.execute(
        sa.select(Answer.review_id, Answer.code, Answer.note)
    ):
        answers.setdefault(review_id, {}).setdefault(code, []).append(note)
    for assignment_id, said in saved.items():
        review = reviews.get(assignment_id)
        held = answers.get(review.id, {}) if review is not None else {}
        wrong = {
            code
            for code, mark in said.items()
            if [mark in one for one in held.get(code, ())] != [True]
        }
        if wrong:
            faults.append(f"reading {assignment_id}: {sorted(wrong)} lost or doubled")
    told = {one for ledger in ledgers for one in ledger.submitted}
    standing = {key for key, one in reviews.items() if one.submitted_at is not None}
    if told != standing:
        faults.append(f"{len(told)} told handed in, {len(standing)} stand")
    tags = Counter(session.scalars(sa.select(Entry.tag)))
    saves = sum(ledger.saves for ledger in ledgers)
    if (tags["review:section_saved"], tags["review:submitted"]) != (saves, len(told)):
        faults.append(f"journal: {tags['review:section_saved']} saves for {saves}")
    faults += [str(one) for one in chain_faults(session)]
    decisions = session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0
    print(f"  {saves} sections kept, {len(standing)} reviews stand, {decisions} decisions made")
    return faults


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return unescape(found[1]) if found else ""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _served(settings: Mapping[str, str]) -> Iterator[int]:
    """Run ``normes run`` as it is run in service, until the minute is over."""
    run = "import sys; from catalogue.app import cli; sys.argv = ['normes', 'run']; cli()"
    root = str(Path(__file__).resolve().parents[1])
    server = subprocess.Popen(
        [sys.executable, "-c", run],
        env={**os.environ, **settings, "PYTHONPATH": root},
        stdout=subprocess.DEVNULL,
    )
    port = int(settings["PORT"])
    try:
        deadline = clock.utc_now() + timedelta(seconds=_PATIENCE)
        while not _answers(port):
            if clock.utc_now() > deadline or server.poll() is not None:
                raise RuntimeError("the product did not start")
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
