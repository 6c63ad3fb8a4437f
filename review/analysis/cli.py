"""``normes scan``: the hints of a draft in the terminal, as a table, JSON or CSV."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from catalogue.delimited import french_csv
from catalogue.errors import DomainError
from review.analysis.drafts import Reading, read_draft
from review.analysis.vocabulary import CLASS_LABELS, KIND_LABELS, LANGUAGES, Hint

FORMATS = ("table", "json", "csv")
_REFUSED = 2
_INDENT = "    "
_NARROWEST = 40
_CSV_HEADINGS = (
    "Page",
    "Article",
    "Début",
    "Fin",
    "Mots",
    "Nature",
    "Classe",
    "Règle",
    "Propositions",
    "Contexte",
)


@click.command("scan")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--lang", "language", default="auto", metavar="LANGUE", help="fr, en ou auto.")
@click.option("--format", "form", default="table", metavar="FORMAT", help="table, json ou csv.")
def command(file: Path, language: str, form: str) -> None:
    """Montre dans un projet (PDF, DOCX, texte) les endroits qui méritent un regard."""
    if form not in FORMATS:
        _refuse(f"Le format « {form} » n’est pas connu. Choisissez table, json ou csv.")
    if language not in LANGUAGES:
        _refuse(f"La langue « {language} » n’est pas connue. Choisissez fr, en ou auto.")
    if not file.is_file():
        _refuse(f"Le fichier « {file} » est introuvable. Vérifiez son nom.")
    try:
        reading = read_draft(file, language)
    except DomainError as refusal:
        _refuse(str(refusal.message))
    except OSError:
        _refuse(f"Le fichier « {file} » ne peut pas être ouvert. Vérifiez vos droits sur lui.")
    if form == "json":
        plain = [hint.as_plain() for hint in reading.hints]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo("".join(french_csv(_CSV_HEADINGS, map(_cells, reading.hints))), nl=False)
    else:
        click.echo("\n".join(_table(reading)))
    if form != "table" and reading.scanned_pages:
        click.echo(_scanned(reading), err=True)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(_REFUSED)


def _cells(hint: Hint) -> tuple[object, ...]:
    wording_class = hint.wording_class.value if hint.wording_class else None
    return (
        hint.page, hint.clause, hint.start, hint.end, hint.text, str(KIND_LABELS[hint.kind]),
        wording_class, hint.rule, " | ".join(hint.suggestions), hint.context,
    )  # fmt: skip


def _table(reading: Reading) -> Iterator[str]:
    count = len(reading.hints)
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    if len(reading.scanned_pages) < len(reading.pages):
        yield {0: "Rien à regarder de près.", 1: "Un endroit à regarder."}.get(
            count, f"{count} endroits à regarder."
        )
    if reading.scanned_pages:
        yield _scanned(reading)
    for hint in reading.hints:
        place = f"page {hint.page}" + (f", {hint.clause}" if hint.clause else "")
        told = ""
        if hint.wording_class is not None:
            told = f" ({hint.wording_class} : {str(CLASS_LABELS[hint.wording_class]).lower()})"
        yield ""
        yield f"{place} – « {' '.join(hint.text.split())} » – {KIND_LABELS[hint.kind]}{told}"
        yield _wrapped(hint.context, width)
        if hint.suggestions:
            yield _wrapped(f"Propositions : {' | '.join(hint.suggestions)}", width)
    if not count:
        return
    yield ""
    yield "Ce sont des pistes, jamais des verdicts : la personne qui relit décide."


def _wrapped(words: str, width: int) -> str:
    """Write words under their hint, cut at the width of the terminal."""
    return textwrap.fill(
        words, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
    )


def _scanned(reading: Reading) -> str:
    numbers = ", ".join(str(number) for number in reading.scanned_pages)
    if len(reading.scanned_pages) == 1:
        return f"Page numérisée, pas de texte : {numbers}. Lisez-la à l’écran."
    return f"Pages numérisées, pas de texte : {numbers}. Lisez-les à l’écran."
