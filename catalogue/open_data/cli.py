"""The command ``normes import iso-open-data``: the same acts as on screen, from a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.errors import DomainError
from catalogue.open_data import services, stored_files, sweeping
from catalogue.open_data.comparing import Verdict
from catalogue.open_data.files import MEBIBYTE, Unreadable
from catalogue.open_data.models import Release
from catalogue.open_data.queries import pending, refusals_of
from catalogue.open_data.receiving import Reader, Stopped, claim, survey
from catalogue.open_data.stored_files import StoredFile
from catalogue.open_data.upkeep import data_dir
from catalogue.open_data.vocabulary import DATASET_LABELS, ReleaseState
from catalogue.outbox.worker import drain, holder_name, is_gone
from catalogue.outbox.worker import release as give_lease_back
from catalogue.permissions import system_actor

_LARGEST = 2048 * MEBIBYTE  # whoever types the command has the file already
_SHOWN = 50  # refused lines


@click.command(
    "iso-open-data",
    help="Importe un fichier des données ouvertes de l’ISO : documents (CSV, JSON lines), comités "
    "(JSON lines) ou classification ICS (CSV, XML), tel quel ou en .gz.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Compare le fichier sans rien enregistrer.")
@click.option(
    "--valid-rows-only",
    is_flag=True,
    help="Publie les lignes valables, même si d’autres sont refusées.",
)
@with_appcontext
def command(file: Path, *, dry_run: bool, valid_rows_only: bool) -> None:
    """Compare a file with what is published, then publish what it brings."""
    try:
        with file.open("rb") as stream:
            stored = stored_files.store(stream, data_dir(), largest=_LARGEST)
        if dry_run:
            _compare(file, stored)
        else:
            _bring_in(file, stored, valid_rows_only=valid_rows_only)
    except (DomainError, Unreadable) as error:
        db.session.rollback()
        raise click.ClickException(str(error.message)) from error


def _compare(file: Path, stored: StoredFile) -> None:
    try:
        found = survey(db.session, stored.path)
    finally:
        _forget_unless_waited_for(stored)
    counts = found.counts
    _report(
        f"{file.name} ({DATASET_LABELS[stored.dataset]}). Lignes lues : {counts.total()}.",
        [counts[verdict] for verdict in Verdict],
        found.absent,
    )
    _list_refused((one.line, one.problem) for one in found.refused[:_SHOWN])
    click.echo("Essai seulement : rien n’est enregistré.")
    if counts[Verdict.REFUSED]:
        raise SystemExit(1)


def _bring_in(file: Path, stored: StoredFile, *, valid_rows_only: bool) -> None:
    _give_up_what_was_left(stored)
    begin_write(db.session)
    try:
        release = services.begin(
            db.session, stored, file_name=file.name, actor=system_actor(), at=clock.now()
        )
    except DomainError:
        _forget_unless_waited_for(stored)
        raise
    db.session.commit()
    if release.state is ReleaseState.RECEIVING:
        release = _read(release, stored)
    if release.state is ReleaseState.FAILED:
        sweeping.sweep(db.session, data_dir())
        raise click.ClickException(release.failure or "")
    read = release.added + release.changed + release.unchanged + release.refused
    _report(
        f"{file.name} ({DATASET_LABELS[release.dataset]}). Lignes lues : {read}.",
        [release.added, release.changed, release.unchanged, release.refused],
        release.absent or 0,
    )
    _list_refused((one.line, one.problem) for one in refusals_of(db.session, release, _SHOWN))
    if release.refused and not valid_rows_only:
        _give_up(release)
        click.echo(
            "Rien n’est enregistré. Corrigez ces lignes, ou ajoutez --valid-rows-only pour "
            "publier les autres."
        )
        raise SystemExit(1)
    if release.state is ReleaseState.READY:
        _publish(release, valid_rows_only=valid_rows_only)
    else:
        click.echo("Rien de nouveau : il n’y a rien à publier.")
    sweeping.sweep(db.session, data_dir())


def _forget_unless_waited_for(stored: StoredFile) -> None:
    waiting = pending(db.session, stored.dataset)
    if waiting is None or waiting.sha256 != stored.sha256:
        stored_files.forget(data_dir(), stored.sha256)


def _give_up_what_was_left(stored: StoredFile) -> None:
    """Give up another file whose reading was cut off and that no process is reading."""
    left = pending(db.session, stored.dataset)
    if left is None or left.sha256 == stored.sha256 or left.state is not ReleaseState.RECEIVING:
        return
    held = left.held_until is not None and left.held_until > clock.now()
    if held and not is_gone(left.holder or ""):
        return
    click.echo(f"L’import n° {left.id} ({left.file_name}), interrompu, est abandonné.")
    _give_up(left)


def _give_up(release: Release) -> None:
    release_id = release.id
    begin_write(db.session)
    services.discard(
        db.session,
        db.session.get_one(Release, release_id, populate_existing=True),
        actor=system_actor(),
        seen_version=None,
        at=clock.now(),
    )
    db.session.commit()
    sweeping.sweep(db.session, data_dir())


def _read(release: Release, stored: StoredFile) -> Release:
    if not claim(db.session, release.id, holder=holder_name(), at=clock.now()):
        raise click.ClickException(
            f"L’import n° {release.id} est déjà en cours de lecture. Attendez une minute, puis "
            "relancez la commande."
        )
    if release.records_read:
        click.echo(f"Reprise de l’import n° {release.id} à la ligne {release.records_read + 1}.")
    progress = _Progress(stored.size)
    try:
        Reader(db.session, release.id, holder_name(), clock.now, progress.told).read(stored.path)
    except Stopped as error:
        message = f"L’import n° {release.id} a été abandonné ailleurs pendant sa lecture."
        raise click.ClickException(message) from error
    finally:
        progress.end()
    return db.session.get_one(Release, release.id, populate_existing=True)


class _Progress:
    """One line that says how far reading has come: rewritten on a terminal, else every tenth."""

    def __init__(self, size: int) -> None:
        self._size = max(size, 1)
        self._live = sys.stdout.isatty()
        self._said = 0

    def told(self, release: Release) -> None:
        """Say how far reading has come."""
        share = min(100, 100 * release.bytes_read // self._size)
        sentence = f"Lecture : {share} % ({release.records_read} lignes)"
        if self._live:
            click.echo(f"\r{sentence}", nl=False)
        elif share >= self._said + 10:
            click.echo(sentence)
        else:
            return
        self._said = share

    def end(self) -> None:
        """Leave the line."""
        if self._live and self._said:
            click.echo()


def _publish(release: Release, *, valid_rows_only: bool) -> None:
    release_id, version = release.id, release.version
    begin_write(db.session)
    release = db.session.get_one(Release, release_id, populate_existing=True)
    services.publish(
        db.session,
        release,
        actor=system_actor(),
        seen_version=version,
        valid_rows_only=valid_rows_only,
        at=clock.now(),
    )
    db.session.commit()
    click.echo(
        f"Import n° {release.id} publié. Fiches ajoutées : {release.added}, "
        f"modifiées : {release.changed}."
    )
    _follow()


def _follow() -> None:
    """Bring the search index in step, unless the service that runs is about to."""
    holder = holder_name()
    done = drain(db.session, at=clock.now(), holder=holder)
    if done:
        while drain(db.session, at=clock.now(), holder=holder):
            continue
        give_lease_back(db.session, holder=holder)
        click.echo("La recherche est à jour.")
    else:
        click.echo("La recherche suit, par le service en marche.")


def _report(title: str, counts: Iterable[int], absent: int) -> None:
    click.echo(title)
    names = ("Nouvelles", "Modifiées", "Inchangées", "Refusées")
    for name, count in zip(names, counts, strict=True):
        click.echo(f"  {name} : {count}")
    click.echo(f"  Connues et absentes du fichier, laissées comme elles sont : {absent}")


def _list_refused(refused: Iterable[tuple[int, str]]) -> None:
    for line, problem in refused:
        click.echo(f"Refusée – ligne {line} : {problem}")
