"""The decision on a need (50): one page per act of the workflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import Invalid
from catalogue.forms import ErrorLine
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.permissions import Permission, current_actor, requires
from catalogue.records.vocabulary import Nature
from review.needs import queries, rules, services
from review.needs.field_list import PART_OF
from review.needs.forms import ReasonForm, heading
from review.needs.instruction_forms import MergeForm, RegisterForm, VerdictForm
from review.needs.models import NeedsExpression
from review.needs.next_act import missing_for_programme
from review.needs.views.blueprint import blueprint, find, seen
from review.needs.vocabulary import AdoptionMode, WorkNature
from review.needs.workflow import available

# What field 11 most often becomes on the programme; the others are asked without a proposal.
PROPOSED_NATURE: Mapping[WorkNature, Nature] = {
    WorkNature.NEW: Nature.NEW,
    WorkNature.ADOPTION: Nature.NEW,
    WorkNature.REVISION: Nature.TECHNICAL_REVISION,
    WorkNature.AMENDMENT: Nature.AMENDMENT,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One decision: its form, its words."""

    form: type[VerdictForm]
    title: Message
    done: Message


PAGES: Mapping[str, Page] = {
    "inscrire": Page(
        RegisterForm, N_("Inscrire au programme"), N_("Le besoin est inscrit au programme.")
    ),
    "reporter": Page(VerdictForm, N_("Reporter le besoin"), N_("Le besoin est reporté.")),
    "fusionner": Page(
        MergeForm, N_("Fusionner avec un autre besoin"), N_("Le besoin est fusionné.")
    ),
    "rejeter": Page(VerdictForm, N_("Rejeter le besoin"), N_("Le besoin est rejeté.")),
}


@blueprint.route("/<int:needs_id>/decision/<slug>", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def decide(needs_id: int, slug: str) -> Response | tuple[str, int] | str:
    """Record one decision: put on the programme, postpone, merge or reject."""
    if slug not in PAGES:
        abort(404)
    needs, shape = find(needs_id), PAGES[slug]
    if not rules.may_instruct(current_actor(), needs):
        flash(_("Ce besoin est déjà décidé, ou n’est pas à l’instruction."), "warning")
        return redirect(url_for("needs.page", needs_id=needs.id))
    form = shape.form(data=_first_answers(needs))
    if isinstance(form, RegisterForm):
        form.offer(queries.all_committees(db.session))
        if needs.committee_id is not None:
            del form.committee_id
    if form.validate_on_submit():
        try:
            _act(slug, needs, form)
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(say(shape.done), "success")
            return redirect(url_for("needs.page", needs_id=needs.id))
    page = render_template(
        "review/needs/decide.html",
        form=form,
        needs=needs,
        title=shape.title,
        slug=slug,
        missing=_missing(needs) if slug == "inscrire" else [],
        base_references=needs.base_references,
    )
    return (page, 422) if request.method == "POST" else page


def _first_answers(needs: NeedsExpression) -> dict[str, Any]:
    mode = needs.adoption_mode
    nature = PROPOSED_NATURE.get(needs.work_nature) if needs.work_nature else None
    taken_over = mode is not None and mode is not AdoptionMode.NO_BASE
    return {
        "version": needs.version,
        "decided_on": clock.today(),
        "nature": nature.value if nature else None,
        "base_reference": services.base_standard(needs) if taken_over else "",
    }


def _missing(needs: NeedsExpression) -> list[ErrorLine]:
    """Say what the programme still wants, each with the page where it is given."""
    return [
        ErrorLine(None, str(heading(*PART_OF[problem.attribute])), say(problem.message))
        for problem in missing_for_programme(needs)
    ]


def _act(slug: str, needs: NeedsExpression, form: VerdictForm) -> None:
    verdict = services.Verdict(
        body=form.body.data, on=form.decided_on.data, reason=form.reason.data
    )
    facts: dict[str, Any] = {
        "actor": current_actor(),
        "seen_version": seen(form),
        "at": clock.now(),
        "today": clock.today(),
    }
    session = db.session
    if isinstance(form, RegisterForm):
        services.register(session, needs, verdict, _registration(form), **facts)
    elif isinstance(form, MergeForm):
        services.merge(session, needs, verdict, into_number=form.into_number.data, **facts)
    elif slug == "reporter":
        services.postpone(session, needs, verdict, **facts)
    else:
        services.reject(session, needs, verdict, **facts)


def _registration(form: RegisterForm) -> services.Registration:
    committee = form.committee_id.data if "committee_id" in form else None
    return services.Registration(
        nature=Nature(form.nature.data),
        committee_id=int(committee) if committee else None,
        base_reference=form.base_reference.data or "",
        revises=form.revises.data or "",
        contact=form.contact.data or "",
        number=form.number.data or "",
    )


@blueprint.route("/<int:needs_id>/reprendre-instruction", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def resume(needs_id: int) -> Response | tuple[str, int] | str:
    """Take a postponed need up again, saying why."""
    needs = find(needs_id)
    if "resume" not in available(needs.state, current_actor()):
        flash(_("Ce besoin n’est pas reporté : voici où il en est."), "warning")
        return redirect(url_for("needs.page", needs_id=needs.id))
    form = ReasonForm(data={"version": needs.version})
    if form.validate_on_submit():
        try:
            services.resume(
                db.session,
                needs,
                actor=current_actor(),
                reason=form.reason.data,
                seen_version=seen(form),
                at=clock.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("L’instruction reprend."), "success")
            return redirect(url_for("needs.page", needs_id=needs.id))
    page = render_template("review/needs/resume.html", form=form, needs=needs)
    return (page, 422) if request.method == "POST" else page
