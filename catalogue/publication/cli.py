"""The ``export`` commands: what was published, as the files of its page."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from catalogue.database import db
from catalogue.delimited import french_csv
from catalogue.documents.services import path_of
from catalogue.publication import files
from catalogue.publication.models import ProgrammeEdition
from catalogue.publication.queries import edition_by_code


@click.group("export", help="Écrit ce qui est publié dans un fichier.")
def group() -> None:
    """Gather what can be exported."""


@group.command("programme", help="Écrit une édition publiée du programme.")
@click.option("--edition", "code", required=True, help="Nom de l’édition, par exemple 2026-S2.")
@click.option(
    "--format",
    "ending",
    type=click.Choice(["pdf", "csv", "xlsx", "json"]),
    default="json",
    show_default=True,
    help="Sorte de fichier.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire ; sans lui, tout va à la sortie standard.",
)
@with_appcontext
def programme(code: str, ending: str, output: Path | None) -> None:
    """Write one edition, the same bytes as its page gives."""
    found = edition_by_code(db.session, code)
    if found is None:
        message = f"Aucune édition du programme ne porte le nom « {code} »."
        raise click.ClickException(message)
    with force_locale("fr"):
        content = _WRITERS[ending](found)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    click.echo(f"Édition {code} écrite dans {output}.")


def _pdf(found: ProgrammeEdition) -> bytes:
    if found.paper is None:
        message = "Le PDF de cette édition n’est pas encore fait : le service le fait en marche."
        raise click.ClickException(message)
    path = path_of(current_app.extensions["settings"].data_dir, found.paper.document)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = f"Le fichier {path} manque : reprenez-le d’une sauvegarde."
        raise click.ClickException(message) from None


def _csv(found: ProgrammeEdition) -> bytes:
    table = files.one_table(db.session, found)
    return "".join(french_csv(table.headings, table.rows)).encode()


def _json(found: ProgrammeEdition) -> bytes:
    settings = current_app.extensions["settings"]
    root = settings.public_url or f"http://{settings.host}:{settings.port}"
    written = files.as_json(db.session, found, address=f"{root}/programme/editions/{found.code}")
    return json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n"


_WRITERS: dict[str, Callable[[ProgrammeEdition], bytes]] = {
    "pdf": _pdf,
    "csv": _csv,
    "xlsx": lambda found: files.workbook(db.session, found),
    "json": _json,
}
