"""The page of agreement between readers, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import Column, in_three_files, table_response
from catalogue.permissions import Permission, requires
from review.agreement import queries
from review.agreement.kappa import SMALL, Agreement
from review.agreement.periods import Period, parse_period, periods_between, this_half_year
from review.answers.views import wording
from review.assignments.half_year import parse_half_year
from review.checklists.queries import latest_published, questions_of_version
from review.decisions.services import rule_in_force

blueprint = Blueprint("agreement", __name__, url_prefix="/relectures")

MARKER = "marqueur"
COLUMNS = (
    Column("period", _l("Période")),
    Column("subject", _l("Code")),
    Column("label", _l("Ce qui est comparé"), 60),
    Column("pairs", _l("Paires (n)")),
    Column("agreed", _l("Réponses égales")),
    Column("raw_agreement", _l("Accord brut")),
    Column("kappa", _l("Kappa de Cohen")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was compared, and how far the readers agree."""

    code: str
    label: str
    found: Agreement


@blueprint.get("/accord")
@requires(Permission.REVIEW_READ)
def index() -> str:
    """Show κ and raw agreement on first codings, with their n, over a period."""
    session, period = db.session, _period()
    found = _measured(session, period)
    first = queries.first_pair_at(session)
    today = clock.today()
    return render_template(
        "review/agreement/index.html",
        period=period,
        periods=periods_between(clock.local_date(first) if first else today, today),
        name_of=name_of,
        found=found,
        lines=list(_lines(session, found)),
        small=SMALL,
    )


@in_three_files(blueprint, "/accord")
@requires(Permission.REVIEW_READ)
def export(ending: str) -> Response:
    """Give the same as a file; what is «sans objet» is an empty cell."""
    session, period = db.session, _period()
    rows = [
        (
            period.code,
            line.code,
            line.label,
            line.found.pairs,
            line.found.agreed,
            None if line.found.raw is None else round(float(line.found.raw), 4),
            None if line.found.kappa is None else round(float(line.found.kappa), 4),
        )
        for line in _lines(session, _measured(session, period))
    ]
    return table_response(ending, f"accord-{period.code}", COLUMNS, rows)


def name_of(period: Period) -> str:
    """Name a period as people say it."""
    half_year = parse_half_year(period.code)
    if half_year is None:
        said = _("Année %(year)s", year=period.code) if period.first else _("Toutes les périodes")
    elif half_year.half == 1:
        said = _("1er semestre %(year)s", year=half_year.year)
    else:
        said = _("2e semestre %(year)s", year=half_year.year)
    return str(said)


def _period() -> Period:
    code = request.args.get("periode", "")
    if not code:
        return this_half_year(clock.today())
    found = parse_period(code)
    if found is None:
        abort(404)
    return found


def _measured(session: Session, period: Period) -> queries.Measured:
    return queries.measured(
        session,
        since=None if period.first is None else _start_of(period.first),
        until=None if period.last is None else _start_of(period.last + timedelta(days=1)),
        rule=rule_in_force(session, on=clock.today()),
    )


def _start_of(day: date) -> datetime:
    """Give the first instant of a day where the agency is."""
    return datetime.combine(day, time(), ZoneInfo(current_app.config["AGENCY_TIMEZONE"]))


def _lines(session: Session, found: queries.Measured) -> Iterator[Line]:
    """Give the marker, then the criteria in the order of the checklist, former ones last."""
    yield Line(MARKER, _("Marqueur"), found.markers)
    version = latest_published(session)
    asked = () if version is None else questions_of_version(session, version.id)
    labels = {question.code: wording(question) for question in asked}
    former = sorted(set(found.criteria) - set(labels))
    for code in (*labels, *former):
        if code in found.criteria:
            label = labels.get(code) or _("Critère d’une version précédente")
            yield Line(code, label, found.criteria[code])
