"""The figures: all of the plan on one page, each indicator on its own, 5.3 with its standards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.errors import Invalid
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, Page, UrlState, offset, page_number
from catalogue.permissions import Actor, current_actor, public
from review.action_plan.queries import FollowedPlan, codes_following, followed_plan
from review.action_plan.views import Follower
from review.indicators import queries, services, tables
from review.indicators.charts import GROUP_LABELS, group_of, groups
from review.indicators.figures import Headline, Line, Question
from review.indicators.forms import AskForm
from review.indicators.models import IndicatorSheet
from review.indicators.plain_data import CODE
from review.indicators.queries import Closed
from review.indicators.rules import closes_periods, live_figures, sees_records
from review.indicators.views.blueprint import blueprint
from review.indicators.views.sheets import ASKED, ask_form
from review.indicators.vocabulary import HEADLINE_WINDOW

Answer = str | tuple[str, int] | Response
MARKER = "marqueur"
# Which list of the page is turned: the standards counted, the adoptions, what no line counts.
TURNED = "liste"
ADOPTIONS, EXCLUDED = "adoptions", "ecartes"
_DEVELOPED_LINE = N_("Normes de marqueur final 1 ou 2, sur les normes nationales homologuées")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One indicator of the index: what it says today, or the last reading that was closed."""

    sheet: IndicatorSheet
    lines: tuple[Line, ...]
    reading: Closed | None
    not_applicable: Message | None = None
    known_by: Headline | None = None
    missing: int | None = None
    provisional: bool = False
    withheld: bool = False


@blueprint.get("")
@public
def index() -> str:
    """Show the indicators under the results of the plan under way, with the figure of each.

    Those that no line of it follows come last; the targets of the sheets are the shipped plan's.
    """
    session, actor = db.session, current_actor()
    readings = queries.latest_readings(session)
    asked = services.question(session, today=clock.today())
    plan = followed_plan(session, clock.today())
    results: dict[str, list[IndexLine]] = {}
    for result, sheet in _by_result(plan, queries.sheets(session)):
        line = _index_line(session, actor, sheet, readings.get(sheet.id), asked)
        results.setdefault(result, []).append(line)
    return render_template(
        "review/indicators/index.html",
        results=results,
        titles=plan.titles if plan is not None else {},
        shipped=plan is not None and plan.shipped,
        window=HEADLINE_WINDOW,
        today=clock.today(),
        records=sees_records(actor),
    )


def _by_result(
    plan: FollowedPlan | None, sheets: Sequence[IndicatorSheet]
) -> list[tuple[str, IndicatorSheet]]:
    """Give each sheet once, with the result of the first line that it follows, or none."""
    left = {one.code: one for one in sheets}
    found = [
        (line.result, left.pop(code))
        for line in (plan.lines if plan is not None else ())
        for code in line.indicator_codes
        if code in left
    ]
    return [*found, *(("", one) for one in left.values())]


def _index_line(
    session: Session,
    actor: Actor,
    sheet: IndicatorSheet,
    reading: Closed | None,
    asked: Question,
) -> IndexLine:
    if not live_figures.allows(actor, sheet):
        return IndexLine(sheet, (), reading, withheld=True)
    if sheet.code == CODE:
        result = _today(session).result
        return IndexLine(
            sheet,
            (Line(_DEVELOPED_LINE, result.numerator, result.denominator),),
            reading,
            not_applicable=result.not_applicable,
            missing=result.missing,
            provisional=result.provisional,
        )
    figure = services.figure_of(session, sheet, asked)
    if figure is None:
        return IndexLine(sheet, (), reading)
    return IndexLine(sheet, figure.lines, reading, known_by=figure.headline)


@blueprint.get("/5.3")
@public
def standards_developed() -> Answer:
    """Show 5.3 over a period on a day, what stands beside it, and every standard counted."""
    session = db.session
    state = UrlState.read(request.args.items(multi=True), (*ASKED, MARKER, TURNED, "page"))
    form = ask_form()
    sheet = queries.sheet_of(session, CODE)
    developed = _asked(session, form)
    if developed is None:
        page = render_template(
            "review/indicators/standards_developed.html", form=form, sheet=sheet, plain=None
        )
        return page, 422
    plain = developed.plain
    lists = {
        "normes": _narrowed(plain, state),
        ADOPTIONS: plain["adoptions"]["records"],
        EXCLUDED: plain["excluded"],
    }
    turned = state.value(TURNED) if state.value(TURNED) in lists else "normes"
    return render_template(
        "review/indicators/standards_developed.html",
        form=form,
        sheet=sheet,
        plan_lines=codes_following(session, sheet.code, clock.today()),
        plain=plain,
        why=developed.result.not_applicable,
        # Each list shows one page; only the one that is turned leaves its first page.
        pages={
            name: _page(rows, page_number(state.value("page")) if name == turned else 1)
            for name, rows in lists.items()
        },
        turned=turned,
        state_of={name: _turned_to(state, name, turned) for name in lists},
        facets=[_marker_facet(plain)],
        state=state,
        may_close=closes_periods(current_actor()),
    )


@blueprint.get("/5.3.csv")
@public
def standards_developed_csv() -> Answer:
    """Give the standards behind 5.3, as filtered on the page, as a file for a spreadsheet."""
    form = ask_form()
    developed = _asked(db.session, form)
    if developed is None:
        sheet = queries.sheet_of(db.session, CODE)
        page = render_template(
            "review/indicators/standards_developed.html", form=form, sheet=sheet, plain=None
        )
        return page, 422
    state = UrlState.read(request.args.items(multi=True), (MARKER,))
    result = developed.result
    return csv_response(
        f"indicateur-5.3-{result.window.code}-{result.at.isoformat()}.csv",
        [say(heading) for heading in tables.HEADINGS],
        [
            [say(cell) if isinstance(cell, Message) else cell for cell in row]
            for row in tables.rows(_narrowed(developed.plain, state))
        ],
    )


def home_panel(session: Session, _actor: Actor) -> Mapping[str, Any]:
    """Give the home page the headline of 5.3 over the period of the plan."""
    plain = _today(session).plain
    return {"template": "review/indicators/_home_panel.html", "plain": plain}


def followers_of_lines(session: Session) -> Mapping[str, Follower]:
    """Give the pages of plans the indicators that lines name, by their code."""
    found: dict[str, Follower] = {}
    for sheet in queries.sheets(session):
        page = ("indicators.sheet", {"code": sheet.code})
        if sheet.code == CODE:
            page = ("indicators.standards_developed", {})
        found[sheet.code] = Follower(sheet.code, sheet.title_fr, sheet.target_text_fr, *page)
    return found


def _today(session: Session) -> services.Developed:
    return services.standards_developed(session, today=clock.today(), local_date=clock.local_date)


def _asked(session: Session, form: AskForm) -> services.Developed | None:
    """Compute what the form asks, or say beside its fields why that cannot be."""
    if not form.validate():
        return None
    try:
        return services.standards_developed(
            session,
            window=form.window.data or HEADLINE_WINDOW,
            at=form.at.data,
            today=clock.today(),
            local_date=clock.local_date,
        )
    except Invalid as error:
        form.point_out(error.problems)
        return None


def _page(rows: Sequence[Mapping[str, Any]], number: int) -> Page[Mapping[str, Any]]:
    start = offset(number)
    return Page(rows[start : start + PAGE_SIZE], len(rows), number)


def _turned_to(state: UrlState, name: str, turned: str) -> UrlState:
    """Give the address that turns a list, keeping what was asked and chosen."""
    if name == turned:
        return state
    return state.removed(TURNED) if name == "normes" else state.changed(TURNED, name)


def _narrowed(plain: Mapping[str, Any], state: UrlState) -> list[Mapping[str, Any]]:
    chosen = frozenset(state.values(MARKER)) & set(GROUP_LABELS)
    return [one for one in plain["records"] if not chosen or group_of(one) in chosen]


def _marker_facet(plain: Mapping[str, Any]) -> Facet:
    counted = groups(plain)
    return Facet(
        MARKER,
        _("Marqueur"),
        tuple(FacetValue(code, say(label), counted[code]) for code, label in GROUP_LABELS.items()),
    )
