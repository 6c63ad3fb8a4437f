"""``normes journal``: the chain as a file, and erasing what acts say of somebody."""

from __future__ import annotations

import json
from typing import TextIO

import click
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.errors import DomainError
from catalogue.journal import erasing
from catalogue.journal.queries import Line, chain_links
from catalogue.permissions import Actor, Role, system_actor


@click.group("journal")
def group() -> None:
    """Journal : sortir la chaîne pour la vérifier, effacer un contenu."""


@group.command("export")
@click.argument("file", metavar="FICHIER", type=click.File("w", encoding="utf-8"))
@with_appcontext
def export(file: TextIO) -> None:
    """Écrit chaque acte et ses empreintes, un par ligne (JSON), pour qui vérifie la chaîne."""
    count = 0
    for link in chain_links(db.session, actor=_installer()):
        file.write(json.dumps(link, ensure_ascii=False) + "\n")
        count += 1
    click.echo(f"{count} actes écrits.")


@group.command("erase")
@click.argument("kind", metavar="SORTE", type=click.Choice(["personne", "compte"]))
@click.argument("number", metavar="NUMÉRO", type=int)
@click.option("--reason", required=True, metavar="MOTIF", help="Qui le demande, et pourquoi.")
@click.option("--yes", is_flag=True, help="Efface ; sans cette option, montre seulement.")
@with_appcontext
def erase(kind: str, number: int, reason: str, *, yes: bool) -> None:
    """Montre, puis efface avec --yes, ce que le journal dit d’une personne ou d’un compte."""
    begin_write(db.session)
    finder = erasing.SCOPES.get(kind)
    scope = finder(db.session, number) if finder is not None else None
    if scope is None:
        raise click.ClickException(f"Rien ne répond au numéro {number}.")
    planned = erasing.plan(db.session, scope, actor=system_actor())
    for line in planned.erased:
        click.echo(f"à effacer : {_said(line)}")
    for line, why in planned.kept:
        click.echo(f"gardé : {_said(line)} ({why})")
    if not yes:
        click.echo(f"{len(planned.erased)} contenus seraient effacés. Ajoutez --yes pour le faire.")
        return
    try:
        count = erasing.erase(
            db.session,
            scope,
            actor=system_actor(),
            reason=reason,
            seen_version=planned.version,
            at=clock.now(),
        )
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(f"{count} contenus effacés. Vérifiez la chaîne : normes check.")


def _said(line: Line) -> str:
    return f"n° {line.seq}, {line.at:%d/%m/%Y}, {line.label}"


def _installer() -> Actor:
    """Give whoever holds the machine: they hold the database file too."""
    return Actor(None, "système", frozenset({Role.SECRETARIAT, Role.ADMIN}))
