"""``normes indicators``: the figures of the plan in the terminal, as a table, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import french_csv
from catalogue.errors import Invalid
from review.indicators import queries, services
from review.indicators.charts import GROUP_LABELS, groups
from review.indicators.figures import Figure, Headline, Line
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE, figure_as_plain
from review.indicators.registry import INDICATORS
from review.indicators.vocabulary import (
    HEADLINE_WINDOW,
    STRICT_RULE,
    PeriodError,
    Window,
    french_date,
    parse_day,
)

Found = Sequence[tuple[IndicatorSheet, Figure | None]]

FORMATS = ("table", "json", "csv")
_REFUSED = 2
_NOT_COMPUTED = "pas encore calculé par cette version"
_CSV_HEADINGS = (
    "Code",
    "Indicateur",
    "Compté",
    "Numérateur",
    "Dénominateur",
    "Part",
    "Cible",
    "À la date du",
)


@click.command("indicators")
@click.option("--at", "at_text", default="", metavar="DATE", help="Date de lecture, AAAA-MM-JJ.")
@click.option(
    "--window", default=HEADLINE_WINDOW, metavar="P", help="2024-2026, 2025 ou rolling-3y."
)
@click.option("--format", "form", default="table", metavar="FORMAT", help="table, json ou csv.")
@with_appcontext
def group(at_text: str, window: str, form: str) -> None:
    """Donne les indicateurs du plan d’action, et 5.3 avec tout ce qui se lit avec lui."""
    if form not in FORMATS:
        _refuse(f"Le format « {form} » n’est pas connu. Choisissez table, json ou csv.")
    try:
        at = parse_day(at_text) if at_text.strip() else None
        developed = services.standards_developed(
            db.session,
            window=window,
            at=at,
            today=clock.today(),
            local_date=clock.local_date,
        )
    except (PeriodError, Invalid) as error:
        _refuse(str(error.message))
    asked = services.question(
        db.session, window=window, at=developed.result.at, today=clock.today()
    )
    found = [
        (sheet, services.figure_of(db.session, sheet, asked))
        for sheet in queries.sheets(db.session)
    ]
    plain = developed.plain
    if form == "json":
        click.echo(json.dumps(_as_json(found, plain, asked.window), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo("".join(_as_csv(found, plain)), nl=False)
    else:
        click.echo("\n".join(_as_table(found, plain)))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(_REFUSED)


def _as_json(found: Found, plain: Mapping[str, Any], window: Window) -> dict[str, Any]:
    return {
        "window": plain["window"],
        "at": plain["at"],
        "indicators": [_json_of(sheet, figure, plain, window) for sheet, figure in found],
    }


def _json_of(
    sheet: IndicatorSheet, figure: Figure | None, plain: Mapping[str, Any], window: Window
) -> dict[str, Any]:
    named = {
        "code": sheet.code,
        "title_fr": sheet.title_fr,
        "target_fr": sheet.target_text_fr,
        "computed": figure is not None or sheet.code == CODE,
    }
    if sheet.code == CODE:
        return {**named, **plain}
    if figure is None:
        return named
    formula = INDICATORS[sheet.code].formula
    return {**named, **figure_as_plain(sheet.code, figure, formula=formula, window=window)}


def _as_csv(found: Found, plain: Mapping[str, Any]) -> Iterator[str]:
    return french_csv(_CSV_HEADINGS, _csv_rows(found, plain))


def _csv_rows(found: Found, plain: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for sheet, figure in found:
        head = (sheet.code, sheet.title_fr)
        if sheet.code == CODE:
            counts = (plain["numerator"], plain["denominator"], _exact(plain["ratio_exact"]))
            label = "Normes de marqueur final 1 ou 2"
            yield (*head, label, *counts, sheet.target_text_fr, _day(plain["at"]))
        elif figure is None:
            yield (*head, _NOT_COMPUTED, None, None, None, sheet.target_text_fr, None)
        else:
            for line in (*figure.lines, *figure.beside):
                counts = (line.numerator, line.denominator, line.ratio)
                yield (*head, str(line.label), *counts, sheet.target_text_fr, figure.on)


def _as_table(found: Found, plain: Mapping[str, Any]) -> Iterator[str]:
    yield f"Indicateurs du plan d’action, au {_day(plain['at'])}"
    yield ""
    for sheet, figure in found:
        yield f"{sheet.code:<5} {sheet.title_fr}"
        yield from (f"      {text}" for text in _summary(sheet, figure, plain))
    yield ""
    yield from _developed(plain)


def _summary(
    sheet: IndicatorSheet, figure: Figure | None, plain: Mapping[str, Any]
) -> Iterator[str]:
    if sheet.code == CODE:
        yield plain["not_applicable"] or _share(plain)
    elif figure is None:
        yield _NOT_COMPUTED
    else:
        dated = "" if figure.on.isoformat() == plain["at"] else f" (au {french_date(figure.on)})"
        yield from (f"{line.label} : {_count(line)}{dated}" for line in figure.lines)


def _sure(headline: Headline | None) -> Iterator[str]:
    """Say the target, and how sure a figure about people is."""
    if headline is None:
        return
    yield from (str(one) for one in headline.said)
    if not headline.denominator or headline.said:
        return
    if headline.target is not None and headline.missing is not None:
        lacking = f"il manque {headline.missing}" if headline.missing else "atteinte"
        yield f"Cible : {_percent(headline.target)}, soit {headline.needed} : {lacking}"
    if headline.coverage is not None and headline.coverage < 1 and headline.bounds is not None:
        low, high = headline.bounds
        yield (
            f"Sexe déclaré pour {_percent(headline.coverage)} ; de {_percent(low)} à "
            f"{_percent(high)} selon les autres"
        )


def _count(line: Line) -> str:
    if line.denominator is None:
        return str(line.numerator)
    if not line.denominator:
        return "sans objet"
    told = str(line.withheld) if line.withheld is not None else _percent(line.ratio)
    return f"{line.numerator} sur {line.denominator} ({told})"


def _developed(plain: Mapping[str, Any]) -> Iterator[str]:
    yield f"Indicateur {CODE}, période {plain['window']}, au {_day(plain['at'])}"
    if plain["not_applicable"]:
        yield f"  {plain['not_applicable']}"
    else:
        yield from _beside(plain)
    adoptions, portfolio = plain["adoptions"], plain["portfolio"]
    yield (
        f"  Adoptions (hors indicateur) : {adoptions['homologated']} homologuées, "
        f"{adoptions['counted']} comptées"
    )
    markers = ", ".join(f"{code} : {count}" for code, count in portfolio["by_marker"].items())
    yield f"  Portefeuille (hors indicateur) : {portfolio['total']} sujets ({markers})"
    yield f"  Règle du marqueur : {'stricte' if plain['rule'] == STRICT_RULE else 'pilote'}"
    if plain["other_rule"]:
        yield f"  Avec la règle stricte : {plain['other_rule']['numerator']} normes comptées"
    if plain["excluded"]:
        yield f"  Textes homologués qui ne comptent pas : {len(plain['excluded'])}"


def _beside(plain: Mapping[str, Any]) -> Iterator[str]:
    pending = plain["pending"]
    low, high = (_percent(_exact(one)) for one in plain["interval_exact"])
    met = "atteinte" if plain["met"] else f"il manque {plain['missing']}"
    covered = f"{plain['examined']} sur {plain['denominator']}"
    yield f"  Chiffre : {_share(plain)}{', provisoire' if plain['provisional'] else ''}"
    yield f"  Cible : {_percent(_exact(plain['target_exact']))}, soit {plain['needed']} : {met}"
    yield f"  Couverture : {covered} ({_percent(_exact(plain['coverage_exact']))})"
    yield (
        f"  En attente : {pending['total']} (non examinées : {pending['not_examined']}, "
        f"examen en cours : {pending['in_progress']})"
    )
    yield f"  Intervalle possible : de {low} à {high}"
    yield f"  Parmi les normes examinées : {_share(plain['examined_only'])}"
    yield f"  Parmi les normes où le genre est pertinent : {_share(plain['relevant_only'])}"
    yield "  Par marqueur :"
    for code, count in groups(plain).items():
        yield f"    {count:>4}  {GROUP_LABELS[code]}"


def _share(counted: Mapping[str, Any]) -> str:
    told = _percent(_exact(counted["ratio_exact"]))
    return f"{counted['numerator']} sur {counted['denominator']} ({told})"


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _percent(value: Fraction | None) -> str:
    """Write a ratio in percent to one decimal, halves upwards, as the pages do."""
    if value is None:
        return "sans objet"
    tenths = (value * 2000 + 1) // 2
    return f"{tenths // 10},{tenths % 10} %"


def _day(iso: str) -> str:
    return french_date(date.fromisoformat(iso))
