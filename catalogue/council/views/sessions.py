"""The list of sessions, what waits for the council, a session's own page, its facts."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.council import queries, services
from catalogue.council.forms import EditSessionForm, NewSessionForm, SessionFields
from catalogue.council.minutes import attendance_counts, ruling_counts
from catalogue.council.presentation import WAITING_COLUMNS, waited, waiting_cells
from catalogue.council.rules import keeps_sessions, reads_names
from catalogue.council.services import SessionFacts
from catalogue.council.views.blueprint import Answer, blueprint, meeting_or_404, to_meeting
from catalogue.council.vocabulary import (
    PRESENCE_LABELS,
    RULING_LABELS,
    SEAT_LABELS,
    SESSION_STATE_LABELS,
)
from catalogue.council.workflow import OPEN, may
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError
from catalogue.paging import PAGE_SIZE, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from catalogue.stages.queries import stage_names
from catalogue.work_programme.presentation import stage_text

STATE_COLOURS = {
    "preparing": "grey",
    "convened": "blue",
    "decided": "ochre",
    "closed": "green",
    "cancelled": "red",
}
RULING_COLOURS = {
    "adopted": "green",
    "reserved": "ochre",
    "adjourned": "grey",
    "referred_back": "blue",
    "rejected": "red",
}


@blueprint.get("/conseil")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def sessions() -> Answer:
    """List the sessions, the latest first, and say what waits."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    oldest = queries.longest_waiting(db.session)
    return render_template(
        "catalogue/council/sessions.html",
        page=queries.sessions_page(
            db.session, number=page_number(state.value("page")), size=PAGE_SIZE
        ),
        state=state,
        waiting=queries.waiting_count(db.session),
        longest=waited(oldest, clock.today()) if oldest else "",
        to_homologate=queries.adopted_to_homologate(db.session),
        labels=SESSION_STATE_LABELS,
        colours=STATE_COLOURS,
        keeper=keeps_sessions(current_actor()),
    )


@blueprint.get("/conseil/attente")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def waiting() -> Answer:
    """List what waits for the council, the longest first, with its waiting time."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    today = clock.today()
    return render_template(
        "catalogue/council/waiting.html",
        page=queries.waiting_page(
            db.session, number=page_number(state.value("page")), size=PAGE_SIZE
        ),
        state=state,
        waited=lambda since: waited(since, today),
        stage=_stage_words(),
        keeper=keeps_sessions(current_actor()),
    )


@in_three_files(blueprint, "/conseil/attente")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def waiting_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    today, names = clock.today(), stage_names(db.session, on=clock.today())
    rows = queries.all_waiting(db.session)
    return table_response(
        ending,
        "attente-cnncq",
        WAITING_COLUMNS,
        (waiting_cells(row, names, today) for row in rows),
    )


@blueprint.route("/conseil/sessions/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def new() -> Answer:
    """Begin the preparation of a session."""
    form = NewSessionForm(councils=queries.councils(db.session))
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            meeting = services.make_session(
                db.session, _facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.flush()
            flash(_("La session est préparée. Fixez son ordre du jour."), "success")
            return sent(form, url_for("council.agenda", session_id=meeting.id))
    page = render_template("catalogue/council/new.html", form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def edit(session_id: int) -> Answer:
    """Correct a session, or write what was debated."""
    meeting = meeting_or_404(session_id)
    recorded = services.facts_of(meeting)
    data: dict[str, Any] = {
        name: getattr(recorded, name) for name in SessionFacts.__dataclass_fields__
    }
    data |= {"points": "\n".join(recorded.points), "version": meeting.version}
    form = EditSessionForm(councils=queries.councils(db.session), data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_session(
            db.session,
            meeting,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La session est enregistrée."), "success")
        return to_meeting(meeting)
    page = render_template("catalogue/council/edit.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/conseil/sessions/<int:session_id>")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def meeting(session_id: int) -> Answer:
    """Show a session: its agenda, its attendance, its decisions, its minutes."""
    found = meeting_or_404(session_id)
    actor, today = current_actor(), clock.today()
    keeper = keeps_sessions(actor)
    ids = [line.work_item_id for line in found.agenda]
    to_homologate = services.to_homologate(db.session, found) if found.state not in OPEN else []
    return render_template(
        "catalogue/council/meeting.html",
        meeting=found,
        open_to_change=found.state in OPEN,
        may=lambda act: keeper and may(act, found.state),
        keeper=keeper,
        names=reads_names(actor),
        counts=attendance_counts(found),
        rulings=ruling_counts(found),
        acts=queries.acts_of(db.session, ids) if ids else {},
        to_homologate=to_homologate,
        reserves=services.reserves_to_lift(found),
        waited=lambda item: waited(queries.since(item), today),
        stage=_stage_words(),
        state_labels=SESSION_STATE_LABELS,
        colours=STATE_COLOURS,
        ruling_labels=RULING_LABELS,
        ruling_colours=RULING_COLOURS,
        presence_labels=PRESENCE_LABELS,
        seat_labels=SEAT_LABELS,
        role_labels=MANDATE_ROLE_LABELS,
    )


def _facts(form: SessionFields) -> SessionFacts:
    lines = (" ".join(line.split()) for line in (form.points.data or "").split("\n"))
    return SessionFacts(
        label=form.label.data or "",
        held_on=form.held_on.data,
        begins=form.begins.data or "",
        place=form.place.data or "",
        committee_id=form.committee_id.data,
        points=tuple(line for line in lines if line),
        record=form.record.data or "",
    )


def _stage_words() -> Any:
    names = stage_names(db.session, on=clock.today())
    return lambda code: stage_text(names, code)
