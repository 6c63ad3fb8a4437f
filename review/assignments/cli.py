"""``normes sampling``: the draw of a past half-year, worked out again in the terminal."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from catalogue import clock
from catalogue.database import db
from review.assignments.draw_queries import draw_of, rounds_of_draw
from review.assignments.half_year import parse_half_year
from review.assignments.queries import label_of


@click.command("sampling")
@click.argument("half_year", metavar="SEMESTRE")
@with_appcontext
def command(half_year: str) -> None:
    """Montre le tirage d’un semestre passé (2026-S2) et le recalcule ; 1 s’il ne concorde pas."""
    if parse_half_year(half_year) is None:
        raise click.UsageError(
            f"« {half_year} » n’est pas un semestre : écrivez 2026-S1 ou 2026-S2."
        )
    draw = draw_of(db.session, half_year, on=clock.today())
    if draw is None:
        raise click.ClickException(f"Aucun tirage n’est enregistré pour {half_year}.")
    click.echo(f"{half_year} : empreinte de la graine {draw.commitment}")
    if not draw.told:
        raise click.ClickException(
            "La graine se montre quand le semestre est fini et que plus aucune de ses relectures "
            "n’est en cours : la connaître avant dirait qui est tiré."
        )
    click.echo(f"Graine : {draw.record.seed}")
    wrong = 0
    for one in rounds_of_draw(db.session, draw):
        wrong += not one.agrees
        said = "tirée" if one.drawn_again else "non tirée"
        fault = "" if one.agrees else "   NE CONCORDE PAS avec ce qui est enregistré"
        click.echo(
            f"{one.round.id:>7}  {one.digest}  {one.round.draw_percent} %  {said}  "
            f"{label_of(one.round)}{fault}"
        )
    click.echo("Recalcul à la main : printf %s%s GRAINE NUMÉRO | sha256sum")
    if wrong:
        raise click.exceptions.Exit(1)
