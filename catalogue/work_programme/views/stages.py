"""The secretariat's pages of an item's way: a stage reached, its correction, its status."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.database import db
from catalogue.errors import Conflict, DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.stages.queries import stage_names
from catalogue.work_programme import services
from catalogue.work_programme.forms import CorrectionForm, StageForm, StatusForm
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.presentation import Names, stage_text
from catalogue.work_programme.views.blueprint import Answer, blueprint, item_or_404, upload_of
from catalogue.work_programme.vocabulary import WorkItemStatus
from catalogue.work_programme.workflow import TRANSITIONS, may_stand_in, steps_from


@blueprint.route("/programme/<int:item_id>/stade", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def record_stage(item_id: int) -> Answer:
    """Record the stage an item has reached."""
    item = item_or_404(item_id)
    names = stage_names(db.session, on=clock.today())
    form = StageForm(data={"version": item.version})
    form.code.choices = _steps(item, names)
    if form.validate_on_submit():
        try:
            services.record_stage(
                db.session,
                item,
                code=form.code.data,
                reached_on=form.reached_on.data,
                reason=form.reason.data or "",
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
                evidence=upload_of(form.evidence),
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            reached = stage_text(names, form.code.data)
            flash(_("Le stade %(stage)s est enregistré.", stage=reached), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    return _page("stage.html", form=form, item=item, stage=stage_text(names, item.stage_code))


@blueprint.route("/programme/<int:item_id>/stades/<int:event_id>/corriger", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def correct_stage(item_id: int, event_id: int) -> Answer:
    """Correct a stage recorded by mistake; the mistake stays readable."""
    item = item_or_404(item_id)
    event = next((one for one in standing(item.stage_events) if one.id == event_id), None)
    if event is None:
        raise NotFound
    names = stage_names(db.session, on=clock.today())
    recorded = {"code": event.code, "reached_on": event.reached_on, "version": item.version}
    form = CorrectionForm(data=recorded)
    form.code.choices = [
        SelectChoice(code, stage_text(names, code))
        for code in names
        if may_stand_in(code, event.code)
    ]
    if form.validate_on_submit():
        try:
            services.correct_stage(
                db.session,
                item,
                event,
                code=form.code.data,
                reached_on=form.reached_on.data,
                annuls=form.annuls.data,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("La correction est enregistrée."), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    wrong = stage_text(names, event.code)
    return _page("correct.html", form=form, item=item, event=event, wrong=wrong)


@blueprint.route("/programme/<int:item_id>/statut/<slug>", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def change_status(item_id: int, slug: str) -> Answer:
    """Suspend, resume, put before the council or abandon an item, with a reason."""
    item = item_or_404(item_id)
    act = next((name for name, one in TRANSITIONS.items() if one.slug == slug), None)
    if act is None:
        raise NotFound
    form = StatusForm(data={"version": item.version})
    if act != "abandon":
        del form.on
    if form.validate_on_submit():
        try:
            services.change_status(
                db.session,
                item,
                act,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
                on=form.on.data if act == "abandon" else None,
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le statut du sujet est enregistré."), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    return _page("status.html", form=form, item=item, act=TRANSITIONS[act])


def _steps(item: WorkItem, names: Names) -> list[SelectChoice]:
    """Offer the stages that may follow, saying which ask for a reason."""
    if item.status is WorkItemStatus.HOMOLOGATED:
        return [SelectChoice("60.60", stage_text(names, "60.60"))]
    return [
        SelectChoice(
            step.code,
            _("%(stage)s (motif demandé)", stage=stage_text(names, step.code))
            if step.needs_reason
            else stage_text(names, step.code),
        )
        for step in steps_from(item.stage_code, names)
    ]


def _page(name: str, *, form: Any, **parts: Any) -> Answer:
    status = 422 if form.is_submitted() else 200
    return render_template(f"catalogue/work_programme/{name}", form=form, **parts), status
