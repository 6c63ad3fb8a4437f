"""``normes export indicators``: every figure as SDMX-CSV, CSV, XLSX or JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import french_csv
from catalogue.downloads import written
from catalogue.errors import Invalid
from catalogue.spreadsheets import Table, TableColumn, write_workbook
from review.indicators import exporting
from review.indicators.services import question
from review.indicators.vocabulary import HEADLINE_WINDOW, PeriodError, parse_day


@click.command("indicators", help="Écrit les 21 indicateurs du plan d’action.")
@click.option(
    "--format",
    "ending",
    type=click.Choice(["sdmx-csv", "csv", "xlsx", "json"]),
    default="sdmx-csv",
    show_default=True,
    help="Sorte de fichier.",
)
@click.option("--at", "at_text", default="", metavar="DATE", help="Date de lecture, AAAA-MM-JJ.")
@click.option(
    "--window", default=HEADLINE_WINDOW, metavar="P", help="2024-2026, 2025 ou rolling-3y."
)
@click.option(
    "--public",
    "published",
    is_flag=True,
    help="Seulement ce qui est publié : pour les personnes, le dernier relevé clos.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire ; sans lui, tout va à la sortie standard.",
)
@with_appcontext
def indicators(
    ending: str, at_text: str, window: str, published: bool, output: Path | None
) -> None:
    """Write every indicator of a day, in full or as the public reads it."""
    session, today = db.session, clock.today()
    with force_locale("fr"):
        try:
            at = parse_day(at_text) if at_text.strip() else None
            asked = question(session, window=window, at=at, today=today)
        except (PeriodError, Invalid) as error:
            raise click.ClickException(str(error.message)) from None
        found = exporting.exported(
            session,
            asked,
            live=lambda sheet: sheet.public or not published,
            detail=not published,
            local_date=clock.local_date,
        )
        content = _content(ending, found, asked.at)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    click.echo(f"Indicateurs écrits dans {output}.")


def _content(ending: str, found: list[exporting.Exported], at: date) -> bytes:
    headings = [str(column.heading) for column in exporting.COLUMNS]
    match ending:
        case "sdmx-csv":
            text = exporting.as_sdmx(db.session, found, today=clock.today(), at=at)
            return text.encode()
        case "json":
            items = exporting.as_json(found)
            told = {"total": len(items), "items": items}
            return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
        case "csv":
            return "".join(french_csv(headings, _cells(found))).encode()
        case _:
            columns = [
                TableColumn(heading, column.width)
                for heading, column in zip(headings, exporting.COLUMNS, strict=True)
            ]
            return write_workbook([Table("Indicateurs", columns, _cells(found))])


def _cells(found: list[exporting.Exported]) -> list[list[object]]:
    return [[written(cell) for cell in row] for row in exporting.rows(found)]
