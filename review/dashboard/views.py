"""The dashboard: a page, the same as files, and as a paper to print."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import Invalid, NotAllowed
from catalogue.messages import N_
from catalogue.paging import UrlState
from catalogue.permissions import current_actor, public
from catalogue.policy.views import agency_context
from review.dashboard import presentation, services
from review.dashboard.services import Board
from review.dashboard.states import STATE_LABELS, STATE_MEANINGS, STATE_SIGNS
from review.dashboard.trends import HEIGHT, WIDTH, places
from review.indicators import exporting, sdmx
from review.indicators.figures import Question
from review.indicators.forms import AskForm
from review.indicators.rules import live_figures, sees_records
from review.indicators.services import question
from review.indicators.vocabulary import HEADLINE_WINDOW

Answer = str | tuple[str, int] | Response
ASKED = ("window", "at")
PATH = "/tableau-de-bord"

blueprint = Blueprint("dashboard", __name__)


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the page the words and signs of the states, and the drawing of a trend."""
    return {
        "STATE_LABELS": STATE_LABELS,
        "STATE_MEANINGS": STATE_MEANINGS,
        "STATE_SIGNS": STATE_SIGNS,
        "TREND_SIZE": (WIDTH, HEIGHT),
        "places": places,
        "step_in_words": presentation.step_in_words,
    }


@blueprint.get(PATH)
@public
def index() -> Answer:
    """Show every line of the plan: target, figure, trend, state, next step and owner."""
    form = _form()
    shown = _asked(form)
    page = render_template(
        "review/dashboard/index.html",
        form=form,
        board=shown,
        free=current_actor().signed_in,
        state=UrlState.read(request.args.items(multi=True), ASKED),
    )
    return page if shown is not None else (page, 422)


@in_three_files(blueprint, PATH)
@public
def files(ending: str) -> Response:
    """Give the dashboard as a table for spreadsheets and programs."""
    shown = _board_or_refuse()
    name = f"tableau-de-bord-{shown.on.isoformat()}"
    return table_response(ending, name, presentation.COLUMNS, presentation.rows(shown))


@blueprint.get(f"{PATH}.pdf")
@public
def pdf() -> Response:
    """Give the report of the plan as a tagged PDF."""
    shown = _board_or_refuse()
    agency = agency_context()["agency"]
    data = presentation.paper(shown, agency=f"{agency.name} ({agency.acronym})")
    db.session.rollback()
    name = f"plan-action-{shown.on.isoformat()}.pdf"
    return Response(
        typesetting.pdf("paper", data, at=clock.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@blueprint.get(f"{PATH}/indicateurs.sdmx.csv")
@public
def sdmx_file() -> Response:
    """Give every indicator as one SDMX-CSV 1.0 message, as the asker may read it."""
    form = _form()
    asked = _question(form)
    if asked is None:
        raise Invalid(N_("Écrivez la date ainsi : JJ/MM/AAAA."), {})
    actor = current_actor()
    found = exporting.exported(
        db.session,
        asked,
        live=lambda sheet: live_figures.allows(actor, sheet),
        detail=sees_records(actor),
        local_date=clock.local_date,
    )
    name = f"indicateurs-{asked.at.isoformat()}.csv"
    return Response(
        exporting.as_sdmx(db.session, found, today=asked.today, at=asked.at),
        content_type=sdmx.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _form() -> AskForm:
    if any(request.args.get(name) for name in ASKED) and not current_actor().signed_in:
        raise NotAllowed(
            N_(
                "À une autre date, les chiffres sur les personnes se lisent dans les relevés clos. "
                "Connectez-vous pour en demander d’autres."
            )
        )
    form = AskForm()
    form.window.offer(today=clock.today())
    return form


def _board_or_refuse() -> Board:
    form = _form()
    shown = _asked(form)
    if shown is None:
        problems = [str(one) for field in form for one in field.errors]
        raise Invalid(N_("%(why)s", why=" ".join(problems)), {})
    return shown


def _asked(form: AskForm) -> Board | None:
    """Give the dashboard of the day asked, or say beside the fields why that cannot be."""
    asked = _question(form)
    if asked is None:
        return None
    return services.board(db.session, current_actor(), asked, local_date=clock.local_date)


def _question(form: AskForm) -> Question | None:
    if not form.validate():
        return None
    try:
        return question(
            db.session,
            window=form.window.data or HEADLINE_WINDOW,
            at=form.at.data,
            today=clock.today(),
        )
    except Invalid as error:
        form.point_out(error.problems)
        return None
