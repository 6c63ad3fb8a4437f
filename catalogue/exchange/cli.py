"""The ``import`` commands: the same reading, checks and act as on screen, from a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.errors import DomainError
from catalogue.exchange import services
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS, VERDICT_LABELS, ImportKind, Verdict
from catalogue.open_data import cli as open_data_cli
from catalogue.permissions import system_actor

NAMED_LINES = 5  # of those that share one remark


@click.group(
    "import",
    help="Importe un fichier XLSX, ODS ou CSV ; les colonnes sont décrites dans docs/import.md.",
)
def group() -> None:
    """Gather the kinds of file that can be imported."""


def _command(kind: ImportKind) -> Callable[..., Any]:
    @group.command(kind.value, help=f"Importe un fichier : {IMPORT_KIND_LABELS[kind]}.")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Vérifie le fichier sans rien enregistrer.")
    @click.option(
        "--valid-rows-only",
        is_flag=True,
        help="Applique les lignes valables, même si d’autres sont refusées.",
    )
    @with_appcontext
    def run(file: Path, *, dry_run: bool, valid_rows_only: bool) -> None:
        bring_in(kind, file, dry_run=dry_run, valid_rows_only=valid_rows_only)

    return run


def bring_in(kind: ImportKind, file: Path, *, dry_run: bool, valid_rows_only: bool) -> None:
    """Read a file, print what it would do, and do it unless rows are refused.

    Ends with status 1, nothing written, when rows are refused and ``valid_rows_only`` is not set,
    or when the file cannot be read.
    """
    try:
        done = _report_and_apply(kind, file, dry_run=dry_run, valid_rows_only=valid_rows_only)
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(str(error.message)) from error
    if not done:
        db.session.rollback()
        raise SystemExit(1)
    if dry_run:
        db.session.rollback()
        click.echo("Essai seulement : rien n’est enregistré.")
    else:
        db.session.commit()


def _report_and_apply(
    kind: ImportKind, file: Path, *, dry_run: bool, valid_rows_only: bool
) -> bool:
    now, today = clock.now(), clock.today()
    # Others write while the file is read and checked; only keeping and applying take their place.
    checked = services.check(
        db.session,
        kind,
        file.read_bytes(),
        file_name=file.name,
        actor=system_actor(),
        today=today,
    )
    begin_write(db.session)
    batch = services.keep(db.session, checked, actor=system_actor(), at=now)
    rows = db.session.scalars(
        sa.select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.number)
    ).all()
    counts = Counter(row.verdict for row in rows)
    _print_report(file, batch, rows, counts)
    if counts[Verdict.REFUSED] and not valid_rows_only:
        click.echo(
            "Rien n’est enregistré. Corrigez ces lignes, ou ajoutez --valid-rows-only pour "
            "appliquer les autres."
        )
        return False
    if dry_run or not counts[Verdict.NEW] + counts[Verdict.CHANGED]:
        return True
    outcome = services.apply(
        db.session,
        batch,
        actor=system_actor(),
        seen_version=batch.version,
        valid_rows_only=valid_rows_only,
        at=now,
        today=today,
    )
    click.echo(
        f"Import n° {batch.id} appliqué. Fiches ajoutées : {outcome.added}, "
        f"modifiées : {outcome.changed}."
    )
    return True


def _print_report(
    file: Path, batch: ImportBatch, rows: Sequence[ImportRow], counts: Counter[Verdict]
) -> None:
    click.echo(f"{file.name} ({IMPORT_KIND_LABELS[batch.kind]}). Lignes lues : {len(rows)}.")
    for verdict in Verdict:
        click.echo(f"  {VERDICT_LABELS[verdict]} : {counts[verdict]}")
    if batch.unread:
        click.echo(f"  Colonnes non lues : {', '.join(batch.unread)}")
    remarks: dict[str, list[int]] = {}
    for row in rows:
        for problem in row.problems:
            if row.verdict is Verdict.REFUSED:
                click.echo(f"Refusée – {problem}")
            else:
                remarks.setdefault(problem, []).append(row.number)
    for remark, numbers in remarks.items():
        click.echo(f"À noter – {_lines(numbers)} : {remark}")


def _lines(numbers: Sequence[int]) -> str:
    """Name lines as one says them aloud: the first few, then how many more."""
    shown = ", ".join(str(number) for number in numbers[:NAMED_LINES])
    more = len(numbers) - NAMED_LINES
    if more > 0:
        return f"Lignes {shown} et {more} de plus"
    return f"Ligne {shown}" if len(numbers) == 1 else f"Lignes {shown}"


for _kind in ImportKind:
    _command(_kind)
group.add_command(open_data_cli.command)
