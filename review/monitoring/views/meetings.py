"""A meeting: planning it, its page, that it took place or does not."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.monitoring import queries, services
from review.monitoring.forms import (
    EditMeetingForm,
    HoldForm,
    MeetingFields,
    NewMeetingForm,
    ReasonForm,
)
from review.monitoring.guards import require_open
from review.monitoring.presentation import (
    MEETING_COLOURS,
    RECOMMENDATION_COLOURS,
    meeting_name,
    owner_of,
)
from review.monitoring.rules import keeps, reads_names
from review.monitoring.services import MeetingFacts
from review.monitoring.views.blueprint import (
    Answer,
    blueprint,
    meeting_or_404,
    page_with,
    to_meeting,
)
from review.monitoring.vocabulary import (
    ATTENDED_LABELS,
    MEETING_STATE_LABELS,
    RECOMMENDATION_STATE_LABELS,
)
from review.monitoring.workflow import may_meet


@blueprint.get("/reunions/<int:meeting_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def meeting(meeting_id: int) -> Answer:
    """Show a meeting: its agenda, who came, its minutes, what it recommended."""
    found = meeting_or_404(meeting_id)
    actor = current_actor()
    keeper, names = keeps(actor), reads_names(actor)
    return render_template(
        "review/monitoring/meeting.html",
        meeting=found,
        name=meeting_name(found),
        may=lambda act: keeper and may_meet(act, found.state),
        keeper=keeper,
        names=names,
        today=clock.today(),
        counts=services.attendance_counts(found),
        recommendations=queries.of_meeting(db.session, found.id),
        owner=lambda one: owner_of(one, named=names),
        state_labels=MEETING_STATE_LABELS,
        colours=MEETING_COLOURS,
        attended_labels=ATTENDED_LABELS,
        role_labels=MANDATE_ROLE_LABELS,
        recommendation_labels=RECOMMENDATION_STATE_LABELS,
        recommendation_colours=RECOMMENDATION_COLOURS,
    )


@blueprint.route("/reunions/nouvelle", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def new() -> Answer:
    """Plan a meeting."""
    form = NewMeetingForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.plan_meeting(
                db.session,
                _facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.flush()
            flash(_("La réunion est prévue. Son ordre du jour est proposé."), "success")
            return sent(form, url_for("monitoring.agenda", meeting_id=made.id))
    return page_with("new.html", form)


@blueprint.route("/reunions/<int:meeting_id>/modifier", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def edit(meeting_id: int) -> Answer:
    """Move or complete a meeting."""
    found = meeting_or_404(meeting_id)
    require_open(found)
    form = EditMeetingForm(obj=found)
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_meeting(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La réunion est enregistrée."), "success")
        return to_meeting(found)
    return page_with("edit.html", form, meeting=found, name=meeting_name(found))


@blueprint.route("/reunions/<int:meeting_id>/tenue", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def hold(meeting_id: int) -> Answer:
    """Say that the meeting took place, and when."""
    found = meeting_or_404(meeting_id)
    form = HoldForm(
        data={"held_on": min(found.planned_on, clock.today()), "version": found.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.hold(
            db.session,
            found,
            held_on=form.held_on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(
            _("La réunion est tenue. Notez qui est venu, puis écrivez le compte rendu."), "success"
        )
        return to_meeting(found)
    return page_with("hold.html", form, meeting=found, name=meeting_name(found))


@blueprint.route("/reunions/<int:meeting_id>/remettre", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def undo(meeting_id: int) -> Answer:
    """Put a meeting said held by mistake back among those to come."""
    found = meeting_or_404(meeting_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.undo_hold(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La réunion est de nouveau à venir ; ce qui était écrit est gardé."), "success")
        return to_meeting(found)
    return page_with("undo.html", form, meeting=found, name=meeting_name(found))


@blueprint.route("/reunions/<int:meeting_id>/annuler", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def cancel(meeting_id: int) -> Answer:
    """Say that the meeting does not take place."""
    found = meeting_or_404(meeting_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.cancel(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La réunion est annulée."), "success")
        return to_meeting(found)
    return page_with("cancel.html", form, meeting=found, name=meeting_name(found))


def _facts(form: MeetingFields) -> MeetingFacts:
    return MeetingFacts(
        planned_on=form.planned_on.data,
        begins=form.begins.data or "",
        place=form.place.data or "",
    )
