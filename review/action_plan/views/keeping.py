"""The secretariat keeps the plan: words, objectives, versions, validation."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import done, sent, sent_before
from catalogue.work_programme.views.blueprint import upload_of
from review.action_plan import comparing, queries, services
from review.action_plan.forms import (
    CorrectionForm,
    LineForm,
    ObjectiveForm,
    ValidationForm,
    VersionForm,
)
from review.action_plan.models import ActionPlan
from review.action_plan.plans import overlapping
from review.action_plan.services import ValidationFacts
from review.action_plan.views.blueprint import Answer, blueprint, form_page, page_of
from review.action_plan.views.drafting import draft_line_page, objective_facts
from review.action_plan.vocabulary import COLUMNS


@blueprint.route("/plan/<int:plan_id>/lignes/<code>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_line(plan_id: int, code: str) -> Answer:
    """Correct the words of a line; the source stands beside them."""
    plan = queries.plan_of(db.session, plan_id)
    line = next((one for one in plan.lines if one.code == code), None)
    if line is None:
        raise NotFound
    if queries.is_draft(db.session, plan):
        return draft_line_page(plan, line)
    names = (*COLUMNS, "indicator_code")
    form = LineForm(data={name: getattr(line, name) for name in (*names, "version")})
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_line(
            db.session,
            line,
            {name: form[name].data or "" for name in names},
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(
            _("La ligne est enregistrée. Elle entre dans la prochaine version publiée."), "success"
        )
        return redirect(page_of(plan, f"ligne-{code}"))
    return form_page("edit_line.html", form, plan=plan, line=line, columns=COLUMNS, draft=False)


@blueprint.route("/plan/<int:plan_id>/objectifs/<code>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_objective(plan_id: int, code: str) -> Answer:
    """Fill the slots of an objective."""
    plan = queries.plan_of(db.session, plan_id)
    objective = next((one for one in plan.objectives if one.code == code), None)
    if objective is None:
        raise NotFound
    facts = asdict(services.objective_facts(objective))
    form = ObjectiveForm(data=facts | {"version": objective.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_objective(
            db.session,
            objective,
            objective_facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(
            _("L’objectif est enregistré. Il entre dans la prochaine version publiée."), "success"
        )
        if objective.target and objective.due_on is None:
            flash(_("La cible n’a pas d’échéance : l’objectif reste incomplet sans elle."))
        return redirect(page_of(plan, f"resultat-{objective.result}"))
    return form_page(
        "edit_objective.html",
        form,
        plan=plan,
        objective=objective,
        draft=queries.is_draft(db.session, plan),
    )


@blueprint.get("/plan/<int:plan_id>/versions")
@public
def versions(plan_id: int) -> str:
    """Show the versions of a plan, and what differs between two."""
    plan = queries.plan_of(db.session, plan_id)
    listed = queries.versions_of(db.session, plan_id)
    if not listed and not current_actor().may(Permission.PLAN_READ_INTERNAL):
        raise NotFound
    last = listed[0].number if listed else 0
    asked = [request.args.get(name, type=int) for name in ("de", "a")]
    numbers = (asked[0] or max(last - 1, 1), asked[1] or last)
    texts = {one.number: one for one in queries.version_texts(db.session, plan_id, numbers)}
    before, after = (texts.get(number) for number in numbers)
    found = []
    if before is not None and after is not None:
        found = [
            *comparing.differences(before.objectives, after.objectives, comparing.OBJECTIVE_TEXTS),
            *comparing.differences(before.lines, after.lines, comparing.LINE_TEXTS),
        ]
    return render_template(
        "review/action_plan/versions.html",
        plan=plan,
        versions=listed,
        before=before,
        after=after,
        differences=found,
        named=current_actor().may(Permission.PLAN_READ_INTERNAL),
        keeper=current_actor().may(Permission.PLAN_KEEP),
    )


@blueprint.route("/plan/<int:plan_id>/versions/publier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def publish(plan_id: int) -> Answer:
    """Freeze the text of the plan as it stands."""
    plan = queries.plan_of(db.session, plan_id)
    form = VersionForm(data={"effective_on": clock.today()})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.publish_version(
                db.session,
                plan,
                reason=form.reason.data or "",
                effective_on=form.effective_on.data,
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La version est publiée."), "success")
            return sent(form, url_for("action_plan.versions", plan_id=plan.id))
    return form_page(
        "publish.html",
        form,
        plan=plan,
        first=queries.is_draft(db.session, plan),
        overlapping=overlapping(db.session, plan.starts_on, plan.ends_on, but=plan.id),
    )


@blueprint.route("/plan/<int:plan_id>/validation", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def validate(plan_id: int) -> Answer:
    """Record who validated the plan, or correct it beside what was recorded."""
    plan = queries.plan_of(db.session, plan_id)
    recorded = queries.validations_of(db.session, plan_id)
    last = recorded[-1] if recorded else None
    names = ("validated_by", "reference", "validated_on")
    form = (
        ValidationForm()
        if last is None
        else CorrectionForm(data={name: getattr(last, name) for name in names})
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.record_validation(
                db.session,
                plan,
                ValidationFacts(**{name: form[name].data for name in names}),
                document=upload_of(form.document),
                replaces=last,
                reason=form.reason.data or "" if isinstance(form, CorrectionForm) else "",
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return _validated(form, plan)
    return form_page("validate.html", form, plan=plan, recorded=recorded)


def _validated(form: ValidationForm, plan: ActionPlan) -> Response:
    flash(_("La validation du plan est enregistrée."), "success")
    return sent(form, page_of(plan))
