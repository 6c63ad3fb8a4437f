"""One indicator other than 5.3: its figure on any day, what it counts, the same as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound as NoSuchPage

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import Invalid, NotAllowed, NotFound
from catalogue.messages import N_
from catalogue.paging import Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, public, requires
from review.action_plan.queries import codes_following
from review.indicators import holders, queries, services, tables
from review.indicators.figures import Figure, Question
from review.indicators.forms import AskForm
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE, figure_as_plain
from review.indicators.publishing import told
from review.indicators.registry import INDICATORS
from review.indicators.rules import asks_freely, closes_periods, live_figures, sees_records
from review.indicators.views.blueprint import blueprint
from review.indicators.vocabulary import HEADLINE_WINDOW

Answer = str | tuple[str, int] | Response
ASKED = ("window", "at")


@blueprint.get("/<code>")
@public
def sheet(code: str) -> Answer:
    """Show an indicator: its figure on a day, what is behind it, its sheet, its readings."""
    session, actor = db.session, current_actor()
    found = queries.sheet_of(session, code)
    form = ask_form()
    state = UrlState.read(request.args.items(multi=True), (*ASKED, "page"))
    live = live_figures.allows(actor, found)
    asked = _asked(found, form) if live else None
    figure = services.figure_of(session, found, asked) if asked is not None else None
    detail = sees_records(actor)
    publication = None if live else _publication(found)
    plain = publication["plain"] if publication else _plain(found, figure, asked, detail=detail)
    page = render_template(
        "review/indicators/sheet.html",
        sheet=found,
        plan_lines=codes_following(session, code, clock.today()),
        form=form,
        state=state,
        live=live,
        free=asks_freely(actor, found, people=_about_people(code)) and code in INDICATORS,
        dated=code in INDICATORS and INDICATORS[code].dated,
        refused=live and asked is None,
        figure=figure,
        plain=plain,
        records=detail,
        counted=_counted(code, asked, state) if detail and asked is not None else None,
        publication=publication,
        readings=queries.readings_of(session, found, full=live),
        may_close=figure is not None and closes_periods(actor),
    )
    return (page, 422) if live and asked is None else page


@in_three_files(blueprint, "/<code>")
@public
def figure_file(code: str, ending: str) -> Response:
    """Give the figure, what stands beside it and its breakdowns, as the asker may read them."""
    session, actor = db.session, current_actor()
    found = queries.sheet_of(session, code)
    if code == CODE or code not in INDICATORS:
        raise NoSuchPage
    if not live_figures.allows(actor, found):
        publication = _publication(found)
        if publication is None:
            raise NotFound(N_("Aucun relevé de cet indicateur n’est encore clos."))
        plain: Mapping[str, Any] = publication["plain"]
    else:
        form = ask_form()
        asked = _asked(found, form)
        if asked is None:
            raise Invalid(N_("Écrivez la date ainsi : JJ/MM/AAAA."), {})
        plain = services.plain_of(session, found, asked, local_date=clock.local_date)
        if not sees_records(actor):
            plain = {**plain, "crossings": []}
    return table_response(
        ending, f"indicateur-{code}-{plain['at']}", tables.FIGURE_COLUMNS, tables.figure_rows(plain)
    )


@in_three_files(blueprint, "/<code>/mandats")
@requires(Permission.INDICATOR_READ_DETAIL)
def mandates_file(code: str, ending: str) -> Response:
    """Give the mandates that an indicator counts on a day, with who holds them."""
    found = queries.sheet_of(db.session, code)
    indicator = INDICATORS.get(code)
    asked = _asked(found, ask_form())
    if indicator is None or indicator.holders is None:
        raise NoSuchPage
    if asked is None:
        raise Invalid(N_("Écrivez la date ainsi : JJ/MM/AAAA."), {})
    rows = holders.holders(db.session, indicator.holders(asked.at))
    return table_response(
        ending,
        f"indicateur-{code}-mandats-{asked.at.isoformat()}",
        tables.MANDATE_COLUMNS,
        tables.mandate_rows(rows),
    )


def ask_form() -> AskForm:
    """Read the period and the day asked in the address."""
    form = AskForm()
    form.window.offer(today=clock.today())
    return form


def _asked(found: IndicatorSheet, form: AskForm) -> Question | None:
    """Put the question of the address, or say beside its fields why that cannot be.

    Raises :class:`NotAllowed` for another day or period of figures about people without an account.
    """
    if any(request.args.get(name) for name in ASKED) and not asks_freely(
        current_actor(), found, people=_about_people(found.code)
    ):
        raise NotAllowed(
            N_(
                "À une autre date, les chiffres sur les personnes se lisent dans les relevés clos. "
                "Connectez-vous pour en demander d’autres."
            )
        )
    if not form.validate():
        return None
    try:
        return services.question(
            db.session,
            window=form.window.data or HEADLINE_WINDOW,
            at=form.at.data,
            today=clock.today(),
        )
    except Invalid as error:
        form.point_out(error.problems)
        return None


def _about_people(code: str) -> bool:
    return code in INDICATORS and INDICATORS[code].holders is not None


def _plain(
    found: IndicatorSheet, figure: Figure | None, asked: Question | None, *, detail: bool
) -> dict[str, Any] | None:
    """Give the figure as its page reads it; breakdowns are for those who see the records."""
    if figure is None or asked is None:
        return None
    formula = INDICATORS[found.code].formula
    plain = figure_as_plain(found.code, figure, formula=formula, window=asked.window)
    return plain if detail else {**plain, "crossings": []}


def _counted(code: str, asked: Question, state: UrlState) -> Page[holders.Holder] | None:
    indicator = INDICATORS.get(code)
    if indicator is None or indicator.holders is None:
        return None
    number = page_number(state.value("page"))
    condition = indicator.holders(asked.at)
    return holders.holders_page(db.session, condition, number)


def _publication(found: IndicatorSheet) -> dict[str, Any] | None:
    """Give what the public reads of the indicator: its last closed reading, as published."""
    reading = queries.last_reading(db.session, found.id)
    if reading is None or "published" not in reading.companions:
        return None
    return {"reading": reading, "plain": told(reading.companions["published"])}
