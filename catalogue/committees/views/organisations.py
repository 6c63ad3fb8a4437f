"""The organisations that send people to committees or ask for standards."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees import services
from catalogue.committees.facts import OrganisationFacts, facts_of, values_of
from catalogue.committees.forms import OrganisationChangeForm, OrganisationForm
from catalogue.committees.models import Organisation
from catalogue.committees.queries import organisations
from catalogue.committees.rules import keeps_committees
from catalogue.committees.views.blueprint import Answer, blueprint, form_page
from catalogue.committees.vocabulary import STAKEHOLDER_LABELS
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done

_WOMEN_LED = {True: "oui", False: "non", None: "inconnu"}


@blueprint.get("/organisations")
@requires(Permission.COMMITTEE_READ)
def organisation_list() -> str:
    """List the organisations."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    return render_template(
        "catalogue/committees/organisations.html",
        page=organisations(db.session, page=page_number(state.value("page"))),
        state=state,
        categories=STAKEHOLDER_LABELS,
        keeps=keeps_committees(current_actor()),
    )


@blueprint.route("/organisations/nouvelle", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def new_organisation() -> Answer:
    """Add an organisation."""
    form = OrganisationForm()
    if form.validate_on_submit() and done(
        form,
        lambda: services.add_organisation(
            db.session, form.facts(), actor=current_actor(), at=clock.now()
        ),
    ):
        flash(_("L’organisation est enregistrée."), "success")
        return redirect(url_for("committees.organisation_list"))
    return form_page("organisation_form.html", form, organisation=None)


@blueprint.route("/organisations/<int:organisation_id>/modifier", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def edit_organisation(organisation_id: int) -> Answer:
    """Correct an organisation."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    known = values_of(facts_of(OrganisationFacts, found))
    form = OrganisationChangeForm(
        data={**known, "women_led": _WOMEN_LED[found.women_led], "version": found.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.change_organisation(
            db.session,
            found,
            form.facts(),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’organisation est enregistrée."), "success")
        return redirect(url_for("committees.organisation_list"))
    return form_page("organisation_form.html", form, organisation=found)
