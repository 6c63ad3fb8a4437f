"""The ``run`` command: bring the installation up to date, then serve it."""

from __future__ import annotations

import errno
import gc
import logging
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from waitress.server import create_server

from catalogue import clock, processes
from catalogue.accounts.models import Account
from catalogue.accounts.services import setup_link
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.outbox.worker import Worker

# What must be in order before the first page, in this order; filled by the composition root.
PREPARATIONS: list[Callable[[Flask], None]] = []

# What works while pages are served, once for the installation; filled by the composition root.
WORKERS: list[Callable[[Flask], Worker]] = [Worker]

# The same, beside the pages of each process; filled by the composition root.
BESIDE_PAGES: list[Callable[[Flask], Worker]] = []

# What lets go of connections before the process is copied; filled by the composition root.
LETTING_GO: list[Callable[[Flask], None]] = []

_BACKLOG = 1024
MOST_PROCESSES = 4  # unless asked otherwise: beyond, writers wait for one another


def prepare(app: Flask) -> None:
    """Bring tables, shipped lists and search index up to date; safe to repeat at every start."""
    with app.app_context():
        for step in PREPARATIONS:
            step(app)


@click.command("run")
@with_appcontext
def run() -> None:
    """Démarre le service : base à jour, listes chargées, index prêt, puis les pages."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    click.echo("Préparation de la base, des listes et de l’index…")
    prepare(app)
    serve(app, announce=announce_setup, target="run")


def serve(app: Flask, *, announce: Callable[[str], None], target: str) -> None:
    """Serve a prepared application until it is stopped.

    ``announce`` prints what the person at the terminal needs, once the address is ours;
    ``target`` is the make target to name when the port is taken.
    """
    settings: Settings = app.extensions["settings"]
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    listening = _listen(settings, target)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"Normes & Genre répond à l’adresse {address}")
    announce(address)
    pages = settings.processes or min(processes.processors(), MOST_PROCESSES)
    if pages == 1 or not processes.available():
        with _working(app, [*WORKERS, *BESIDE_PAGES]):
            _answer(app, listening)
        return
    db.session.close()
    db.engine.dispose()
    for let_go in LETTING_GO:
        let_go(app)
    gc.freeze()  # what is loaded stays shared between the copies
    processes.keep_running([lambda: _work(app), *[lambda: _answer_beside(app, listening)] * pages])


def _listen(settings: Settings, target: str) -> socket.socket:
    """Take the address: whoever has it already is told of, with what to do."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family[0], socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(family[4])
        listening.listen(_BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Le port {settings.port} est déjà pris. Arrêtez l’autre programme, "
                f"ou choisissez un autre port : PORT={settings.port + 1} make {target}"
            ) from error
        raise
    return listening


def _answer(app: Flask, listening: socket.socket) -> None:
    settings: Settings = app.extensions["settings"]
    create_server(app, sockets=[listening], threads=settings.threads, ident=None).run()


def _answer_beside(app: Flask, listening: socket.socket) -> None:
    with _working(app, BESIDE_PAGES):
        _answer(app, listening)


def _work(app: Flask) -> None:
    with _working(app, WORKERS):
        processes.wait_until_stopped()


@contextmanager
def _working(app: Flask, made: Sequence[Callable[[Flask], Worker]]) -> Iterator[None]:
    workers = [make(app) for make in made]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()


def announce_setup(address: str) -> None:
    """Print the one-time set-up link while the installation has no account."""
    if db.session.scalar(sa.select(sa.func.count()).select_from(Account)):
        db.session.rollback()
        return
    begin_write(db.session)
    token = setup_link(db.session, at=clock.now())
    db.session.commit()
    click.echo("")
    click.echo("Aucun compte n’existe encore. Créez le premier compte d’administration ici")
    click.echo("(le lien ne sert qu’une fois) :")
    click.echo(f"  {address}/installation/{token}")
