"""The ``normes`` command's own acts: prepare, check, index, back up, restore."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from catalogue import checks, clock, serve
from catalogue.backups import back_up, database_file
from catalogue.backups import restore as put_back
from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.search import services as search
from catalogue.search.contract import IndexBusy


@click.command("init", help="Prépare l’installation : base à jour, listes chargées, index prêt.")
@with_appcontext
def init() -> None:
    """Bring the installation up to date without serving it."""
    serve.prepare(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    click.echo("L’installation est prête : base à jour, listes chargées, index prêt.")


@click.command("check", help="Cherche ce qui se contredit dans les données ; code 1 s’il y en a.")
@with_appcontext
def check() -> None:
    """Run every check, print a sentence per finding, and end with status 1 if one is a fault."""
    settings: Settings = current_app.extensions["settings"]
    around = checks.Installation(
        settings.data_dir, search.the_index(current_app), clock.now(), clock.today()
    )
    found = 0
    for one in checks.CHECKS:
        for message in one(db.session, around):
            found += 1
            click.echo(f"À corriger – {message}")
    for one in checks.REMARKS:
        for message in one(db.session, around):
            click.echo(f"À savoir – {message}")
    click.echo(f"Index de recherche : {around.index.document_count()} fiches.")
    db.session.rollback()
    if found:
        click.echo(f"Points à corriger : {found}.")
        raise SystemExit(1)
    click.echo("Tout est en ordre.")


@click.group("index", help="L’index de recherche.")
def index() -> None:
    """Gather the acts on the search index."""


@index.command("rebuild", help="Reconstruit l’index de recherche à partir de la base.")
@with_appcontext
def rebuild() -> None:
    """Build the search index anew."""
    try:
        count = search.rebuild(db.session, search.the_index(current_app))
    except IndexBusy as error:
        raise click.ClickException(
            "Un autre processus écrit l’index en ce moment. Attendez qu’il ait fini (une minute ou "
            "deux), puis recommencez."
        ) from error
    click.echo(f"Index reconstruit : {count} fiches.")


@click.command("backup", help="Copie la base et les documents dans un fichier .tar nouveau.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write a consistent copy, even while people work."""
    settings: Settings = current_app.extensions["settings"]
    try:
        count = back_up(database_file(db.engine.url), settings.data_dir, file, at=clock.now())
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    except OSError as error:
        raise click.ClickException(f"La sauvegarde a échoué : {error}.") from error
    click.echo(f"Sauvegarde faite : {file} (base et {count} documents).")


@click.command("restore", help="Remet une sauvegarde dans un dossier de données vide.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put a backup back; the next start builds the index anew."""
    settings: Settings = current_app.extensions["settings"]
    try:
        manifest = put_back(file, database_file(db.engine.url), settings.data_dir)
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(
        f"Sauvegarde du {manifest['made_at'][:10]} restaurée. Démarrez le service : l’index sera "
        "reconstruit. Chaque personne se connecte de nouveau."
    )


# What the composition root adds to the command.
COMMANDS: tuple[click.Command, ...] = (init, check, index, backup, restore)
