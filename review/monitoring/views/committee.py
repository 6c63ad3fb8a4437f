"""The committee's own page: next meeting, recommendations, members; what a year is to have."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, current_app, flash, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.paging import PAGE_SIZE, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from review.monitoring import queries, services
from review.monitoring.behind import creation
from review.monitoring.forms import YearForm
from review.monitoring.models import MonitoringMeeting
from review.monitoring.presentation import (
    MEETING_COLOURS,
    RECOMMENDATION_COLOURS,
    meeting_name,
)
from review.monitoring.rules import keeps, reads_names
from review.monitoring.views.blueprint import Answer, blueprint, page_with
from review.monitoring.vocabulary import (
    MEETING_STATE_LABELS,
    RECOMMENDATION_STATE_LABELS,
    MeetingState,
)
from review.reminders.calendar_file import MEDIA_TYPE, Entry, calendar_of


@blueprint.get("")
@requires(Permission.PLAN_READ_INTERNAL)
def index() -> Answer:
    """Show where the committee is: its next meeting, what it asked, who sits."""
    session, actor, today = db.session, current_actor(), clock.today()
    state = UrlState.read(request.args.items(multi=True), ("page",))
    return render_template(
        "review/monitoring/index.html",
        coming=queries.next_meeting(session),
        page=queries.meetings_page(
            session, number=page_number(state.value("page")), size=PAGE_SIZE
        ),
        state=state,
        today=today,
        counts=queries.state_counts(session),
        overdue=queries.overdue_count(session, today),
        planned=queries.planned_meetings(session, [today.year], at=today).get(today.year),
        committees=queries.committees(session, today),
        members=queries.members(session, today),
        decision=creation(session, today),
        keeper=keeps(actor),
        registers=actor.may(Permission.COMMITTEE_MANAGE),
        names=reads_names(actor),
        role_labels=MANDATE_ROLE_LABELS,
        labels=MEETING_STATE_LABELS,
        colours=MEETING_COLOURS,
        recommendation_labels=RECOMMENDATION_STATE_LABELS,
        recommendation_colours=RECOMMENDATION_COLOURS,
        name_of=meeting_name,
    )


@blueprint.get("/prevision")
@requires(Permission.PLAN_READ_INTERNAL)
def years() -> Answer:
    """Show how many meetings each year was to have, with every decision."""
    return render_template(
        "review/monitoring/years.html",
        plans=queries.year_plans(db.session),
        keeper=keeps(current_actor()),
    )


@blueprint.route("/prevision/nouvelle", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def plan_year() -> Answer:
    """Note how many meetings a year is to have."""
    today = clock.today()
    form = YearForm(data={"year": today.year, "decided_on": today})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.plan_year(
                db.session,
                year=form.year.data,
                meetings=form.meetings.data,
                decided_on=form.decided_on.data,
                source=form.source.data or "",
                actor=current_actor(),
                at=clock.now(),
                today=today,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le nombre de réunions est enregistré."), "success")
            return sent(form, url_for("monitoring.years"))
    return page_with("plan_year.html", form)


@blueprint.get("/reunions.ics")
@requires(Permission.PLAN_READ_INTERNAL)
def calendar() -> Response:
    """Give the meetings as a calendar file; a cancelled one takes its entry away."""
    settings: Settings = current_app.extensions["settings"]
    public = settings.public_url or request.host_url.rstrip("/")
    content = calendar_of(
        [_entry(one, public) for one in queries.every_meeting(db.session)],
        name=_("Comité de suivi (Normes & Genre)"),
        host=urlsplit(public).hostname or "normes.invalid",
        written_at=clock.now(),
    )
    return Response(
        content,
        mimetype=MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="comite-de-suivi.ics"'},
    )


def _entry(one: MonitoringMeeting, public: str) -> Entry:
    return Entry(
        key=f"comite-de-suivi-{one.id}",
        day=one.held_on or one.planned_on,
        summary=_("Comité de suivi, réunion n° %(number)d", number=one.number)
        + (f", {one.begins}" if one.begins else "")
        + (f", {one.place}" if one.place else ""),
        sequence=one.version,
        where=public + url_for("monitoring.meeting", meeting_id=one.id),
        cancelled=one.state is MeetingState.CANCELLED,
    )
