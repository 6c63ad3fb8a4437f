"""The ``run`` command: bring the installation up to date, then serve it."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from waitress.server import create_server

from catalogue import clock
from catalogue.accounts.models import Account
from catalogue.accounts.services import setup_link
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.outbox.worker import Worker

# What must be in order before the first page, in this order; filled by the composition root.
PREPARATIONS: list[Callable[[Flask], None]] = []

# What works beside the pages while they are served; filled by the composition root.
WORKERS: list[Callable[[Flask], Worker]] = [Worker]


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
    try:
        server = create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads, ident=None
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Le port {settings.port} est déjà pris. Arrêtez l’autre programme, "
                f"ou choisissez un autre port : PORT={settings.port + 1} make {target}"
            ) from error
        raise
    workers = [make(app) for make in WORKERS]
    for worker in workers:
        worker.start()
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"Normes & Genre répond à l’adresse {address}")
    announce(address)
    try:
        server.run()
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
