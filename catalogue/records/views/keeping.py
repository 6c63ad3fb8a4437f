"""Keeping the register: recording, changing, withdrawing and linking standards."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees.queries import every_committee
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.records import services
from catalogue.records.checks import warnings
from catalogue.records.facts import EditionFacts, facts_of
from catalogue.records.forms import (
    EditionChangeForm,
    EditionForm,
    ReinstatementForm,
    RelationForm,
    WithdrawalForm,
    answers_from,
)
from catalogue.records.models import Edition
from catalogue.records.queries import (
    agency_body,
    bodies,
    edition_with_reference,
    visible_edition,
)
from catalogue.records.views.base_choice import base_choice
from catalogue.records.views.blueprint import blueprint
from catalogue.records.vocabulary import RELATION_KIND_LABELS, DocumentKind, RelationKind

Answer = str | Response | tuple[str, int]


@blueprint.route("/normes/nouvelle", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def new() -> Answer:
    """Record a standard that exists already."""
    agency = agency_body(db.session)
    form = EditionForm(
        data={"body_code": agency.code if agency else None, "kind": DocumentKind.STANDARD},
        **_lists(),
    )
    if (choice := base_choice(form)) is not None:
        return _page("new.html", form, choice=choice)
    if form.validate_on_submit():
        facts = form.facts()
        made: list[Edition] = []
        if done(form, lambda: made.append(_record(facts))):
            _warn(facts)
            flash(_("La norme est enregistrée."), "success")
            return _to(made[0].id)
    return _page("new.html", form, same=_already_there(form))


@blueprint.route("/normes/<int:edition_id>/modifier", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def edit(edition_id: int) -> Answer:
    """Correct the facts of a standard."""
    found = _edition(edition_id)
    form = EditionChangeForm(
        data={**answers_from(facts_of(found)), "version": found.version}, **_lists()
    )
    if (choice := base_choice(form)) is not None:
        return _page("edit.html", form, edition=found, choice=choice)
    if form.validate_on_submit():
        facts = form.facts()
        saved = done(
            form,
            lambda: services.change_edition(
                db.session,
                found,
                facts,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
                reason=form.reason.data or "",
            ),
        )
        if saved:
            _warn(facts)
            flash(_("La fiche est enregistrée."), "success")
            return _to(found.id)
    return _page("edit.html", form, edition=found, same=_already_there(form, found))


@blueprint.route("/normes/<int:edition_id>/annuler", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def withdraw(edition_id: int) -> Answer:
    """Withdraw a standard, with the day and the reason."""
    found = _edition(edition_id)
    form = WithdrawalForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.withdraw(
            db.session,
            found,
            on=form.withdrawn_on.data,
            reason=form.reason.data,
            decision=form.decision.data or "",
            successor=form.successor.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’annulation de %(reference)s est enregistrée.", reference=found.reference))
        return _to(found.id)
    return _page("withdraw.html", form, edition=found)


@blueprint.route("/normes/<int:edition_id>/retablir", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def reinstate(edition_id: int) -> Answer:
    """Take back a withdrawal entered by mistake."""
    found = _edition(edition_id)
    form = ReinstatementForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.reinstate(
            db.session,
            found,
            reason=form.reason.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("%(reference)s est de nouveau en vigueur.", reference=found.reference))
        return _to(found.id)
    return _page("reinstate.html", form, edition=found)


@blueprint.route("/normes/<int:edition_id>/liens/nouveau", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def relate(edition_id: int) -> Answer:
    """Say what a standard is to another document."""
    found = _edition(edition_id)
    form = RelationForm()
    if form.validate_on_submit() and done(
        form,
        lambda: services.add_relation(
            db.session,
            found,
            kind=form.kind.data,
            target_reference=form.target_reference.data,
            effective_on=form.effective_on.data,
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("Le lien est enregistré."), "success")
        _remind_of_replaced(form)
        return _to(found.id)
    return _page("relate.html", form, edition=found)


@blueprint.route(
    "/normes/<int:edition_id>/liens/<int:relation_id>/retirer", methods=["GET", "POST"]
)
@requires(Permission.STANDARD_MANAGE)
def unrelate(edition_id: int, relation_id: int) -> Answer:
    """Take back a link entered by mistake, after asking."""
    found = _edition(edition_id)
    relation = next((one for one in found.relations if one.id == relation_id), None)
    if relation is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_relation(
            db.session, found, relation_id, actor=current_actor(), at=clock.now()
        ),
    ):
        flash(_("Le lien est retiré."), "success")
        return _to(found.id)
    return _page(
        "unrelate.html", form, edition=found, relation=relation, relation_kinds=RELATION_KIND_LABELS
    )


def _record(facts: EditionFacts) -> Edition:
    return services.record_edition(
        db.session, facts, actor=current_actor(), at=clock.now(), today=clock.today()
    )


def _page(template: str, form: Form, **facts: object) -> Answer:
    page = render_template(f"catalogue/records/{template}", form=form, **facts)
    return (page, 422) if form.errors else page


def _to(edition_id: int) -> Response:
    return redirect(url_for("records.edition", edition_id=edition_id))


def _edition(edition_id: int) -> Edition:
    found = visible_edition(db.session, current_actor(), edition_id)
    if found is None:
        raise NotFound
    return found


def _lists() -> dict[str, Any]:
    return {"bodies": bodies(db.session), "committees": every_committee(db.session)}


def _warn(facts: EditionFacts) -> None:
    for message in warnings(facts):
        flash(say(message), "warning")


def _already_there(form: EditionForm, own: Edition | None = None) -> Edition | None:
    """Give the standard already recorded under the reference typed, to link to it."""
    if not form.reference.errors or not form.reference.data:
        return None
    same = edition_with_reference(db.session, form.reference.data)
    return same if same is not own else None


def _remind_of_replaced(form: RelationForm) -> None:
    """Say that a replaced standard stays in force until somebody withdraws it."""
    if form.kind.data is not RelationKind.REPLACES:
        return
    target = edition_with_reference(db.session, form.target_reference.data)
    if target is not None and target.withdrawn_on is None:
        flash(
            _(
                "%(reference)s reste en vigueur : si elle ne l’est plus, ouvrez sa fiche et "
                "annulez-la.",
                reference=target.reference,
            ),
            "warning",
        )
