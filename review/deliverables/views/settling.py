"""The decision on a deliverable; saying that it is done, given up, or taken up again."""

from __future__ import annotations

from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.work_programme.views.blueprint import upload_of
from review.deliverables import completing
from review.deliverables.forms import CompletionForm, DecisionForm, DroppingForm, ReasonForm
from review.deliverables.views.blueprint import (
    Answer,
    blueprint,
    deliverable_or_404,
    form_page,
    to_deliverable,
)


@blueprint.route("/livrables/<int:deliverable_id>/decision", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def decide(deliverable_id: int) -> Answer:
    """Record the decision that settles a deliverable."""
    found = deliverable_or_404(deliverable_id)
    form = DecisionForm(
        data={
            "body": found.decision_body,
            "reference": found.decision_reference,
            "decided_on": found.decided_on,
            "version": found.version,
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: completing.record_decision(
            db.session,
            found,
            body=form.body.data or "",
            reference=form.reference.data or "",
            decided_on=form.decided_on.data,
            document=upload_of(form.document),
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        return to_deliverable(found, _("La décision est enregistrée."))
    return form_page("decide.html", form, deliverable=found)


@blueprint.route("/livrables/<int:deliverable_id>/terminer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def complete(deliverable_id: int) -> Answer:
    """Say that a deliverable is done."""
    found = deliverable_or_404(deliverable_id)
    form = CompletionForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: completing.complete(
            db.session,
            found,
            completed_on=form.completed_on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        return to_deliverable(found, _("Le livrable est terminé : il compte dans son indicateur."))
    return form_page("complete.html", form, deliverable=found)


@blueprint.route("/livrables/<int:deliverable_id>/abandonner", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def drop(deliverable_id: int) -> Answer:
    """Give a deliverable up, with a reason."""
    found = deliverable_or_404(deliverable_id)
    form = DroppingForm(data={"dropped_on": clock.today(), "version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: completing.drop(
            db.session,
            found,
            dropped_on=form.dropped_on.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        return to_deliverable(found, _("Le livrable est abandonné."))
    return form_page("drop.html", form, deliverable=found)


@blueprint.route("/livrables/<int:deliverable_id>/reprendre", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def take_up_again(deliverable_id: int) -> Answer:
    """Take up again a deliverable that was done or given up."""
    found = deliverable_or_404(deliverable_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: completing.take_up_again(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("Le livrable est repris ; le journal garde les deux actes."))
    return form_page("take_up_again.html", form, deliverable=found)
