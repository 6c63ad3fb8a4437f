"""The closed readings: the public list, each as it was frozen, closing and correcting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, Invalid, NotFound
from catalogue.messages import N_
from catalogue.paging import PAGE_SIZE, Page, UrlState, offset, page_number
from catalogue.permissions import Permission, current_actor, public, requires
from review.indicators import queries, services
from review.indicators.figures import Table
from review.indicators.forms import CloseForm, CorrectionForm
from review.indicators.frozen_records import kept_table
from review.indicators.plain_data import CODE
from review.indicators.publishing import told
from review.indicators.rules import closes_periods, live_figures, sees_records
from review.indicators.views.blueprint import blueprint

Answer = str | tuple[str, int] | Response


@blueprint.get("/<code>/releves")
@public
def readings(code: str) -> str:
    """List the closed readings of an indicator; they never change."""
    sheet = queries.sheet_of(db.session, code)
    return render_template(
        "review/indicators/readings.html",
        sheet=sheet,
        readings=queries.readings_of(
            db.session, sheet, full=live_figures.allows(current_actor(), sheet)
        ),
        may_close=code in services.COMPUTED and closes_periods(current_actor()),
    )


@blueprint.get("/releves/<int:reading_id>")
@public
def reading(reading_id: int) -> str:
    """Show a reading as it was the day it was closed, with the records it counted.

    The public reads of people what was published of them that day, and no record.
    """
    session, actor = db.session, current_actor()
    found = queries.reading_with_sheet(session, reading_id)
    family = queries.same_reading(session, found.sheet_id, period=found.period, as_of=found.as_of)
    full = found.sheet.public or sees_records(actor)
    plain = services.contents(found) if full else told(found.companions["published"])
    own = found.sheet.code == CODE
    return render_template(
        "review/indicators/reading.html" if own else "review/indicators/reading_of_figure.html",
        reading=found,
        sheet=found.sheet,
        plain=plain,
        full=full,
        records=None if own or not sees_records(actor) else _records(plain["records"]),
        state=UrlState.read(request.args.items(multi=True), ("page",)),
        family=[one for one in family if one.id != found.id],
        last=family[-1].id == found.id,
        may_correct=found.sheet.code in services.COMPUTED and closes_periods(actor),
    )


@blueprint.route("/<code>/releves/clore", methods=["GET", "POST"])
@requires(Permission.INDICATOR_CLOSE)
def close(code: str) -> Answer:
    """Close a period of an indicator as read on a day."""
    today = clock.today()
    sheet = queries.sheet_of(db.session, code)
    if code not in services.COMPUTED:
        raise NotFound(N_("Cette version ne calcule pas encore cet indicateur."))
    form = CloseForm(data={"at": today})
    form.window.offer(today=today)
    if form.validate_on_submit():
        try:
            found, closed_now = services.close_period(
                db.session,
                code,
                window=form.window.data,
                at=form.at.data,
                actor=current_actor(),
                today=today,
                now=clock.now(),
                local_date=clock.local_date,
            )
        except Invalid as error:
            form.point_out(error.problems)
        else:
            db.session.commit()
            if closed_now:
                flash(_("Le relevé est clos. Il ne changera plus."), "success")
            else:
                flash(_("Ce relevé était déjà clos : rien n’a changé."))
            return redirect(url_for(".reading", reading_id=found.id))
    page = render_template("review/indicators/close.html", form=form, sheet=sheet)
    return page, (422 if form.errors or form.form_errors else 200)


@blueprint.route("/releves/<int:reading_id>/corriger", methods=["GET", "POST"])
@requires(Permission.INDICATOR_CLOSE)
def correct(reading_id: int) -> Answer:
    """Close the same period again from today's records, with the reason."""
    session = db.session
    found = queries.reading_with_sheet(session, reading_id)
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            correction = services.correct_reading(
                session,
                found,
                reason=form.reason.data,
                actor=current_actor(),
                today=clock.today(),
                now=clock.now(),
                local_date=clock.local_date,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            session.commit()
            flash(_("La correction est close, à côté du premier relevé."), "success")
            return redirect(url_for(".reading", reading_id=correction.id))
    asked = services.question(session, window=found.period, at=found.as_of, today=clock.today())
    now = services.plain_of(session, found.sheet, asked, local_date=clock.local_date)
    page = render_template("review/indicators/correct.html", form=form, reading=found, now=now)
    return page, (422 if form.errors or form.form_errors else 200)


def _records(records: Sequence[Mapping[str, Any]]) -> tuple[Table, Page[Any]]:
    """Give one page of what a reading kept of the records it counted; nobody's name is frozen."""
    number = page_number(request.args.get("page"))
    start = offset(number)
    shown = records[start : start + PAGE_SIZE]
    return kept_table(shown), Page(shown, len(records), number)
