"""Every record of the desk as files: one workbook of all, one CSV per table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.downloads import XLSX
from catalogue.errors import NotFound
from catalogue.i18n import instant, number, say
from catalogue.messages import Message
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.spreadsheets import Table, TableColumn, stream_workbook
from review.reports import everything, sheets
from review.reports.sheets import Row
from review.reports.views.blueprint import blueprint

WHO = (Permission.REVIEW_READ, Permission.REVIEW_FILL, Permission.NEEDS_READ)
_FIRST_YEAR = 2024
_BLOCK = 256 * 1024


@blueprint.get("/dossier")
@requires(*WHO)
def dossier() -> str:
    """Say what can be downloaded: each table, with how many rows this person may see."""
    session, actor, year = db.session, current_actor(), _year()
    return render_template(
        "review/reports/dossier.html",
        tables=[(one, sheets.count(session, one, actor, year)) for one in everything.SHEETS],
        year=year,
        years=range(clock.today().year, _FIRST_YEAR - 1, -1),
        most=sheets.MOST_ROWS,
    )


@blueprint.get("/dossier.xlsx")
@requires(*WHO)
def workbook() -> Response:
    """Download every table this person may see in one workbook, written row by row."""
    session, actor, year = db.session, current_actor(), _year()
    # Written whole before anything is sent: what fails is then said on a page, not in half a file.
    written = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the answer
    stream_workbook(_tables(session, actor, year), written)
    written.seek(0)
    name = f"relectures{f'-{year}' if year else ''}-{clock.today():%Y-%m-%d}.xlsx"
    answer = Response(
        _pieces(written),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    answer.call_on_close(written.close)
    return answer


def _pieces(written: BinaryIO) -> Iterator[bytes]:
    with written:
        while block := written.read(_BLOCK):
            yield block


@blueprint.get("/dossier/<slug>.csv")
@requires(*WHO)
def one_table(slug: str) -> Response:
    """Download one table as CSV."""
    sheet = everything.SHEET_BY_SLUG.get(slug)
    if sheet is None:
        raise NotFound
    year = _year()
    return csv_response(
        f"{slug}{f'-{year}' if year else ''}-{clock.today():%Y-%m-%d}.csv",
        [say(heading) for heading, _width in sheet.columns],
        _written(sheets.rows(db.session, sheet, current_actor(), year)),
    )


def _tables(session: Session, actor: Actor, year: int | None) -> Iterator[Table]:
    """Give the sheets in order, what they hold first."""
    counts = {one.slug: sheets.count(session, one, actor, year) for one in everything.SHEETS}
    yield Table(
        _("À savoir"),
        [TableColumn(_("Feuille"), 24), TableColumn(_("Contenu"), 90)],
        _notes(actor, year, counts),
        wrapped=True,
    )
    for sheet in everything.SHEETS:
        yield Table(
            say(sheet.name),
            [TableColumn(say(heading), width) for heading, width in sheet.columns],
            _written(sheets.rows(session, sheet, actor, year)),
            wrapped=True,
        )


def _notes(actor: Actor, year: int | None, counts: dict[str, int]) -> Iterator[Row]:
    yield (
        _("Ce fichier"),
        _(
            "Demandé par %(name)s le %(when)s. Il contient ce que cette personne peut lire dans le "
            "logiciel à cette heure, et rien d’une relecture dont les lectures sont séparées.",
            name=actor.name,
            when=instant(clock.now()),
        ),
    )
    yield (_("Période"), str(year) if year else _("Toutes les années"))
    for sheet in everything.SHEETS:
        yield say(sheet.name), _told(counts[sheet.slug])


def _told(rows: int) -> str:
    if rows <= sheets.MOST_ROWS:
        return str(_("%(rows)s lignes", rows=number(rows)))
    return str(
        _(
            "Les %(most)s premières lignes sur %(rows)s : choisissez une année sur la page "
            "« Dossier des relectures » pour avoir les autres.",
            most=number(sheets.MOST_ROWS),
            rows=number(rows),
        )
    )


def _written(rows: Iterable[Row]) -> Iterator[Row]:
    """Say each cell: sentences in words, instants as days where the agency is."""
    for row in rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: object) -> object:
    match cell:
        case Message():
            return say(cell)
        case datetime():
            return clock.local_date(cell)
        case True | False:
            return _("oui") if cell else _("non")
        case "":
            return None
        case _:
            return cell


def _year() -> int | None:
    """Give the year asked for; anything else than a year of the desk is all of them."""
    asked = request.args.get("annee", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) == len("2026")):
        return None
    return int(asked) if _FIRST_YEAR <= int(asked) <= clock.today().year else None
