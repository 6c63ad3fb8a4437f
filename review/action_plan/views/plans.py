"""The list of plans; a plan written at the screen, its title and period, a draft taken back."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import done, sent, sent_before
from review.action_plan import loading, plans, queries
from review.action_plan.forms import ConfirmForm, PlanEditForm, PlanForm
from review.action_plan.plan_sheet import SHEET_COLUMNS, cells_of
from review.action_plan.plans import PlanFacts, facts_of
from review.action_plan.views.blueprint import Answer, blueprint, form_page, page_of
from review.action_plan.vocabulary import PLAN_STATE_COLOURS, PLAN_STATE_LABELS


@blueprint.get("/plan/tous")
@public
def all_plans() -> str:
    """Show every plan and where it stands; drafts to those who follow the plan only."""
    actor = current_actor()
    keeper = actor.may(Permission.PLAN_KEEP)
    return render_template(
        "review/action_plan/plans.html",
        rows=queries.all_plans(
            db.session, clock.today(), drafts=actor.may(Permission.PLAN_READ_INTERNAL)
        ),
        waiting=loading.files_shown(db.session) if keeper else [],
        states=PLAN_STATE_LABELS,
        colours=PLAN_STATE_COLOURS,
        keeper=keeper,
    )


@in_three_files(blueprint, "/plan/<int:plan_id>/tableau")
@public
def plan_file(plan_id: int, ending: str) -> Response:
    """Give a plan as a file that can be changed and loaded as another."""
    plan = queries.plan_of(db.session, plan_id)
    draft = queries.is_draft(db.session, plan)
    if draft and not current_actor().may(Permission.PLAN_READ_INTERNAL):
        raise NotFound
    return table_response(ending, plan.code, SHEET_COLUMNS, cells_of(queries.results_of(plan)))


@in_three_files(blueprint, "/plan/modele")
@public
def template(ending: str) -> Response:
    """Give the empty file of a plan, with its headings."""
    return table_response(ending, "modele-plan", SHEET_COLUMNS, [])


@blueprint.route("/plan/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def create() -> Answer:
    """Write a plan at the screen; its lines follow."""
    form = PlanForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = plans.create_plan(
                db.session, plan_facts(form), actor=current_actor(), at=clock.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le plan est un brouillon. Ajoutez maintenant ses lignes."), "success")
            return sent(form, page_of(made))
    return form_page("edit_plan.html", form, plan=None)


@blueprint.route("/plan/<int:plan_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit(plan_id: int) -> Answer:
    """Change the code, title or period of a draft."""
    plan = queries.plan_of(db.session, plan_id)
    plans.require_draft(db.session, plan)
    facts = facts_of(plan)
    form = PlanEditForm(
        data={
            "code": facts.code,
            "title": facts.title,
            "starts_on": facts.starts_on,
            "ends_on": facts.ends_on,
            "version": plan.version,
        }
    )
    if form.validate_on_submit() and done(
        form,
        lambda: plans.edit_plan(
            db.session,
            plan,
            plan_facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le plan est modifié."), "success")
        return redirect(page_of(plan))
    return form_page("edit_plan.html", form, plan=plan)


@blueprint.route("/plan/<int:plan_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def take_back(plan_id: int) -> Answer:
    """Take back a draft on which nothing rests, after asking."""
    plan = queries.plan_of(db.session, plan_id)
    plans.require_draft(db.session, plan)
    form = ConfirmForm(data={"version": plan.version})
    if form.validate_on_submit() and done(
        form,
        lambda: plans.take_back(
            db.session,
            plan,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le plan est retiré ; le journal le garde."), "success")
        return redirect(url_for("action_plan.all_plans"))
    return form_page("take_back.html", form, plan=plan)


def plan_facts(form: PlanForm | PlanEditForm) -> PlanFacts:
    """Give what a form says of a plan."""
    return PlanFacts(
        code=form.code.data or "",
        title=form.title.data or "",
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
    )
