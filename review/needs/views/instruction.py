"""The secretariat’s and the focal point’s pages: 46, 48, 49, and completing with the chair."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import Invalid
from catalogue.forms import VersionedForm
from catalogue.permissions import Permission, current_actor, requires
from catalogue.work_programme.vocabulary import FORECAST_LABELS, Forecast
from review.needs import queries, rules, services
from review.needs.answers import answers_of
from review.needs.field_list import COMPLETABLE, fields_of
from review.needs.forms import answers_in, as_form_data, optional_names, section_form
from review.needs.instruction_forms import (
    CommitteeOpinionForm,
    ForecastOpinionForm,
    ScreeningForm,
)
from review.needs.models import NeedsExpression
from review.needs.views import shown
from review.needs.views.blueprint import blueprint, find, section_named, seen
from review.needs.vocabulary import (
    FORECAST_OPINION_LABELS,
    Admissibility,
    ForecastOpinionKind,
    Section,
)


def _home(needs: NeedsExpression) -> Response:
    return redirect(url_for("needs.page", needs_id=needs.id))


def _not_here(needs: NeedsExpression) -> Response:
    flash(_("Cette fiche n’est pas à l’instruction : voici où elle en est."), "warning")
    return _home(needs)


@blueprint.route("/<int:needs_id>/recevabilite", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def screening(needs_id: int) -> Response | tuple[str, int] | str:
    """Say whether the fiche can be examined, or send it back to its chair (46)."""
    needs = find(needs_id)
    if request.method == "GET" and not rules.may_instruct(current_actor(), needs):
        return _not_here(needs)
    filed = clock.local_date(needs.submitted_at) if needs.submitted_at else None
    form = ScreeningForm(
        data={
            "version": needs.version,
            "received_on": needs.received_on or filed,
            "organisation_id": str(needs.requester_organisation_id or "") or None,
            "admissibility": needs.admissibility,
            "on": needs.admissibility_on or clock.today(),
            "reason": needs.admissibility_reason,
        }
    )
    form.offer(queries.organisations(db.session))
    if form.validate_on_submit():
        organisation = form.organisation_id.data
        answered = services.Screening(
            admissibility=Admissibility(form.admissibility.data),
            on=form.on.data,
            received_on=form.received_on.data,
            reason=form.reason.data or "",
            asked=form.asked.data or [],
            organisation_id=int(organisation) if organisation else None,
        )
        try:
            services.screen(
                db.session,
                needs,
                answered,
                actor=current_actor(),
                seen_version=seen(form),
                at=clock.now(),
                today=clock.today(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            returned = answered.admissibility is Admissibility.TO_COMPLETE
            flash(
                _("La fiche est renvoyée à la présidence, qui est prévenue.")
                if returned
                else _("La recevabilité est enregistrée."),
                "success",
            )
            return _home(needs)
    page = render_template("review/needs/screening.html", form=form, needs=needs)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<int:needs_id>/avis-comite", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def committee_opinion(needs_id: int) -> Response | tuple[str, int] | str:
    """Record the committee’s opinion, its quorum, the women and men present (49)."""
    needs = find(needs_id)
    if request.method == "GET" and not rules.may_instruct(current_actor(), needs):
        return _not_here(needs)
    quorum = {True: "oui", False: "non", None: None}[needs.quorum_reached]
    form = CommitteeOpinionForm(
        data={
            "version": needs.version,
            "on": needs.committee_opinion_on,
            "text": needs.committee_opinion,
            "quorum": quorum,
            "women_present": needs.women_present,
            "men_present": needs.men_present,
        }
    )
    if form.validate_on_submit():
        opinion = services.CommitteeOpinion(
            text=form.text.data,
            on=form.on.data,
            quorum_reached=form.quorum.data == "oui",
            women_present=form.women_present.data,
            men_present=form.men_present.data,
        )
        try:
            services.record_committee_opinion(
                db.session,
                needs,
                opinion,
                actor=current_actor(),
                seen_version=seen(form),
                at=clock.now(),
                today=clock.today(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("L’avis du comité est enregistré."), "success")
            return _home(needs)
    page = render_template("review/needs/committee_opinion.html", form=form, needs=needs)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<int:needs_id>/completer/<letter>", methods=["GET", "POST"])
@requires(Permission.NEEDS_SCREEN)
def complete(needs_id: int, letter: str) -> Response | tuple[str, int] | str:
    """Complete 8, 13, 18 to 33 and 42 to 45 with the chair, who sees each change."""
    place, needs = section_named(letter), find(needs_id)
    fields = fields_of(place, COMPLETABLE)
    if not fields:
        abort(404)
    if request.method == "GET" and not rules.may_instruct(current_actor(), needs):
        return _not_here(needs)
    form: VersionedForm = section_form(place, COMPLETABLE)(
        data=as_form_data(answers_of(needs), fields) | {"version": needs.version}
    )
    if form.validate_on_submit():
        try:
            services.save_answers(
                db.session,
                needs,
                answers_in(form, fields),
                actor=current_actor(),
                seen_version=seen(form),
                at=clock.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("C’est enregistré. La présidence verra ce que vous avez complété."), "success")
            return _home(needs)
    page = render_template(
        "review/needs/complete.html",
        form=form,
        needs=needs,
        place=place,
        optional=optional_names(fields),
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<int:needs_id>/avis-prevision", methods=["GET", "POST"])
@requires(Permission.OPINION_GIVE)
def forecast_opinion(needs_id: int) -> Response | tuple[str, int] | str:
    """Give the focal point’s opinion on the forecast (48)."""
    needs = find(needs_id)
    if request.method == "GET" and not rules.may_give_opinion(current_actor(), needs):
        return _not_here(needs)
    form = ForecastOpinionForm(data={"version": needs.version})
    if form.validate_on_submit():
        to = form.reclassified_to.data
        try:
            services.give_forecast_opinion(
                db.session,
                needs,
                ForecastOpinionKind(form.kind.data),
                reclassified_to=Forecast(to) if to else None,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=seen(form),
                at=clock.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Votre avis est enregistré."), "success")
            return _home(needs)
    page = render_template(
        "review/needs/forecast_opinion.html",
        form=form,
        needs=needs,
        forecast=FORECAST_LABELS[needs.forecast] if needs.forecast else None,
        sections=shown.sections(db.session, needs, only=(Section.B, Section.F)),
        labels=FORECAST_OPINION_LABELS,
    )
    return (page, 422) if request.method == "POST" else page
