"""The pages of the draws: which half-years have a seed, and one draw worked out again."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import Coded, Column, table_response
from catalogue.errors import NotFound
from catalogue.permissions import Permission, requires
from review.assignments import draw_queries
from review.assignments.queries import label_of

COLUMNS = (
    Column("half_year", _l("Semestre")),
    Column("seed", _l("Graine"), 66),
    Column("round_id", _l("Relecture n°")),
    Column("text", _l("Texte"), 50),
    Column("opened_on", _l("Ouverte le")),
    Column("percent", _l("Part tirée (%)")),
    Column("sha256", _l("SHA-256"), 66),
    Column("drawn", _l("Tirée")),
    Column("recomputed", _l("Tirée, recalculé")),
)


@requires(Permission.REVIEW_READ)
def draws_page() -> str:
    """List the half-years that have a seed: its fingerprint at once, itself when it is over."""
    return render_template(
        "review/assignments/draws.html",
        draws=draw_queries.draws(db.session, on=clock.today()),
    )


@requires(Permission.REVIEW_READ)
def draw_page(half_year: str) -> str:
    """Show one draw, each number worked out again; before it can be told, say when it will be."""
    draw = _draw(half_year)
    return render_template(
        "review/assignments/draw.html",
        draw=draw,
        rounds=draw_queries.rounds_of_draw(db.session, draw),
    )


@requires(Permission.REVIEW_READ)
def draw_file(half_year: str, ending: str) -> Response:
    """Give one draw as a file, with all that it is worked out from."""
    draw = _draw(half_year)
    if not draw.told:
        raise NotFound
    yes_no = {True: Coded("true", _("oui")), False: Coded("false", _("non"))}
    rows = [
        (
            draw.half_year.code,
            draw.record.seed,
            one.round.id,
            label_of(one.round),
            clock.local_date(one.round.opened_at),
            one.round.draw_percent,
            one.digest,
            yes_no[bool(one.round.drawn)],
            yes_no[one.drawn_again],
        )
        for one in draw_queries.rounds_of_draw(db.session, draw)
    ]
    return table_response(ending, f"tirage-{draw.half_year.code}", COLUMNS, rows)


def _draw(half_year: str) -> draw_queries.Draw:
    draw = draw_queries.draw_of(db.session, half_year, on=clock.today())
    if draw is None:
        raise NotFound
    return draw
