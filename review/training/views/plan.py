"""The training plan of a year: planned against held, a line added, corrected, taken out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import day, say
from catalogue.paging import UrlState
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.training import plan_queries, queries, services
from review.training.forms import ConfirmForm, EditLineForm, LineFields, NewLineForm
from review.training.models import PlannedTraining
from review.training.planning import facts_of
from review.training.rules import keeps_training
from review.training.services import LineFacts
from review.training.sheets import PLAN_COLUMNS, plan_cells
from review.training.views.blueprint import Answer, blueprint
from review.training.vocabulary import (
    AUDIENCE_WORDS,
    FIRST_YEAR,
    LAST_YEAR,
    LINE_STANDING_LABELS,
    MONTHS,
    LineStanding,
)

COLOURS = {"held": "green", "coming": "blue", "late": "red", "cancelled": "ochre"}


@blueprint.get("/formations/plan")
@requires(Permission.PLAN_READ_INTERNAL)
def plan() -> Answer:
    """Show the plan of a year against what was held."""
    year = _year()
    rows = plan_queries.plan_of(db.session, year, on=clock.today())
    return render_template(
        "review/training/plan.html",
        year=year,
        years=sorted({*plan_queries.plan_years(db.session), clock.today().year, year}),
        rows=rows,
        held=sum(row.standing is LineStanding.HELD for row in rows),
        planned_people=sum(row.line.people or 0 for row in rows),
        present=sum(row.present or 0 for row in rows),
        state=UrlState((("annee", str(year)),)),
        months=MONTHS,
        words=AUDIENCE_WORDS,
        labels=LINE_STANDING_LABELS,
        colours=COLOURS,
        keeper=keeps_training(current_actor()),
    )


@in_three_files(blueprint, "/formations/plan")
@requires(Permission.PLAN_READ_INTERNAL)
def plan_file(ending: str) -> Response:
    """Give the plan of a year as a file."""
    year = _year()
    rows = plan_queries.plan_of(db.session, year, on=clock.today())
    return table_response(ending, f"plan-formation-{year}", PLAN_COLUMNS, plan_cells(rows))


@blueprint.route("/formations/plan/nouvelle-ligne", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new_line() -> Answer:
    """Add a line to the plan of a year."""
    form = NewLineForm(modules=_modules(), events=_events(), data={"year": _year()})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.add_line(
                db.session, _facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La ligne est dans le plan."), "success")
            return sent(form, url_for("training.plan", annee=made.year))
    page = render_template("review/training/plan_line.html", form=form, line=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/plan/<int:line_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_line(line_id: int) -> Answer:
    """Correct a line, or join it to its training."""
    line = _line_or_404(line_id)
    data: dict[str, Any] = {**asdict(facts_of(line)), "version": line.version}
    form = EditLineForm(modules=_modules(line), events=_events(line), data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: services.change_line(
            db.session,
            line,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La ligne est enregistrée."), "success")
        return redirect(url_for("training.plan", annee=line.year))
    page = render_template("review/training/plan_line.html", form=form, line=line)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/plan/<int:line_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def remove_line(line_id: int) -> Answer:
    """Take a line out of the plan, after asking."""
    line = _line_or_404(line_id)
    year = line.year
    form = ConfirmForm(data={"version": line.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_line(
            db.session,
            line,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La ligne n’est plus dans le plan."), "success")
        return redirect(url_for("training.plan", annee=year))
    page = render_template("review/training/plan_remove.html", form=form, line=line)
    return page, 422 if form.is_submitted() else 200


def _year() -> int:
    """Give the year asked in the address; the current one where it says none that exists."""
    asked = request.args.get("annee", "")
    known = asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:9]) <= LAST_YEAR
    return int(asked) if known else clock.today().year


def _line_or_404(line_id: int) -> PlannedTraining:
    found = plan_queries.line_of(db.session, line_id)
    if found is None:
        raise NotFound
    return found


def _modules(line: PlannedTraining | None = None) -> list[tuple[int, str]]:
    today, chosen = clock.today(), line.module_id if line else None
    return [
        (one.id, f"{one.title} ({say(AUDIENCE_WORDS[one.audience])})")
        for one in queries.every_module(db.session)
        if one.withdrawn_on is None or one.withdrawn_on > today or one.id == chosen
    ]


def _events(line: PlannedTraining | None = None) -> list[tuple[int, str]]:
    return [
        (one.id, f"{one.title}, {day(one.starts_on)}")
        for one in plan_queries.unanswering(db.session, line.event_id if line else None)
    ]


def _facts(form: LineFields) -> LineFacts:
    return LineFacts(
        year=form.year.data or 0,
        month=form.month.data or 0,
        module_id=form.module_id.data or 0,
        public=form.public.data or "",
        people=form.people.data,
        event_id=form.event_id.data,
    )
