"""The steps of a deliverable: written, ordered, done, corrected, taken away."""

from __future__ import annotations

from flask import flash, redirect
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from catalogue.work_programme.views.blueprint import upload_of
from review.deliverables import services
from review.deliverables.forms import (
    ReasonForm,
    StepCorrectionForm,
    StepDoneForm,
    StepEditForm,
    StepForm,
    VersionForm,
)
from review.deliverables.services import step_of
from review.deliverables.views.blueprint import (
    Answer,
    blueprint,
    deliverable_or_404,
    form_page,
    page_of,
    to_deliverable,
)

_STEP = "/livrables/<int:deliverable_id>/etapes/<int:step_id>"


@blueprint.route("/livrables/<int:deliverable_id>/etapes/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_step(deliverable_id: int) -> Answer:
    """Write a step after those there are."""
    found = deliverable_or_404(deliverable_id)
    form = StepForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.add_step(
                db.session,
                found,
                title=form.title.data or "",
                planned_on=form.planned_on.data,
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("L’étape est ajoutée."), "success")
            return sent(form, page_of(found))
    return form_page("step.html", form, deliverable=found, step=None)


@blueprint.route(f"{_STEP}/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_step(deliverable_id: int, step_id: int) -> Answer:
    """Change a step still to do."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = StepEditForm(
        data={"title": step.title, "planned_on": step.planned_on, "version": step.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_step(
            db.session,
            step,
            title=form.title.data or "",
            planned_on=form.planned_on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("L’étape est modifiée."))
    return form_page("step.html", form, deliverable=found, step=step)


@blueprint.post(f"{_STEP}/monter")
@requires(Permission.PLAN_KEEP)
def move_step(deliverable_id: int, step_id: int) -> Answer:
    """Put a step before the one that precedes it."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = VersionForm()
    if form.validate_on_submit() and done(
        form,
        lambda: services.move_step_up(
            db.session,
            step,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("L’étape est montée d’un rang."))
    for line in form.error_summary():
        flash(line.message, "warning")
    return redirect(page_of(found))


@blueprint.route(f"{_STEP}/faite", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def do_step(deliverable_id: int, step_id: int) -> Answer:
    """Record that a step is done, and what shows it."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = StepDoneForm(data={"version": step.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.do_step(
            db.session,
            step,
            done_on=form.done_on.data,
            evidence_note=form.evidence_note.data or "",
            evidence=upload_of(form.evidence),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        return to_deliverable(found, _("L’étape est faite."))
    last = step is found.steps[-1]
    return form_page("do_step.html", form, deliverable=found, step=step, last=last)


@blueprint.route(f"{_STEP}/corriger", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def correct_step(deliverable_id: int, step_id: int) -> Answer:
    """Correct the day or the evidence of a step done."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = StepCorrectionForm(
        data={
            "done_on": step.done_on,
            "evidence_note": step.evidence_note,
            "version": step.version,
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.correct_step(
            db.session,
            step,
            done_on=form.done_on.data,
            evidence_note=form.evidence_note.data or "",
            evidence=upload_of(form.evidence),
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        return to_deliverable(found, _("L’étape est corrigée ; le journal garde les deux textes."))
    return form_page("correct_step.html", form, deliverable=found, step=step)


@blueprint.route(f"{_STEP}/refaire", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def reopen_step(deliverable_id: int, step_id: int) -> Answer:
    """Say that a step recorded as done is still to do."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = ReasonForm(data={"version": step.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.reopen_step(
            db.session,
            step,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("L’étape est de nouveau à faire."))
    return form_page("reopen_step.html", form, deliverable=found, step=step)


@blueprint.route(f"{_STEP}/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def remove_step(deliverable_id: int, step_id: int) -> Answer:
    """Take away a step still to do, after asking."""
    found = deliverable_or_404(deliverable_id)
    step = step_of(found, step_id)
    form = VersionForm(data={"version": step.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_step(
            db.session,
            step,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("L’étape est retirée."))
    return form_page("remove_step.html", form, deliverable=found, step=step)
