"""«Mes demandes»: where each need of a chair stands, who holds the next act, since when."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.i18n import day, say
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.stages.queries import stage_names
from catalogue.work_programme.presentation import TimelineEvent
from review.desk import request_queries as queries
from review.desk.standing import standing_of, story_of

blueprint = Blueprint("requests", __name__, url_prefix="/mes-demandes")


@blueprint.get("")
@requires(Permission.NEEDS_DRAFT)
def index() -> str:
    """List the needs of the committees a person chairs, each with who holds the next act."""
    session, actor = db.session, current_actor()
    state = UrlState.read(request.args.items(multi=True), ("page",))
    page = queries.requests_page(session, actor, number=page_number(state.value("page")))
    readings = queries.readings_of(session, actor, page.items)
    return render_template(
        "review/desk/requests.html",
        page=page,
        state=state,
        lines=[(one, standing_of(one, readings.get(one.work_item_id or 0))) for one in page],
        today=clock.today(),
    )


@blueprint.get("/<int:needs_id>")
@requires(Permission.NEEDS_DRAFT)
def story(needs_id: int) -> str:
    """Tell one need's story, through its work item and the readings of its text."""
    session, actor, today = db.session, current_actor(), clock.today()
    needs = queries.request_of(session, actor, needs_id)
    readings = queries.readings_of(session, actor, [needs]).get(needs.work_item_id or 0)
    events = story_of(needs, readings, stage_names(session, on=today), today)
    return render_template(
        "review/desk/story.html",
        needs=needs,
        standing=standing_of(needs, readings),
        events=[
            TimelineEvent(
                title=say(one.title),
                date=day(one.on) or _("date inconnue"),
                state=one.state,
                note=one.note,
            )
            for one in events
        ],
        today=today,
    )
