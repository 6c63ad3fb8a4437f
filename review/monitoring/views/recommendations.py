"""What the committee recommends: the list and its files, each with its history, its acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.committees.naming import told_apart
from catalogue.database import db
from catalogue.downloads import in_three_files, table_response
from catalogue.errors import DomainError
from catalogue.i18n import say
from catalogue.paging import PAGE_SIZE, Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before
from catalogue.work_programme.views.blueprint import upload_of
from review.monitoring import queries, services
from review.monitoring.forms import (
    ActForm,
    EditRecommendationForm,
    NewRecommendationForm,
    RecommendationFields,
)
from review.monitoring.models import Recommendation
from review.monitoring.presentation import (
    COLUMNS,
    RECOMMENDATION_COLOURS,
    cells,
    meeting_name,
    owner_of,
)
from review.monitoring.queries import Wanted
from review.monitoring.rules import keeps, reads_names
from review.monitoring.services import Asked
from review.monitoring.views.blueprint import (
    Answer,
    blueprint,
    page_with,
    recommendation_or_404,
)
from review.monitoring.vocabulary import (
    RECOMMENDATION_STATE_LABELS,
    Act,
    MeetingState,
    RecommendationState,
)
from review.monitoring.workflow import RECOMMENDATION_ACTS, acts_from

STATE, OWNER, LATE = "etat", "responsable", "retard"
LATE_ONLY = "oui"
_STATES = {state.value: state for state in RecommendationState}
_ACTS = {act.value: act for act in Act}


@blueprint.get("/recommandations")
@requires(Permission.PLAN_READ_INTERNAL)
def recommendations() -> Answer:
    """List the recommendations: what is open first, the earliest due date first."""
    state = UrlState.read(request.args.items(multi=True), (STATE, OWNER, LATE, "page"))
    actor, today = current_actor(), clock.today()
    wanted = _wanted(state)
    names = reads_names(actor)
    return render_template(
        "review/monitoring/recommendations.html",
        page=queries.recommendations_page(
            db.session,
            wanted,
            on=today,
            number=page_number(state.value("page")),
            size=PAGE_SIZE,
        ),
        state=state,
        facets=_facets(queries.facet_counts(db.session, wanted, on=today)),
        today=today,
        owner=lambda one: owner_of(one, named=names),
        labels=RECOMMENDATION_STATE_LABELS,
        colours=RECOMMENDATION_COLOURS,
        keeper=keeps(actor),
    )


@in_three_files(blueprint, "/recommandations")
@requires(Permission.PLAN_READ_INTERNAL)
def recommendations_file(ending: str) -> Response:
    """Give the same list, whole, as a file."""
    state = UrlState.read(request.args.items(multi=True), (STATE, OWNER, LATE))
    today, named = clock.today(), reads_names(current_actor())
    rows = queries.recommendations(db.session, _wanted(state), on=today)
    return table_response(
        ending,
        "recommandations",
        COLUMNS,
        (cells(one, named=named, on=today) for one in rows),
    )


@blueprint.route("/recommandations/nouvelle", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def recommend() -> Answer:
    """Write a recommendation; «?reunion=» says which meeting made it."""
    known = {one.id: one for one in queries.every_meeting(db.session)}
    asked = request.args.get("reunion", "")
    meeting = known.get(int(asked)) if asked.isascii() and asked.isdigit() else None
    form = NewRecommendationForm(
        **_choices(None),
        data={
            "made_on": (meeting.held_on if meeting else None) or clock.today(),
            "meeting_id": meeting.id if meeting else None,
        },
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.recommend(
                db.session,
                _asked(form),
                actor=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            db.session.flush()
            flash(_("La recommandation %(number)s est enregistrée.", number=made.number), "success")
            _say_without_due_date(form)
            return sent(form, url_for("monitoring.recommendation", recommendation_id=made.id))
    return page_with("recommend.html", form)


@blueprint.get("/recommandations/<int:recommendation_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def recommendation(recommendation_id: int) -> Answer:
    """Show a recommendation with its history."""
    found = recommendation_or_404(recommendation_id)
    actor = current_actor()
    return render_template(
        "review/monitoring/recommendation.html",
        found=found,
        today=clock.today(),
        owner=owner_of(found, named=reads_names(actor)),
        keeper=keeps(actor),
        moves=RECOMMENDATION_ACTS,
        labels=RECOMMENDATION_STATE_LABELS,
        colours=RECOMMENDATION_COLOURS,
        meeting_name=meeting_name(found.meeting) if found.meeting else "",
    )


@blueprint.route("/recommandations/<int:recommendation_id>/modifier", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def edit_recommendation(recommendation_id: int) -> Answer:
    """Correct what a recommendation says."""
    found = recommendation_or_404(recommendation_id)
    form = EditRecommendationForm(**_choices(found), obj=found)
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit(
            db.session,
            found,
            _asked(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La recommandation est enregistrée."), "success")
        _say_without_due_date(form)
        return redirect(url_for("monitoring.recommendation", recommendation_id=found.id))
    return page_with("edit_recommendation.html", form, found=found)


@blueprint.route("/recommandations/<int:recommendation_id>/etat", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def follow(recommendation_id: int) -> Answer:
    """Say where a recommendation is, on which day, with what proves it."""
    found = recommendation_or_404(recommendation_id)
    possible = [(act, say(RECOMMENDATION_ACTS[act].label)) for act in acts_from(found.state)]
    form = ActForm(acts=possible, data={"done_on": clock.today(), "version": found.version})
    if form.validate_on_submit():
        kept = carried_out(
            form,
            lambda: services.act(
                db.session,
                found,
                _ACTS[form.act.data],
                done_on=form.done_on.data,
                note=form.note.data or "",
                due_on=form.due_on.data,
                evidence=upload_of(form.evidence),
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=clock.today(),
            ),
        )
        if kept is not None:
            flash(_("L’acte est enregistré dans l’historique."), "success")
            return redirect(
                url_for("monitoring.recommendation", recommendation_id=recommendation_id)
            )
        found = recommendation_or_404(recommendation_id)
    return page_with("follow.html", form, found=found, labels=RECOMMENDATION_STATE_LABELS)


def _wanted(state: UrlState) -> Wanted:
    return Wanted(
        states=frozenset(_STATES[one] for one in state.values(STATE) if one in _STATES),
        owners=frozenset(state.values(OWNER)),
        late=state.has(LATE, LATE_ONLY),
    )


def _facets(counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    states = tuple(
        FacetValue(state.value, say(label), counts["state"].get(state.value, 0))
        for state, label in RECOMMENDATION_STATE_LABELS.items()
        if counts["state"].get(state.value)
    )
    owners = tuple(FacetValue(owner, owner, count) for owner, count in counts["owner"].items())
    late = counts["late"][LATE_ONLY]
    return [
        Facet(STATE, _("État"), states),
        Facet(LATE, _("Échéance"), (FacetValue(LATE_ONLY, _("En retard"), late),) if late else ()),
        Facet(OWNER, _("Responsable"), owners),
    ]


def _choices(found: Recommendation | None) -> dict[str, Any]:
    actor, today = current_actor(), clock.today()
    people = queries.people_who_answer(
        db.session, today, whole_register=actor.may(Permission.PERSON_READ)
    )
    labels = {one.id: one.full_name for one in people}
    if found is not None and found.owner_person is not None:
        labels = {found.owner_person.id: found.owner_person.full_name, **labels}
    named = list(told_apart(db.session, labels, on=today).items())
    meetings = [
        (one.id, meeting_name(one))
        for one in reversed(queries.every_meeting(db.session))
        if one.state is not MeetingState.CANCELLED
    ]
    return {"people": named, "meetings": meetings}


def _say_without_due_date(form: RecommendationFields) -> None:
    if form.due_on.data is None:
        flash(
            _(
                "Elle n’a pas d’échéance : elle ne sera jamais dite en retard et aucun rappel n’en "
                "partira. Si le comité en a fixé une, ajoutez-la par « Modifier »."
            ),
            "warning",
        )


def _asked(form: RecommendationFields) -> Asked:
    return Asked(
        text=form.text.data or "",
        made_on=form.made_on.data,
        owner=form.owner.data or "",
        owner_person_id=form.owner_person_id.data,
        due_on=form.due_on.data,
        meeting_id=form.meeting_id.data,
    )
