"""What a session decides: all its decisions at once, their undoing, reservations, the minutes."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.council import services
from catalogue.council.forms import (
    CloseForm,
    CorrectionForm,
    LiftForm,
    ReasonForm,
    decisions_form,
)
from catalogue.council.guards import require_act
from catalogue.council.services import Decided
from catalogue.council.views.blueprint import Answer, blueprint, meeting_or_404, to_meeting
from catalogue.council.vocabulary import RULING_EFFECTS, RULING_LABELS, Ruling
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before


@blueprint.route("/conseil/sessions/<int:session_id>/decisions", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def decisions(session_id: int) -> Answer:
    """Record what was decided on every text, in one act."""
    meeting = meeting_or_404(session_id)
    require_act(meeting, "decide")
    numbers = {line.work_item_id: line.work_item.number for line in meeting.agenda}
    first = {f"ruling{item_id}": Ruling.ADOPTED for item_id in numbers}
    form = decisions_form(numbers)(data={**first, "version": meeting.version})
    if form.validate_on_submit():
        given = {
            item_id: Decided(form[f"ruling{item_id}"].data, form[f"reason{item_id}"].data or "")
            for item_id in numbers
        }
        kept = carried_out(
            form,
            lambda: services.decide(
                db.session,
                meeting,
                given,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if kept is not None:
            flash(
                ngettext(
                    "La décision est enregistrée.",
                    "Les %(num)d décisions sont enregistrées.",
                    len(numbers),
                ),
                "success",
            )
            return to_meeting(meeting)
        meeting = meeting_or_404(session_id)
    page = render_template(
        "catalogue/council/decisions.html",
        form=form,
        meeting=meeting,
        lines=[
            (line, form[f"ruling{line.work_item_id}"], form[f"reason{line.work_item_id}"])
            for line in meeting.agenda
        ],
        labels=RULING_LABELS,
        effects=RULING_EFFECTS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/decisions/defaire", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def undo(session_id: int) -> Answer:
    """Take all the decisions of a session back, with a reason."""
    meeting = meeting_or_404(session_id)
    form = ReasonForm(data={"version": meeting.version})
    if form.validate_on_submit():
        kept = carried_out(
            form,
            lambda: services.undo(
                db.session,
                meeting,
                reason=form.reason.data or "",
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if kept is not None:
            flash(_("Les décisions sont défaites : chaque sujet est revenu où il était."))
            return to_meeting(meeting)
        meeting = meeting_or_404(session_id)
    page = render_template("catalogue/council/undo.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


@blueprint.route(
    "/conseil/sessions/<int:session_id>/reserves/<int:line_id>/lever", methods=["GET", "POST"]
)
@requires(Permission.PROGRAMME_MANAGE)
def lift(session_id: int, line_id: int) -> Answer:
    """Lift the reservation under which a text was adopted."""
    meeting = meeting_or_404(session_id)
    line = next((one for one in meeting.agenda if one.id == line_id), None)
    if line is None:
        raise NotFound
    form = LiftForm(data={"on": clock.today(), "version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.lift_reserve(
            db.session,
            meeting,
            line,
            on=form.on.data,
            note=form.note.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La réserve est levée : le sujet peut être homologué."), "success")
        return to_meeting(meeting)
    page = render_template("catalogue/council/lift.html", form=form, meeting=meeting, line=line)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/arreter", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def close(session_id: int) -> Answer:
    """Freeze the minutes, after asking."""
    meeting = meeting_or_404(session_id)
    form = CloseForm(data={"version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.close(
            db.session,
            meeting,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("Le procès-verbal est arrêté. Son PDF est prêt dans un instant."), "success")
        return to_meeting(meeting)
    page = render_template("catalogue/council/close.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/conseil/sessions/<int:session_id>/corriger", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def correct(session_id: int) -> Answer:
    """Write beside frozen minutes what should be read otherwise."""
    meeting = meeting_or_404(session_id)
    form = CorrectionForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.correct(
                db.session,
                meeting,
                text=form.text.data or "",
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La correction est écrite à côté du procès-verbal."), "success")
            return sent(form, url_for("council.meeting", session_id=meeting.id))
    page = render_template("catalogue/council/correct.html", form=form, meeting=meeting)
    return page, 422 if form.is_submitted() else 200
