"""What organisations propose: noted, corrected, retained, set aside, its name erased."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.naming import person_choices
from catalogue.committees.queries import every_organisation
from catalogue.committees.vocabulary import Sex
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.forms import VersionedForm
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before
from review.nominations import proposals
from review.nominations.forms import (
    EditProposalForm,
    NewProposalForm,
    ProposalFields,
    ReasonForm,
    RetainForm,
)
from review.nominations.models import Call
from review.nominations.proposals import ProposalFacts
from review.nominations.views.blueprint import (
    Answer,
    blueprint,
    call_or_404,
    proposal_or_404,
    seat_words,
    to_call,
)


@blueprint.route("/appels/<int:call_id>/propositions/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new_proposal(call_id: int) -> Answer:
    """Note a proposal received."""
    found = call_or_404(call_id)
    form = NewProposalForm(
        **_options(found), data={"received_on": clock.today(), "titular": "titular"}
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            proposals.receive(
                db.session,
                found,
                _facts(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La proposition est notée."), "success")
            return sent(form, url_for("nominations.call", call_id=call_id))
    page = render_template("review/nominations/new_proposal.html", form=form, call=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/appels/<int:call_id>/propositions/<int:proposal_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_proposal(call_id: int, proposal_id: int) -> Answer:
    """Correct a proposal that has no outcome yet."""
    options = _options(call_or_404(call_id))  # first: reading a call reads its proposals anew
    found = proposal_or_404(call_id, proposal_id)
    form = EditProposalForm(
        **options,
        data={
            "seat_id": found.seat_id,
            "organisation_id": found.organisation_id,
            "received_on": found.received_on,
            "person_id": found.person_id,
            "family_name": found.family_name,
            "given_names": found.given_names,
            "sex": found.sex,
            "titular": "titular" if found.titular else "alternate",
            "version": found.version,
        },
    )
    if form.validate_on_submit() and done(
        form,
        lambda: proposals.correct(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La proposition est corrigée."), "success")
        return to_call(call_id)
    page = render_template("review/nominations/edit_proposal.html", form=form, proposal=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route(
    "/appels/<int:call_id>/propositions/<int:proposal_id>/retenir", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def retain_proposal(call_id: int, proposal_id: int) -> Answer:
    """Give the seat to who is proposed."""
    found = proposal_or_404(call_id, proposal_id)
    form = RetainForm(data={"version": found.version})
    if form.validate_on_submit():
        kept = carried_out(
            form,
            lambda: proposals.retain(
                db.session,
                found,
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                homonym=bool(form.homonym.data),
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if kept is not None:
            flash(_("La proposition est retenue : le mandat est au registre."), "success")
            return to_call(call_id)
        found = proposal_or_404(call_id, proposal_id)
    page = render_template(
        "review/nominations/retain.html",
        form=form,
        proposal=found,
        seat=seat_words(found.seat.mandate, named=True),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route(
    "/appels/<int:call_id>/propositions/<int:proposal_id>/ecarter", methods=["GET", "POST"]
)
@requires(Permission.PLAN_KEEP)
def decline_proposal(call_id: int, proposal_id: int) -> Answer:
    """Set a proposal aside, with the reason."""
    found = proposal_or_404(call_id, proposal_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: proposals.decline(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La proposition est écartée."), "success")
        return to_call(call_id)
    page = render_template(
        "review/nominations/decline.html",
        form=form,
        proposal=found,
        seat=seat_words(found.seat.mandate, named=True),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/appels/<int:call_id>/propositions/<int:proposal_id>/effacer")
@requires(Permission.PLAN_KEEP)
def erase_proposed(call_id: int, proposal_id: int) -> Answer:
    """Take away the name of somebody who was not retained."""
    found = proposal_or_404(call_id, proposal_id)
    form = VersionedForm()
    if form.validate_on_submit() and done(
        form,
        lambda: proposals.erase_name(
            db.session,
            found,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le nom est effacé de cette proposition."), "success")
    else:
        for line in form.error_summary():
            flash(line.message, "error")
    return to_call(call_id)


def _options(call: Call) -> dict[str, list[tuple[int, str]]]:
    return {
        "seats": [(one.id, seat_words(one.mandate, named=True)) for one in call.seats],
        "organisations": [(one.id, one.name) for one in every_organisation(db.session)],
        "people": person_choices(db.session, on=clock.today()),
    }


def _facts(form: ProposalFields) -> ProposalFacts:
    return ProposalFacts(
        seat_id=form.seat_id.data,
        organisation_id=form.organisation_id.data,
        received_on=form.received_on.data,
        person_id=form.person_id.data,
        family_name=form.family_name.data or "",
        given_names=form.given_names.data or "",
        sex=form.sex.data or Sex.NOT_ASKED,
        titular=form.titular.data == "titular",
    )
