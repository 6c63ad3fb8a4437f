"""Acts on an event: held, cancelled, taken back; its report; people without a name."""

from __future__ import annotations

from flask import flash, render_template
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done
from review.training import services
from review.training.forms import ConfirmForm, CountsForm, ReasonForm, ReportForm
from review.training.guards import require_act
from review.training.models import TrainingEvent
from review.training.services import Counts
from review.training.views.blueprint import Answer, blueprint, event_or_404, kept, to_event


@blueprint.route("/formations/<int:event_id>/tenue", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def hold(event_id: int) -> Answer:
    """Say that an event took place, after asking."""
    found = event_or_404(event_id)
    require_act(found, "hold")
    form = ConfirmForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.hold(
            db.session,
            found,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La formation est notée comme tenue : ses participants comptent."), "success")
        return to_event(found)
    page = render_template("review/training/hold.html", form=form, event=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/<int:event_id>/annuler", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def cancel(event_id: int) -> Answer:
    """Say that an event does not take place, and why."""
    found = event_or_404(event_id)
    require_act(found, "cancel")
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
        ),
    ):
        flash(_("La formation est annulée."), "success")
        return to_event(found)
    return _reason_page(found, form, _("Annuler la formation"))


@blueprint.route("/formations/<int:event_id>/rouvrir", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def reopen(event_id: int) -> Answer:
    """Take back that an event was held or cancelled."""
    found = event_or_404(event_id)
    require_act(found, "reopen")
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.reopen(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La formation est remise en préparation."), "success")
        return to_event(found)
    return _reason_page(found, form, _("Remettre la formation en préparation"))


def _reason_page(event: TrainingEvent, form: ReasonForm, title: str) -> tuple[str, int]:
    page = render_template("review/training/reason.html", form=form, event=event, title=title)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/<int:event_id>/rapport", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def report(event_id: int) -> Answer:
    """Attach the report of an event."""
    found = event_or_404(event_id)
    form = ReportForm(data={"version": found.version})
    if form.validate_on_submit():

        def attach() -> bool:
            document = kept(form.upload, _("Rapport : %(title)s", title=found.title))
            if document is not None:
                services.attach_report(
                    db.session,
                    found,
                    document,
                    actor=current_actor(),
                    seen_version=form.version.data or 0,
                    at=clock.now(),
                )
            return document is not None

        if carried_out(form, attach):
            flash(_("Le rapport est joint."), "success")
            return to_event(event_or_404(event_id))
        found = event_or_404(event_id)
    page = render_template("review/training/report.html", form=form, event=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/<int:event_id>/effectifs", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def counts(event_id: int) -> Answer:
    """Note how many people were present whose names are not held."""
    found = event_or_404(event_id)
    data = {
        "women": found.women,
        "men": found.men,
        "undeclared": found.undeclared,
        "counts_source": found.counts_source,
        "version": found.version,
    }
    form = CountsForm(data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: services.note_counts(
            db.session,
            found,
            Counts(
                women=form.women.data or 0,
                men=form.men.data or 0,
                undeclared=form.undeclared.data or 0,
                source=form.counts_source.data or "",
            ),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("Le compte est enregistré."), "success")
        return to_event(found)
    page = render_template("review/training/counts.html", form=form, event=found)
    return page, 422 if form.is_submitted() else 200
