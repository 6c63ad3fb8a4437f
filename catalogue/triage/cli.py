"""``normes triage``: the documents to examine first, in the terminal, as JSON or as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import french_csv
from catalogue.triage import upkeep
from catalogue.triage.models import Candidate
from catalogue.triage.queries import Row, candidate_page
from catalogue.triage.services import catalogue_address
from catalogue.triage.wording import sentence

FORMATS = ("table", "json", "csv")
MOST = 5000
_REFUSED = 2
_TITLE_WIDTH = 90
_CSV_HEADINGS = (
    "Rang",
    "Référence",
    "Titre français",
    "Titre anglais",
    "Points",
    "Comité",
    "ICS",
    "Raisons",
    "Autres documents de la série",
    "Adresse",
)


@click.command("triage")
@click.option("--limit", default="50", metavar="N", help="Nombre de lignes : 50 si rien n’est dit.")
@click.option("--format", "form", default="table", metavar="FORMAT", help="table, json ou csv.")
@with_appcontext
def triage(limit: str, form: str) -> None:
    """Classe les normes à examiner d’abord pour le genre ; une ligne par série."""
    if form not in FORMATS:
        _refuse(f"Le format « {form} » n’est pas connu. Choisissez table, json ou csv.")
    digits = limit.strip()
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:9]) <= MOST):
        _refuse(f"Donnez à --limit un nombre de 1 à {MOST}.")
    if not upkeep.in_step(db.session):
        upkeep.reckon(db.session, at=clock.now())
    found = candidate_page(db.session, {}, page=1, size=int(digits)).page
    rows = [_plain(row) for row in found]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo("".join(_as_csv(rows)), nl=False)
    else:
        click.echo("\n".join(_as_table(rows, found.total)))
    db.session.rollback()


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    raise SystemExit(_REFUSED)


def _plain(row: Row) -> dict[str, Any]:
    one: Candidate = row.candidate
    return {
        "rank": row.rank,
        "reference": one.reference,
        "title_fr": one.title_fr,
        "title_en": one.title_en,
        "score": one.score,
        "committee": one.committee,
        "ics": list(one.ics),
        "reasons": [str(sentence(reason)) for reason in one.reasons],
        "others": list(row.others),
        "url": catalogue_address(one),
    }


def _as_csv(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return french_csv(
        _CSV_HEADINGS,
        (
            (
                row["rank"],
                row["reference"],
                row["title_fr"],
                row["title_en"],
                row["score"],
                row["committee"],
                ", ".join(row["ics"]),
                " ".join(row["reasons"]),
                ", ".join(row["others"]),
                row["url"],
            )
            for row in rows
        ),
    )


def _as_table(rows: list[dict[str, Any]], total: int) -> Iterable[str]:
    if not rows:
        yield "Aucune norme à examiner. Importez d’abord le catalogue de l’ISO : docs/import.md."
        return
    width = max(len(row["reference"]) for row in rows)
    for row in rows:
        title = row["title_fr"] or row["title_en"] or ""
        if len(title) > _TITLE_WIDTH:
            title = title[: _TITLE_WIDTH - 1].rstrip() + "…"
        more = f" (+{len(row['others'])})" if row["others"] else ""
        yield f"{row['rank']:>4}  {row['score']:>6.1f}  {row['reference']:<{width}}  {title}{more}"
        for text in row["reasons"]:
            yield f"{'':>14}{text}"
    yield f"{len(rows)} lignes sur {total}. C’est une proposition de lecture, pas un jugement."
