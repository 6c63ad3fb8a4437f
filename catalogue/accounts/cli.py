"""``normes user``: accounts from the command line, for the first hours and the bad days."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.accounts import services
from catalogue.accounts.queries import account_page, account_typed, runs
from catalogue.accounts.rules import GIVEN_ROLES
from catalogue.config import Settings
from catalogue.database import begin_write, db
from catalogue.errors import DomainError, Invalid
from catalogue.permissions import ROLE_LABELS, Role, system_actor

MOST_LISTED = 10_000


@click.group("user")
def group() -> None:
    """Comptes\u00a0: ouvrir, donner un lien de mot de passe, lister."""


@group.command("create")
@click.argument("identifier", metavar="IDENTIFIANT")
@click.option(
    "--role",
    type=click.Choice([role.value for role in GIVEN_ROLES]),
    required=True,
    help="Rôle donné à partir d’aujourd’hui.",
)
@click.option("--committee", metavar="CODE", help="Comité présidé, pour le rôle chair.")
@click.option("--name", default="", metavar="NOM", help="Nom tel que les autres le verront.")
@click.option("--email", metavar="ADRESSE", help="Adresse électronique.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Lit le mot de passe sur l’entrée standard ; sans cette option, un lien est écrit.",
)
@with_appcontext
def create(
    identifier: str,
    role: str,
    committee: str | None,
    name: str,
    email: str | None,
    *,
    password_stdin: bool,
) -> None:
    """Ouvre un compte."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    session = _writing()
    try:
        account = services.create_user(
            session,
            identifier,
            Role(role),
            committee,
            password,
            at=clock.now(),
            on=clock.today(),
            name=name,
            email=email,
        )
        code = None if password_stdin else _new_code(session, account.username)
    except DomainError as error:
        session.rollback()
        raise click.ClickException(_sentences(error)) from error
    session.commit()
    click.echo(f"Compte ouvert\u00a0: {account.username} ({ROLE_LABELS[Role(role)]})")
    if code:
        _tell(code)


@group.command("link")
@click.argument("identifier", metavar="IDENTIFIANT")
@with_appcontext
def link(identifier: str) -> None:
    """Écrit un lien qui sert une fois, sept jours, à choisir un mot de passe."""
    session = _writing()
    try:
        code = _new_code(session, identifier)
    except DomainError as error:
        session.rollback()
        raise click.ClickException(_sentences(error)) from error
    session.commit()
    _tell(code)


@group.command("list")
@with_appcontext
def listing() -> None:
    """Montre les comptes\u00a0: identifiant, nom, rôles d’aujourd’hui, état."""
    accounts, _total = account_page(db.session, "", page=1, size=MOST_LISTED)
    today = clock.today()
    for account in accounts:
        roles = ", ".join(
            f"{role.role.value}:{role.committee.code}" if role.committee else role.role.value
            for role in account.roles
            if runs(role, today)
        )
        state = "ouvert" if account.active else "fermé"
        click.echo(f"{account.username}\t{account.name}\t{roles or '-'}\t{state}")


def _writing() -> Session:
    begin_write(db.session)
    return db.session


def _new_code(session: Session, identifier: str) -> str:
    account = account_typed(session, identifier)
    if account is None:
        message = f"Aucun compte ne porte l’identifiant {identifier}."
        raise click.ClickException(message)
    code, _link = services.make_link(session, account, actor=system_actor(), at=clock.now())
    return code


def _tell(code: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo("Pour choisir le mot de passe (une fois, dans les sept jours)\u00a0:")
    click.echo(f"  {address}/invitation/{code}")


def _sentences(error: DomainError) -> str:
    problems = error.problems.values() if isinstance(error, Invalid) else ()
    return "\n".join(str(one) for one in (error.message, *problems))
