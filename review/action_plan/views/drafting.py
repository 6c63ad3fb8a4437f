"""Writing a draft at the screen: lines and objectives added, changed, removed."""

from __future__ import annotations

from flask import flash, redirect
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.action_plan import drafting, queries
from review.action_plan.forms import (
    ConfirmForm,
    DraftLineForm,
    NewLineForm,
    NewObjectiveForm,
    ObjectiveForm,
)
from review.action_plan.lines import LineFacts
from review.action_plan.models import ActionPlan, PlanLine
from review.action_plan.objectives import ObjectiveFacts
from review.action_plan.plans import require_draft
from review.action_plan.views.blueprint import Answer, blueprint, form_page, page_of
from review.action_plan.vocabulary import COLUMNS

_PLACE = ("result", "result_title", "code")


@blueprint.route("/plan/<int:plan_id>/ajouter-une-ligne", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_line(plan_id: int) -> Answer:
    """Add a line to a draft."""
    plan = _draft(plan_id)
    form = NewLineForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            line = drafting.add_line(
                db.session, plan, _line_facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La ligne est ajoutée."), "success")
            return sent(form, page_of(plan, f"ligne-{line.code}"))
    return form_page("edit_line.html", form, plan=plan, line=None, columns=COLUMNS, draft=True)


def draft_line_page(plan: ActionPlan, line: PlanLine) -> Answer:
    """Change a line of a draft whole."""
    names = (*_PLACE, *COLUMNS, "indicator_code", "version")
    form = DraftLineForm(data={name: getattr(line, name) for name in names})
    if form.validate_on_submit() and done(
        form,
        lambda: drafting.edit_draft_line(
            db.session,
            plan,
            line,
            _line_facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La ligne est enregistrée."), "success")
        return redirect(page_of(plan, f"ligne-{line.code}"))
    return form_page("edit_line.html", form, plan=plan, line=line, columns=COLUMNS, draft=True)


@blueprint.route("/plan/<int:plan_id>/lignes/<code>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def remove_line(plan_id: int, code: str) -> Answer:
    """Take a line off a draft, after asking."""
    plan = _draft(plan_id)
    line = next((one for one in plan.lines if one.code == code), None)
    if line is None:
        raise NotFound
    form = ConfirmForm(data={"version": line.version})
    if form.validate_on_submit() and done(
        form,
        lambda: drafting.remove_line(
            db.session,
            plan,
            line,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("La ligne est retirée ; le journal garde ses mots."), "success")
        return redirect(page_of(plan))
    return form_page("remove.html", form, plan=plan, line=line, objective=None)


@blueprint.route("/plan/<int:plan_id>/ajouter-un-objectif", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def add_objective(plan_id: int) -> Answer:
    """Give a result of a draft its objective."""
    plan = _draft(plan_id)
    results = drafting.results_without_objective(plan)
    form = NewObjectiveForm(
        results=[(number, f"{number} – {title}") for number, title in results.items()]
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = drafting.add_objective(
                db.session,
                plan,
                form.result.data,
                objective_facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("L’objectif est ajouté."), "success")
            return sent(form, page_of(plan, f"resultat-{made.result}"))
    return form_page("add_objective.html", form, plan=plan, results=results)


@blueprint.route("/plan/<int:plan_id>/objectifs/<code>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def remove_objective(plan_id: int, code: str) -> Answer:
    """Take the objective off a result of a draft, after asking."""
    plan = _draft(plan_id)
    objective = next((one for one in plan.objectives if one.code == code), None)
    if objective is None:
        raise NotFound
    form = ConfirmForm(data={"version": objective.version})
    if form.validate_on_submit() and done(
        form,
        lambda: drafting.remove_objective(
            db.session,
            plan,
            objective,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’objectif est retiré ; le journal garde ses mots."), "success")
        return redirect(page_of(plan))
    return form_page("remove.html", form, plan=plan, line=None, objective=objective)


def _draft(plan_id: int) -> ActionPlan:
    plan = queries.plan_of(db.session, plan_id)
    require_draft(db.session, plan)
    return plan


def _line_facts(form: NewLineForm | DraftLineForm) -> LineFacts:
    return LineFacts(
        code=form.code.data or "",
        result=form.result.data or "",
        result_title=form.result_title.data or "",
        words={name: form[name].data or "" for name in COLUMNS},
        indicator_code=form.indicator_code.data or "",
    )


def objective_facts(form: ObjectiveForm | NewObjectiveForm) -> ObjectiveFacts:
    """Give what a form says of an objective."""
    return ObjectiveFacts(
        text=form.text.data or "",
        indicator_code=form.indicator_code.data or "",
        baseline_value=form.baseline_value.data or "",
        baseline_on=form.baseline_on.data,
        target=form.target.data or "",
        due_on=form.due_on.data,
        population=form.population.data or "",
        measured_by=form.measured_by.data or "",
        owner=form.owner.data or "",
    )
