"""The modules: their list, a new one, one corrected."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, sent, sent_before
from review.training import queries, services
from review.training.duration import written
from review.training.forms import EditModuleForm, ModuleFields, NewModuleForm
from review.training.modules import facts_of
from review.training.rules import keeps_training
from review.training.services import ModuleFacts
from review.training.views.blueprint import Answer, blueprint, kept, module_or_404
from review.training.vocabulary import AUDIENCE_WORDS


@blueprint.get("/formations/modules")
@requires(Permission.PLAN_READ_INTERNAL)
def modules() -> Answer:
    """List the modules, those not used any more last."""
    today = clock.today()
    return render_template(
        "review/training/modules.html",
        modules=queries.every_module(db.session),
        in_use=lambda one: one.withdrawn_on is None or one.withdrawn_on > today,
        written=written,
        words=AUDIENCE_WORDS,
        keeper=keeps_training(current_actor()),
    )


@blueprint.route("/formations/modules/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new_module() -> Answer:
    """Add a module."""
    form = NewModuleForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        made = carried_out(
            form,
            lambda: services.add_module(
                db.session,
                _facts(form),
                document=kept(form.upload, form.title.data or ""),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if made is not None:
            flash(_("Le module est enregistré."), "success")
            return sent(form, url_for("training.modules"))
    page = render_template("review/training/module_form.html", form=form, module=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/formations/modules/<int:module_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_module(module_id: int) -> Answer:
    """Correct a module, or say that it is not used any more."""
    found = module_or_404(module_id)
    recorded = facts_of(found)
    data: dict[str, Any] = {
        name: getattr(recorded, name) for name in ModuleFacts.__dataclass_fields__
    }
    form = EditModuleForm(data=data | {"version": found.version})
    if form.validate_on_submit():

        def change() -> bool:
            services.change_module(
                db.session,
                found,
                _facts(form),
                document=kept(form.upload, form.title.data or ""),
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            )
            return True

        if carried_out(form, change):
            flash(_("Le module est enregistré."), "success")
            return redirect(url_for("training.modules"))
        found = module_or_404(module_id)
    page = render_template("review/training/module_form.html", form=form, module=found)
    return page, 422 if form.is_submitted() else 200


def _facts(form: ModuleFields) -> ModuleFacts:
    return ModuleFacts(
        title=form.title.data or "",
        audience=form.audience.data,
        objectives=form.objectives.data or "",
        hours=form.hours.data or "",
        exists_from=form.exists_from.data,
        withdrawn_on=form.withdrawn_on.data,
    )
