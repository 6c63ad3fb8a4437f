"""Writing a deliverable, and changing what is written of it."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, request
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.deliverables import services
from review.deliverables.forms import DeliverableEditForm, DeliverableForm
from review.deliverables.queries import line_choices, plan_to_keep
from review.deliverables.services import DeliverableFacts
from review.deliverables.views.blueprint import (
    Answer,
    blueprint,
    deliverable_or_404,
    form_page,
    page_of,
    to_deliverable,
)


@blueprint.route("/livrables/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add() -> Answer:
    """Write a deliverable that the plan's seed list does not have."""
    plan = plan_to_keep(db.session, request.args.get("plan", type=int), clock.today())
    form = DeliverableForm(lines=line_choices(plan))
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.add_deliverable(
                db.session,
                plan.id,
                _facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le livrable est enregistré. Écrivez maintenant ses étapes."), "success")
            return sent(form, page_of(made))
    return form_page("edit.html", form, deliverable=None, plan=plan)


@blueprint.route("/livrables/<int:deliverable_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit(deliverable_id: int) -> Answer:
    """Change what is written of a deliverable."""
    found = deliverable_or_404(deliverable_id)
    plan = plan_to_keep(db.session, found.plan_id, clock.today())
    form = DeliverableEditForm(
        lines=line_choices(plan),
        data=asdict(services.facts_of(found)) | {"version": found.version},
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_deliverable(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        return to_deliverable(found, _("Le livrable est modifié."))
    return form_page("edit.html", form, deliverable=found, plan=plan)


def _facts(form: DeliverableForm | DeliverableEditForm) -> DeliverableFacts:
    return DeliverableFacts(
        line_code=form.line_code.data,
        kind=form.kind.data,
        title=form.title.data or "",
        owner=form.owner.data or "",
        due_on=form.due_on.data,
    )
