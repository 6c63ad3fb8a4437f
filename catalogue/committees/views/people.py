"""The register of people, for those who may read more than a name and a seat."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.committees import people as register
from catalogue.committees.counting_forms import ErasureForm
from catalogue.committees.facts import PersonFacts, facts_of, values_of
from catalogue.committees.forms import NewPersonForm, PersonChangeForm
from catalogue.committees.models import Person
from catalogue.committees.own_data import rows as own_data_rows
from catalogue.committees.queries import every_organisation, people, person_of, runs
from catalogue.committees.rules import keeps_committees
from catalogue.committees.views.blueprint import Answer, blueprint, form_page
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from catalogue.database import db
from catalogue.downloads import Column, in_three_files, table_response
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before


@blueprint.get("/personnes")
@requires(Permission.PERSON_READ)
def person_list() -> str:
    """List the people of the register, by family name."""
    state = UrlState.read(request.args.items(multi=True), ("q", "page"))
    return render_template(
        "catalogue/committees/people.html",
        page=people(db.session, state.value("q"), page=page_number(state.value("page"))),
        state=state,
        keeps=keeps_committees(current_actor()),
    )


@blueprint.get("/personnes/<int:person_id>")
@requires(Permission.PERSON_READ)
def person(person_id: int) -> str:
    """Show a person: what they declared, how to reach them, their mandates."""
    return render_template(
        "catalogue/committees/person.html",
        person=_person(person_id),
        sexes=SEX_LABELS,
        roles=MANDATE_ROLE_LABELS,
        runs=runs,
        today=clock.today(),
        state=UrlState.read([], ()),
        keeps=keeps_committees(current_actor()),
    )


@blueprint.route("/personnes/nouvelle", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def new_person() -> Answer:
    """Add a person to the register."""
    form = NewPersonForm(organisations=every_organisation(db.session))
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = register.add_person(
                db.session,
                form.facts(),
                homonym=bool(form.homonym.data),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("%(name)s est dans le registre.", name=made.full_name), "success")
            return sent(form, url_for("committees.person", person_id=made.id))
    return form_page("person_form.html", form, person=None)


@blueprint.route("/personnes/<int:person_id>/modifier", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def edit_person(person_id: int) -> Answer:
    """Correct what the register says of a person."""
    found = _person(person_id)
    form = PersonChangeForm(
        data={**values_of(facts_of(PersonFacts, found)), "version": found.version},
        organisations=every_organisation(db.session),
    )
    if form.validate_on_submit() and done(
        form,
        lambda: register.change_person(
            db.session,
            found,
            form.facts(),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La fiche est enregistrée."), "success")
        return _to(found.id)
    return form_page("person_form.html", form, person=found)


@blueprint.route("/personnes/<int:person_id>/effacer", methods=["GET", "POST"])
@requires(Permission.COMMITTEE_MANAGE)
def erase_person(person_id: int) -> Answer:
    """Take a person out of the register at their request."""
    found = _person(person_id)
    form = ErasureForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: register.erase_person(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La fiche est effacée."), "success")
        if current_actor().may(Permission.JOURNAL_ERASE):
            return redirect(url_for("journal.erase", kind="personne", subject_id=person_id))
        return redirect(url_for(".person_list"))
    return form_page("erase_person.html", form, person=found)


@in_three_files(blueprint, "/personnes/<int:person_id>/donnees")
@requires(Permission.PERSON_READ)
def person_data(person_id: int, ending: str) -> Response:
    """Give what the register holds on a person, to hand them."""
    return _data(_person(person_id), ending)


@in_three_files(blueprint, "/mes-donnees")
@requires(Permission.PROFILE_OWN)
def own_data(ending: str) -> Response:
    """Give somebody what the register holds on themselves."""
    own = current_actor().person_id
    if own is None:
        raise NotFound(N_("Votre compte n’est relié à aucune fiche du registre des personnes."))
    return _data(_person(own), ending)


_DATA = (
    Column("part", N_("Rubrique")),
    Column("what", N_("Donnée"), 40),
    Column("value", N_("Valeur"), 40),
    Column("since", N_("Depuis le"), 14),
    Column("until", N_("Jusqu’au"), 14),
)


def _data(found: Person, ending: str) -> Response:
    told = [
        [say(cell) if isinstance(cell, Message) else cell for cell in row]
        for row in own_data_rows(db.session, found)
    ]
    return table_response(ending, f"donnees-personne-{found.id}", _DATA, told)


def _person(person_id: int) -> Person:
    found = person_of(db.session, person_id)
    if found is None or found.erased_at is not None:
        raise NotFound
    return found


def _to(person_id: int) -> Response:
    return redirect(url_for("committees.person", person_id=person_id))
