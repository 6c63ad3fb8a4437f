"""Time the search page of the product, and Datasette's page of the same rows with three facets."""

from __future__ import annotations

import http.client
import secrets
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from waitress.server import create_server

from catalogue.app import create_app
from catalogue.config import from_environment
from catalogue.search.documents import SearchDocument
from catalogue.search.services import the_index
from catalogue.serve import prepare

_TYPED = ("protection", "methode", "sécurité des machines", "water quality", "essai", "acier")
_TURNS = 5
_PATIENCE = 60  # seconds for a server to answer


def compare_pages(library: Sequence[SearchDocument], datasette: str | None) -> None:
    """Ask each server the same searches in turn, whole pages over HTTP, and print their pace."""
    with tempfile.TemporaryDirectory() as place, _product(Path(place), library) as ours:
        if datasette is None:
            print("pages of the product (Datasette is not installed):")
            _print_pace("product", [_asked(ours, _product_page(one)) for one in _typed()])
            return
        with _datasette(Path(place), library, datasette) as theirs:
            mine, others = [], []
            for typed in _typed():
                mine.append(_asked(ours, _product_page(typed)))
                others.append(_asked(theirs, _datasette_page(typed)))
        print("pages, whole, over HTTP:")
        ratio = _print_pace("product", mine) / _print_pace("Datasette", others)
        print(f"  {ratio:.1f} times the throughput of Datasette")


def _typed() -> list[str]:
    return [typed for _ in range(_TURNS) for typed in _TYPED]


def _product_page(typed: str) -> str:
    return f"/recherche?q={quote(typed)}"


def _datasette_page(typed: str) -> str:
    facets = "&_facet=body&_facet=committee&_facet=year"
    return f"/iso/record?_search={quote(typed)}{facets}&_size=20"


def _print_pace(name: str, times: Sequence[float]) -> float:
    times = sorted(times)
    pace = len(times) / sum(times)
    print(
        f"  {name}: {pace:.0f} pages a second, median {statistics.median(times) * 1000:.0f} ms, "
        f"p95 {times[int(0.95 * len(times))] * 1000:.0f} ms"
    )
    return pace


def _asked(port: int, page: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    started = time.perf_counter()
    connection.request("GET", page)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - started
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{page}: {answer.status}")
    return took


@contextmanager
def _product(place: Path, library: Sequence[SearchDocument]) -> Iterator[int]:
    """Serve the product with these records in its index."""
    data = place / "data"
    app = create_app(
        from_environment({"DATA_DIR": str(data), "SECRET_KEY": secrets.token_urlsafe(48)})
    )
    prepare(app)
    the_index(app).replace_all(library)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _asked(server.effective_port, _product_page("première page"))
    yield server.effective_port
    server.close()


@contextmanager
def _datasette(place: Path, library: Sequence[SearchDocument], command: str) -> Iterator[int]:
    """Serve the same records with Datasette, searched by FTS5."""
    path = place / "iso.db"
    database = sqlite3.connect(path)
    database.execute(
        "CREATE TABLE record (key TEXT PRIMARY KEY, reference TEXT, title_fr TEXT, title_en TEXT,"
        " body TEXT, ics TEXT, committee TEXT, year INTEGER, status TEXT)"
    )
    database.executemany(
        "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(one.key, one.reference, one.title_fr, one.title_en, one.body),
                *(", ".join(one.ics), one.committee, one.year, one.status),
            )
            for one in library
        ),
    )
    for column in ("body", "committee", "year"):
        database.execute(f"CREATE INDEX by_{column} ON record ({column})")
    database.execute(
        "CREATE VIRTUAL TABLE record_fts USING fts5(reference, title_fr, title_en,"
        " content='record', tokenize='unicode61 remove_diacritics 2')"
    )
    database.execute("INSERT INTO record_fts (record_fts) VALUES ('rebuild')")
    database.commit()
    database.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    limits = (
        "--setting",
        "sql_time_limit_ms",
        "20000",
        "--setting",
        "facet_time_limit_ms",
        "20000",
    )
    server = subprocess.Popen(
        [command, "serve", str(path), "--port", str(port), *limits],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            _asked(port, "/")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return
