"""The ``stages`` commands: the sets of stage names, from a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.delimited import french_csv
from catalogue.errors import DomainError
from catalogue.i18n import say
from catalogue.permissions import Role, system_actor
from catalogue.stages import queries, services
from catalogue.stages.models import StageScheme
from catalogue.stages.scheme_file import HEADINGS, Name, read, rows_of, text_of

# Who holds the machine administers the service.
_ADMINISTRATION = replace(system_actor(), roles=frozenset({Role.ADMIN}))


@click.group("stages", help="Montre, ajoute et choisit les noms des stades.")
def group() -> None:
    """Gather what can be done with stage names."""


@group.command("list", help="Montre les jeux de noms et leurs versions.")
@with_appcontext
def show() -> None:
    """List every version, the shown one marked."""
    shown = queries.shown_scheme(db.session, on=clock.today())
    for one in queries.schemes(db.session):
        mark = "*" if one.scheme is shown else " "
        unsure = f", {one.to_confirm} à confirmer" if one.to_confirm else ""
        click.echo(f"{mark} {one.name} : {one.names} noms{unsure}")


@group.command("export", help="Écrit un jeu de noms en CSV.")
@click.argument("scheme")
@click.argument("version", required=False)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire ; sans lui, tout va à la sortie standard.",
)
@with_appcontext
def export(scheme: str, version: str | None, output: Path | None) -> None:
    """Write one version, the last one added if none is named."""
    found = _scheme(scheme, version)
    names = [
        Name(one.code, one.label_fr, one.label_en or "", one.source or "", one.to_confirm)
        for one in queries.labels_of(db.session, [found]).values()
    ]
    with force_locale("fr"):
        content = "".join(french_csv(HEADINGS, rows_of(found.scheme, found.version, names)))
    if output is None:
        sys.stdout.buffer.write(content.encode())
        return
    output.write_bytes(content.encode())
    click.echo(f"Noms {found.scheme} {found.version} écrits dans {output}.")


@group.command("add", help="Ajoute un jeu de noms depuis un fichier CSV.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Vérifie le fichier sans rien enregistrer.")
@with_appcontext
def add(file: Path, *, dry_run: bool) -> None:
    """Read a file, say what is wrong line by line, and keep it when nothing is."""
    found = read(text_of(file.read_bytes()), {one.code for one in queries.stages(db.session)})
    db.session.rollback()
    with force_locale("fr"):
        for fault in found.faults:
            click.echo(f"Ligne {fault.line} : {say(fault.message)}" if fault.line
                       else say(fault.message), err=True)  # fmt: skip
        if found.faults:
            raise SystemExit(1)
        _do(lambda: services.require_new(db.session, found))
        click.echo(f"{found.scheme} {found.version} : {len(found.names)} noms.")
        if dry_run:
            click.echo("Essai seulement : rien n’est enregistré.")
            return
        begin_write(db.session)
        _do(lambda: services.add_scheme(db.session, found, actor=_ADMINISTRATION, at=clock.now()))
        db.session.commit()
        click.echo("Jeu ajouté. Il n’est montré qu’une fois choisi : normes stages choose.")


@group.command("choose", help="Montre ce jeu de noms partout où un stade est montré.")
@click.argument("scheme")
@click.argument("version", required=False)
@click.option("--reason", required=True, help="Motif, publié sur la page Méthode.")
@click.option(
    "--from", "valid_from", metavar="AAAA-MM-JJ", help="Premier jour ; aujourd’hui sans lui."
)
@with_appcontext
def choose(scheme: str, version: str | None, reason: str, valid_from: str | None) -> None:
    """Choose a version, the last one added if none is named."""
    try:
        day = date.fromisoformat(valid_from) if valid_from else clock.today()
    except ValueError:
        message = "Écrivez le jour ainsi : 2027-01-31."
        raise click.ClickException(message) from None
    begin_write(db.session)
    found = _scheme(scheme, version)
    with force_locale("fr"):
        _do(
            lambda: services.choose_scheme(
                db.session,
                found,
                valid_from=day,
                reason=reason,
                actor=_ADMINISTRATION,
                on=clock.today(),
                at=clock.now(),
            )
        )
    db.session.commit()
    click.echo(f"Noms montrés à partir du {day:%d/%m/%Y} : {found.scheme} {found.version}.")


def _scheme(scheme: str, version: str | None) -> StageScheme:
    found = (
        queries.scheme_named(db.session, scheme, version)
        if version
        else queries.latest_version(db.session, scheme)
    )
    if found is None:
        message = (
            f"Aucun jeu ne porte ce nom : {' '.join(filter(None, (scheme, version)))}. "
            "La commande « normes stages list » les donne tous."
        )
        raise click.ClickException(message)
    return found


def _do(act: Callable[[], object]) -> None:
    try:
        act()
    except DomainError as refusal:
        db.session.rollback()
        raise click.ClickException(say(refusal.message)) from refusal
