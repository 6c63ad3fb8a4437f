"""The secretariat's pages of an item: registering, editing, planning, joining a text."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.errors import Conflict, DomainError
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from catalogue.records.views.base_choice import base_choice
from catalogue.stages.queries import stage_names
from catalogue.work_programme import services
from catalogue.work_programme.facts import TEXT_FACTS, as_typed, facts_of, plan_field
from catalogue.work_programme.forms import (
    EditItemForm,
    ItemFields,
    NewItemForm,
    TextForm,
    plan_form,
)
from catalogue.work_programme.presentation import stage_text
from catalogue.work_programme.queries import committees_to_choose
from catalogue.work_programme.services import ItemFacts
from catalogue.work_programme.views.blueprint import Answer, blueprint, item_or_404, upload_of
from catalogue.work_programme.vocabulary import PLANNED_CODES


@blueprint.route("/programme/nouveau", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def new() -> Answer:
    """Register an item by hand; most come from a needs expression."""
    form = NewItemForm(committees=committees_to_choose(db.session))
    if (choice := base_choice(form)) is not None:
        return _page("new.html", form=form, choice=choice)
    if form.validate_on_submit():
        if (before := sent_before(form)) is not None:
            return before
        facts = _facts(form)
        try:
            item = services.register_item(
                db.session,
                title_fr=facts.title_fr,
                title_en=facts.title_en,
                scope=facts.scope,
                committee_id=facts.committee_id,
                nature=facts.nature,
                kind=facts.kind,
                base_reference=facts.base_reference,
                correspondence=facts.correspondence,
                adoption_method=facts.adoption_method,
                further_bases=facts.further_bases,
                ics=facts.ics,
                forecast=facts.forecast,
                contact=facts.contact,
                project_leader=facts.project_leader,
                milestones={},
                registered_on=form.registered_on.data,
                number=facts.number or None,
                actor=current_actor(),
                at=clock.now(),
                revises=facts.revises,
                planned_reference=facts.planned_reference,
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le sujet %(number)s est inscrit au programme.", number=item.number), "success")
            return sent(form, url_for("work_programme.item", item_id=item.id))
    return _page("new.html", form=form)


@blueprint.route("/programme/<int:item_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def edit(item_id: int) -> Answer:
    """Correct or complete what is written about an item."""
    item = item_or_404(item_id)
    recorded = facts_of(db.session, item)
    typed = as_typed(recorded)
    data: dict[str, Any] = {**asdict(recorded), "ics": typed["ics"]}
    data |= {name: text for name, text in typed.items() if name not in data}
    form = EditItemForm(
        committees=committees_to_choose(db.session), data=data | {"version": item.version}
    )
    if recorded.forecast is not None:
        del form.forecast
    held = next(
        (why for hook in services.enquiry_dates_held if (why := hook(db.session, item))), None
    )
    if held is not None:
        del form.enquiry_from, form.enquiry_to
    if (choice := base_choice(form)) is not None:
        return _page("edit.html", form=form, item=item, choice=choice, held=held)
    if form.validate_on_submit():
        try:
            services.edit_item(
                db.session,
                item,
                _facts(
                    form,
                    forecast=recorded.forecast,
                    enquiry_from=recorded.enquiry_from,
                    enquiry_to=recorded.enquiry_to,
                )
                if held is not None
                else _facts(form, forecast=recorded.forecast),
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
                reason=form.reason.data or "",
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Les modifications sont enregistrées."), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    return _page("edit.html", form=form, item=item, held=held)


@blueprint.route("/programme/<int:item_id>/prevu", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def plan(item_id: int) -> Answer:
    """Say which day each stage is planned for."""
    item = item_or_404(item_id)
    names = stage_names(db.session, on=clock.today())
    planned = {one.code: one.planned_on for one in item.milestones}
    codes = sorted({*PLANNED_CODES, *planned})
    labels = {plan_field(code): stage_text(names, code) for code in codes}
    data: dict[str, Any] = {plan_field(code): day for code, day in planned.items()}
    form = plan_form(labels)(data=data | {"version": item.version})
    if form.validate_on_submit():
        days: dict[str, date] = {
            code: form[plan_field(code)].data for code in codes if form[plan_field(code)].data
        }
        try:
            services.plan(
                db.session,
                item,
                days,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            )
        except Conflict:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Les dates prévues sont enregistrées."), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    return _page("plan.html", form=form, item=item, fields=[form[name] for name in labels])


@blueprint.route("/programme/<int:item_id>/textes/joindre", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def attach(item_id: int) -> Answer:
    """Join a version of the text: a file, or the mention of a paper."""
    item = item_or_404(item_id)
    form = TextForm(data={"version": item.version})
    if form.validate_on_submit():
        try:
            services.attach_text(
                db.session,
                item,
                kind=form.kind.data,
                title=form.title.data or "",
                dated_on=form.dated_on.data,
                upload=upload_of(form.upload),
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
            flash(_("Le texte est joint au sujet."), "success")
            return redirect(url_for("work_programme.item", item_id=item.id))
    return _page("attach.html", form=form, item=item)


def _facts(form: ItemFields, **kept: Any) -> ItemFacts:
    """Read the facts typed; ``kept`` are those that the form does not ask."""
    typed: dict[str, Any] = {
        name: (form[name].data or "") if name in TEXT_FACTS else form[name].data
        for name in ItemFacts.__dataclass_fields__
        if name in form and name != "ics"
    }
    lists = {"ics": form.ics.codes, "further_bases": form.further_bases}
    return ItemFacts(**(typed | lists | kept))


def _page(name: str, *, form: Any, **parts: Any) -> Answer:
    status = 422 if form.is_submitted() and "choice" not in parts else 200
    return render_template(f"catalogue/work_programme/{name}", form=form, **parts), status
