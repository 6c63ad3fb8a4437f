"""``normes demo``: load the demonstration in its own folder, print the accounts, serve."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext

from catalogue import clock, serve
from catalogue.accounts.models import Account
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.permissions import ROLE_LABELS
from catalogue.search import services as search
from review.demonstration.accounts import renew_passwords
from review.demonstration.cast import PREFIX
from review.demonstration.load import Holds, holds, load

# What the product keeps in a data folder beside its database; nothing else is ever erased.
KEPT = ("documents", "index", "mail", "secret_key")
SQLITE_COMPANIONS = ("", "-wal", "-shm", "-gate", "-turn")


@click.command("demo")
@click.option(
    "--effacer",
    "erasing",
    is_flag=True,
    help="Efface la démonstration et son dossier de données, après confirmation.",
)
@with_appcontext
def group(*, erasing: bool) -> None:
    """Sert un programme de démonstration, inventé, dans son propre dossier de données."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    settings: Settings = app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException(
            "La démonstration garde son propre dossier. Lancez « make demo », ou bien : "
            "DEMO=1 DATA_DIR=data-demo normes demo"
        )
    if erasing:
        _erase(settings)
        return
    click.echo("Préparation de la base, des listes et de l’index…")
    serve.prepare(app)
    fill(app, settings)
    serve.serve(app, announce=_announce, target="demo")


def keep_banner(app: Flask) -> None:
    """Show the banner wherever the demonstration is served, even by ``normes run``.

    Demonstration data never go without it (product_rules §8).
    """
    if holds(db.session) is Holds.DEMONSTRATION:
        app.config["DEMO"] = True
    db.session.rollback()


def fill(app: Flask, settings: Settings) -> None:
    """Load the demonstration if the folder holds nothing; refuse one that holds real data."""
    found = holds(db.session)
    db.session.rollback()
    if found is Holds.DEMONSTRATION:
        return
    if found is Holds.REAL_DATA:
        raise click.ClickException(
            f"Le dossier {settings.data_dir} contient de vraies données : la démonstration ne s’y "
            "charge pas. Choisissez un autre dossier, par exemple DATA_DIR=data-demo."
        )
    click.echo("Écriture du programme de démonstration (moins d’une minute)…")
    begin_write(db.session)
    load(db.session, settings.data_dir, at=clock.now())
    db.session.commit()
    search.rebuild(db.session, search.the_index(app))
    db.session.rollback()


def _announce(address: str) -> None:
    begin_write(db.session)
    given = renew_passwords(db.session, at=clock.now())
    db.session.commit()
    click.echo("")
    click.echo("Démonstration : aucune norme, aucune personne, aucun chiffre n’est réel.")
    click.echo(f"Connectez-vous à l’adresse {address}/connexion avec l’un de ces comptes.")
    click.echo("Les mots de passe changent à chaque démarrage ; ceux d’avant ne servent plus.")
    click.echo("")
    for access in given:
        holder = access.holder
        role = str(ROLE_LABELS[holder.role])
        click.echo(f"  {holder.username:<22}{access.password:<28}{role}, {holder.name}")
    click.echo("")
    settings: Settings = current_app.extensions["settings"]
    click.echo("Pour tout effacer, arrêtez le service, puis lancez :")
    click.echo(f"  DEMO=1 DATA_DIR={settings.data_dir} {Path(sys.argv[0])} demo --effacer")


def _erase(settings: Settings) -> None:
    """Remove what the product wrote in the demonstration's folder, and nothing else."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite":
        raise click.ClickException(
            "La démonstration est dans une base PostgreSQL : supprimez cette base vous-même."
        )
    if not sa.inspect(db.engine).has_table(Account.__tablename__):
        click.echo("Il n’y a rien à effacer ici.")
        return
    found = holds(db.session)
    if found is not Holds.DEMONSTRATION:
        raise click.ClickException(
            f"Le dossier {settings.data_dir} ne contient pas la démonstration : rien n’est effacé."
        )
    others = db.session.scalar(
        sa.select(sa.func.count()).where(Account.username.not_like(f"{PREFIX}%"))
    )
    db.session.close()
    db.engine.dispose()
    if others:
        click.echo(f"Attention : comptes ajoutés à la main dans cette démonstration : {others}.")
    click.echo(f"La démonstration et ce qui y a été saisi seront effacés de {settings.data_dir}.")
    typed = click.prompt("Écrivez « effacer » pour confirmer", default="", show_default=False)
    if typed.strip().casefold() != "effacer":
        raise click.ClickException("Rien n’est effacé.")
    database = Path(url.database or "")
    for end in SQLITE_COMPANIONS:
        database.with_name(database.name + end).unlink(missing_ok=True)
    for name in KEPT:
        path = settings.data_dir / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    click.echo("La démonstration est effacée.")
