"""A plan brought in a file: chosen, shown row by row with its faults, taken in, given up."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.exchange import workbook
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done
from review.action_plan import loading
from review.action_plan.forms import ConfirmForm, PlanFileEditForm, PlanFileForm
from review.action_plan.models import PlanFile
from review.action_plan.plan_content import PlanContent
from review.action_plan.plans import PlanFacts, overlapping
from review.action_plan.smart import missing
from review.action_plan.views.blueprint import Answer, blueprint, form_page, page_of
from review.action_plan.vocabulary import MISSING_LABELS, PlanFileState


@blueprint.route("/plan/charger", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def load() -> Answer:
    """Choose the file of a plan, with its title and period; no plan is made yet."""
    form = PlanFileForm()
    if form.validate_on_submit():

        def bring() -> PlanFile:
            chosen = form.file.data
            return loading.show_file(
                db.session,
                _facts(form),
                workbook.read(chosen.stream.read(), str(chosen.filename)),
                str(chosen.filename),
                actor=current_actor(),
                at=clock.now(),
            )

        shown = carried_out(form, bring)
        if shown is not None:
            return redirect(url_for("action_plan.shown_file", file_id=shown.id))
    return form_page("load.html", form, shown=None)


@blueprint.route("/plan/fichiers/<int:file_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def shown_file(file_id: int) -> Answer:
    """Show what a file says, each fault with what to do; take it in as a draft."""
    shown = _file_or_404(file_id)
    if shown.state is not PlanFileState.SHOWN:
        return _elsewhere(shown)
    form = ConfirmForm(data={"version": shown.version})
    if form.validate_on_submit():
        plan = carried_out(
            form,
            lambda: loading.take_in_file(
                db.session,
                shown,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if plan is not None:
            flash(
                _("Le plan est repris : c’est un brouillon, à relire avant de le publier."),
                "success",
            )
            return redirect(page_of(plan))
        shown = _file_or_404(file_id)
    content = loading.read_file(db.session, shown, today=clock.today())
    page = render_template(
        "review/action_plan/shown_file.html",
        form=form,
        shown=shown,
        content=content,
        gaps=_gaps(content),
        overlapping=overlapping(db.session, shown.starts_on, shown.ends_on),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/plan/fichiers/<int:file_id>/corriger", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def correct_file(file_id: int) -> Answer:
    """Put a corrected file in place of the first, or change the title and period."""
    shown = _file_or_404(file_id)
    if shown.state is not PlanFileState.SHOWN:
        return _elsewhere(shown)
    names = ("code", "title", "starts_on", "ends_on", "version")
    form = PlanFileEditForm(data={name: getattr(shown, name) for name in names})
    if form.validate_on_submit():

        def correct() -> bool:
            chosen = form.file.data
            name = str(chosen.filename) if chosen else ""
            loading.correct_file(
                db.session,
                shown,
                _facts(form),
                workbook.read(chosen.stream.read(), name) if chosen else None,
                name,
                actor=current_actor(),
                seen_version=form.version.data or 0,
            )
            return True

        if carried_out(form, correct):
            return redirect(url_for("action_plan.shown_file", file_id=file_id))
        shown = _file_or_404(file_id)
    return form_page("load.html", form, shown=shown)


@blueprint.post("/plan/fichiers/<int:file_id>/abandonner")
@requires(Permission.PLAN_KEEP)
def give_up_file(file_id: int) -> Answer:
    """Give up a file that was shown."""
    shown = _file_or_404(file_id)
    form = ConfirmForm()
    if form.validate_on_submit() and done(
        form,
        lambda: loading.give_up_file(
            db.session, shown, actor=current_actor(), seen_version=form.version.data or 0
        ),
    ):
        flash(_("Le fichier est abandonné : rien n’en est gardé."))
    return redirect(url_for("action_plan.all_plans"))


def _facts(form: PlanFileForm | PlanFileEditForm) -> PlanFacts:
    return PlanFacts(
        code=form.code.data or "",
        title=form.title.data or "",
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
    )


def _gaps(content: PlanContent) -> dict[int, list[object]]:
    """Name the empty slots of each objective, by its row."""
    return {
        one.row: [MISSING_LABELS[slot] for slot in missing(one.slots)] for one in content.objectives
    }


def _elsewhere(shown: PlanFile) -> Answer:
    if shown.plan_id is not None and shown.state is PlanFileState.TAKEN_IN:
        return redirect(url_for("action_plan.plan", plan_id=shown.plan_id))
    return redirect(url_for("action_plan.all_plans"))


def _file_or_404(file_id: int) -> PlanFile:
    found = db.session.get(PlanFile, file_id)
    if found is None:
        raise NotFound
    return found
