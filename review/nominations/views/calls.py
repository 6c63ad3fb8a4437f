"""The list of calls and its file, a call's page, its acts, its letter."""

from __future__ import annotations

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock, typesetting
from catalogue.committees.queries import every_organisation
from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, SEX_LABELS
from catalogue.database import db
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.errors import DomainError
from catalogue.forms import VersionedForm
from catalogue.i18n import say
from catalogue.messages import N_
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.nominations import calls, queries
from review.nominations.calls import CallFacts
from review.nominations.forms import CallFields, DayForm, EditCallForm, NewCallForm, ReasonForm
from review.nominations.hooks import Effect, weighing
from review.nominations.letter import letter_data
from review.nominations.models import Call
from review.nominations.rules import keeps_nominations, reads_proposed_people
from review.nominations.views.blueprint import (
    PDF,
    Answer,
    agency,
    blueprint,
    call_or_404,
    seat_words,
    to_call,
)
from review.nominations.vocabulary import CALL_STATE_LABELS, OUTCOME_LABELS, CallState
from review.nominations.workflow import may

CALL_COLOURS = {"preparing": "grey", "sent": "blue", "closed": "green", "cancelled": "red"}
COLUMNS = (
    Column("id", N_("Numéro"), 10),
    Column("title", N_("Appel"), 50),
    Column("state", N_("Où il en est"), 16),
    Column("opens_on", N_("Ouvert le"), 14),
    Column("closes_on", N_("Propositions jusqu’au"), 14),
    Column("sent_on", N_("Envoyé le"), 14),
    Column("criteria", N_("Critères de participation"), 40),
    Column("criteria_version", N_("Version des critères"), 10),
    Column("seats", N_("Sièges"), 10),
    Column("organisations", N_("Organisations"), 12),
    Column("proposals", N_("Propositions"), 12),
    Column("retained", N_("Retenues"), 10),
    Column("declined", N_("Écartées"), 10),
)
_STATES = {one.value: one for one in CallState}


@blueprint.get("/appels")
@requires(Permission.PLAN_READ_INTERNAL)
def calls_list() -> Answer:
    """List the calls, the latest first."""
    state = UrlState.read(request.args.items(multi=True), ("etat", "page"))
    page = queries.calls_page(
        db.session,
        state=_STATES.get(state.value("etat")),
        number=page_number(state.value("page")),
    )
    return render_template(
        "review/nominations/calls.html",
        page=page,
        state=state,
        counts=queries.counts_of(db.session, [one.id for one in page]),
        labels=CALL_STATE_LABELS,
        colours=CALL_COLOURS,
        today=clock.today(),
        keeper=keeps_nominations(current_actor()),
        sees_openings=current_actor().may(Permission.INDICATOR_READ_DETAIL),
    )


@in_three_files(blueprint, "/appels")
@requires(Permission.PLAN_READ_INTERNAL)
def calls_file(ending: str) -> Response:
    """Give the same list, whole, as a file; nobody's name is in it."""
    found = queries.all_calls(db.session, state=_STATES.get(request.args.get("etat", "")))
    counts = queries.counts_of(db.session, [one.id for one in found])
    rows = (
        (
            one.id,
            one.title,
            Coded(one.state.value, say(CALL_STATE_LABELS[one.state])),
            one.opens_on,
            one.closes_on,
            one.sent_on,
            one.criteria.title if one.criteria is not None else None,
            one.criteria_version.number if one.criteria_version is not None else None,
            counts[one.id].seats,
            counts[one.id].organisations,
            counts[one.id].proposals,
            counts[one.id].retained,
            counts[one.id].declined,
        )
        for one in found
    )
    return table_response(ending, "appels", COLUMNS, rows)


@blueprint.route("/appels/nouvel", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new_call() -> Answer:
    """Prepare a call on seats to be filled."""
    asked = [int(one) for one in request.args.getlist("siege") if one.isascii() and one.isdigit()]
    form = NewCallForm(**_options(None), data={"seats": asked, "opens_on": clock.today()})
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            call = calls.prepare(db.session, _facts(form), actor=current_actor(), at=clock.now())
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("L’appel est préparé."), "success")
            return sent(form, url_for("nominations.call", call_id=call.id))
    page = render_template("review/nominations/new_call.html", form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/appels/<int:call_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def call(call_id: int) -> Answer:
    """Show a call: its seats, whom it is sent to, what was proposed and what became of it."""
    found = call_or_404(call_id)
    actor = current_actor()
    keeper, named = keeps_nominations(actor), reads_proposed_people(actor)
    return render_template(
        "review/nominations/call.html",
        call=found,
        keeper=keeper,
        named=named,
        may=lambda act: keeper and may(act, found.state),
        effects=_effects(found) if named else {},
        seat_words=lambda seat: seat_words(seat.mandate, named=named),
        labels=CALL_STATE_LABELS,
        colours=CALL_COLOURS,
        roles=MANDATE_ROLE_LABELS,
        sexes=SEX_LABELS,
        outcomes=OUTCOME_LABELS,
        today=clock.today(),
    )


@blueprint.route("/appels/<int:call_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_call(call_id: int) -> Answer:
    """Change a call."""
    found = call_or_404(call_id)
    facts = calls.facts_of(found)
    form = EditCallForm(
        **_options(found),
        data={
            "title": facts.title,
            "opens_on": facts.opens_on,
            "closes_on": facts.closes_on,
            "seats": sorted(facts.mandate_ids),
            "organisations": sorted(facts.organisation_ids),
            "criteria_id": facts.criteria_id,
            "message": facts.message,
            "version": found.version,
        },
    )
    if form.validate_on_submit() and done(
        form,
        lambda: calls.change(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’appel est modifié."), "success")
        return to_call(call_id)
    page = render_template("review/nominations/edit_call.html", form=form, call=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/appels/<int:call_id>/envoyer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def send_call(call_id: int) -> Answer:
    """Record the day a call went out."""
    found = call_or_404(call_id)
    form = DayForm(data={"on": clock.today(), "version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: calls.send(
            db.session,
            found,
            on=form.on.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’envoi est enregistré. Notez les propositions à mesure."), "success")
        return to_call(call_id)
    page = render_template("review/nominations/send_call.html", form=form, call=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/appels/<int:call_id>/clore")
@requires(Permission.PLAN_KEEP)
def close_call(call_id: int) -> Answer:
    """Close a call whose proposals all have their outcome."""
    found = call_or_404(call_id)
    form = VersionedForm()
    if form.validate_on_submit() and done(
        form,
        lambda: calls.close(
            db.session,
            found,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’appel est clos."), "success")
    else:
        for line in form.error_summary():
            flash(line.message, "error")
    return to_call(call_id)


@blueprint.route("/appels/<int:call_id>/abandonner", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def cancel_call(call_id: int) -> Answer:
    """Give a call up, with the reason."""
    found = call_or_404(call_id)
    form = ReasonForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: calls.cancel(
            db.session,
            found,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("L’appel est abandonné."), "success")
        return to_call(call_id)
    page = render_template("review/nominations/cancel_call.html", form=form, call=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/appels/<int:call_id>/lettre.pdf")
@requires(Permission.PLAN_READ_INTERNAL)
def letter(call_id: int) -> Response:
    """Print the letter of a call with its criteria."""
    found = call_or_404(call_id)
    version = found.criteria_version
    if version is None and found.criteria_id is not None and found.sent_on is None:
        version = queries.in_force_on(db.session, found.criteria_id, clock.today())
    data = letter_data(found, version, agency())
    db.session.rollback()
    return Response(
        typesetting.pdf("paper", data, at=clock.now()),
        content_type=PDF,
        headers={"Content-Disposition": f'inline; filename="appel-{call_id}.pdf"'},
    )


def _effects(call: Call) -> dict[int, Effect]:
    """Say what each titular proposal that waits would do to the figures of today."""
    waiting = [one for one in call.proposals if one.outcome is None and one.titular]
    if not waiting or not weighing:
        return {}
    weigh = weighing[0](db.session, clock.today())
    seats = {one.id: one.mandate for one in call.seats}
    return {
        one.id: weigh(
            seats[one.seat_id].committee_id,
            None if (leaving := seats[one.seat_id].person) is None else leaving.sex,
            one.declared_sex,
        )
        for one in waiting
    }


def _options(call: Call | None) -> dict[str, list[tuple[int, str]]]:
    seats = {one.id: one for one in queries.open_seats(db.session, on=clock.today())}
    if call is not None:
        seats |= {one.mandate_id: one.mandate for one in call.seats}
    return {
        "seats": [(one.id, seat_words(one, named=True)) for one in seats.values()],
        "organisations": [(one.id, one.name) for one in every_organisation(db.session)],
        "criteria": list(queries.criteria(db.session)),
    }


def _facts(form: CallFields) -> CallFacts:
    return CallFacts(
        title=form.title.data or "",
        opens_on=form.opens_on.data,
        closes_on=form.closes_on.data,
        mandate_ids=frozenset(form.seats.data or ()),
        organisation_ids=frozenset(form.organisations.data or ()),
        message=form.message.data or "",
        criteria_id=form.criteria_id.data,
    )
