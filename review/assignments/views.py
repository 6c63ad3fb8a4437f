"""Pages of rounds and assignments: the list, opening, inviting, declining, declaring interests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files
from catalogue.errors import NotFound
from catalogue.i18n import say
from catalogue.messages import N_, Message
from catalogue.paging import Facet, FacetValue, UrlState, page_number
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.work_programme.vocabulary import TEXT_KIND_LABELS
from review.assignments import candidates, queries, rounds, services
from review.assignments.acting import carried_out, page_of, seen
from review.assignments.draw_pages import draw_file, draw_page, draws_page
from review.assignments.forms import InterestForm, InviteForm, ReasonForm
from review.assignments.models import Assignment, ReviewRound
from review.assignments.opening import open_page
from review.assignments.rules import visible_assignments
from review.assignments.vocabulary import (
    ASSIGNMENT_ROLE_LABELS,
    ASSIGNMENT_STATE_LABELS,
    PHASE_LABELS,
    ROUND_STATE_LABELS,
    SEALED_ROUND_STATES,
    AssignmentRole,
    AssignmentState,
    Phase,
    ReviewMode,
    RoundState,
)
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS, ROUND_TRANSITIONS

blueprint = Blueprint("assignments", __name__, url_prefix="/relectures")

# Other slices add to a round's page: each gives its part, or nothing for this person.
Panel = Callable[[Session, ReviewRound, Actor], Markup | None]
panels: list[Panel] = []

READING = (Permission.REVIEW_FILL, Permission.REVIEW_READ)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of rounds and assignments."""
    return {
        "ASSIGNMENT_ROLE_LABELS": ASSIGNMENT_ROLE_LABELS,
        "ASSIGNMENT_STATE_LABELS": ASSIGNMENT_STATE_LABELS,
        "PHASE_LABELS": PHASE_LABELS,
        "TEXT_KIND_LABELS": TEXT_KIND_LABELS,
        "ROUND_STATE_LABELS": ROUND_STATE_LABELS,
        "round_label": queries.label_of,
        "task_of": task_of,
    }


def task_of(assignment: Assignment) -> Message:
    """Say what a reading waits for from its reader."""
    round_ = assignment.round
    if assignment.state is AssignmentState.INVITED:
        return N_("Déclarez vos intérêts, puis lisez.")
    if assignment.role is AssignmentRole.ADJUDICATOR:
        return N_("Départagez les critères en désaccord.")
    if round_.state is RoundState.DISCUSSION:
        return (
            N_("Les marqueurs diffèrent : comparez les deux relectures.")
            if assignment.state is AssignmentState.SUBMITTED
            else N_("Vous avez repris votre relecture : soumettez-la de nouveau.")
        )
    return N_("Remplissez la grille, puis soumettez-la.")


@blueprint.get("")
@requires(*READING, Permission.REVIEW_ASSIGN)
def index() -> str:
    """Show what waits on this person, what they wrote before, and every round they may follow."""
    session, actor = db.session, current_actor()
    state = UrlState.read(request.args.items(multi=True), ("etat", "phase", "page"))
    follows = actor.may(Permission.REVIEW_READ)
    page = None
    readers: dict[int, list[Assignment]] = {}
    facets: list[Facet] = []
    if follows:
        page = queries.rounds_page(
            session,
            actor,
            states=[one for one in RoundState if state.has("etat", one.value)],
            phases=[one for one in Phase if state.has("phase", one.value)],
            number=page_number(request.args.get("page")),
        )
        readers = {
            key: list(found)
            for key, found in queries.assignments_in(session, actor, page.items).items()
        }
        facets = _facets(session, actor)
    reads = actor.may(Permission.REVIEW_FILL)
    return render_template(
        "review/assignments/index.html",
        waiting=queries.waiting_on(session, actor) if reads else [],
        handed_in=queries.handed_in(session, actor) if reads else [],
        reads=reads,
        page=page,
        readers=readers,
        facets=facets,
        state=state,
        today=clock.today(),
    )


def _facets(session: Session, actor: Actor) -> list[Facet]:
    counts = queries.counts_by_state(session, actor)
    return [
        Facet(
            "etat",
            _("État"),
            tuple(
                FacetValue(one.value, say(label), counts.get(one, 0))
                for one, label in ROUND_STATE_LABELS.items()
            ),
        ),
        Facet(
            "phase",
            _("Texte relu"),
            tuple(FacetValue(one.value, say(label)) for one, label in PHASE_LABELS.items()),
        ),
    ]


blueprint.add_url_rule("/ouvrir", view_func=open_page, methods=["GET", "POST"])
blueprint.add_url_rule("/tirages", view_func=draws_page)
blueprint.add_url_rule("/tirages/<half_year>", view_func=draw_page)
in_three_files(blueprint, "/tirages/<half_year>")(draw_file)


@blueprint.get("/<int:round_id>")
@requires(*READING)
def round_page(round_id: int) -> str:
    """Show a round: its text, who reads (as far as one may know), and what became of it."""
    session, actor = db.session, current_actor()
    found = _visible(round_id)
    shown = [one for one in found.assignments if visible_assignments.allows(actor, one)]
    own = next((one for one in shown if one.account_id == actor.account_id), None)
    return render_template(
        "review/assignments/round.html",
        round=found,
        assignments=shown,
        own=own,
        # By sampling, an old round would tell its reader that somebody has read before.
        hides_dates=own is not None
        and found.mode is ReviewMode.SAMPLING
        and found.state in SEALED_ROUND_STATES,
        panels=[part for panel in panels if (part := panel(session, found, actor))],
        may_invite=actor.may(Permission.REVIEW_ASSIGN)
        and found.state is RoundState.OPEN
        and len(services.active_reviewers(found)) < found.required_reviews,
        may_cancel=actor.may(Permission.REVIEW_ASSIGN)
        and found.state in ROUND_TRANSITIONS["cancel"].sources,
        may_withdraw={
            one.id
            for one in shown
            if actor.may(Permission.REVIEW_ASSIGN)
            and one.state in ASSIGNMENT_TRANSITIONS["withdraw"].sources
            and services.still_asked(one)
        },
        today=clock.today(),
    )


@blueprint.route("/<int:round_id>/inviter", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def invite_page(round_id: int) -> tuple[str, int] | Response:
    """Choose who reads: those who are free, and those who are barred with the reason."""
    session, on = db.session, clock.today()
    found = _visible(round_id)
    people = candidates.candidates(session, found, on=on)
    form = InviteForm()
    # Everybody can be named in the request: the service refuses the barred, with the reason.
    form.account_id.choices = [
        SelectChoice(value=one.account.id, label=one.account.name) for one in people
    ]
    if carried_out(
        form,
        lambda: services.assign(
            session,
            found,
            form.account_id.data,
            actor=current_actor(),
            due_on=form.due_on.data,
            agency_interest_reason=form.agency_interest_reason.data or "",
            at=clock.now(),
            on=on,
        ),
    ):
        complete = len(services.active_reviewers(found)) >= found.required_reviews
        name = next(one.account.name for one in people if one.account.id == form.account_id.data)
        flash(_("L’invitation est envoyée à %(name)s.", name=name), "success")
        target = ".round_page" if complete else ".invite_page"
        return redirect(url_for(target, round_id=found.id))
    free = [one for one in people if not one.barred]
    form.account_id.choices = [
        SelectChoice(value=one.account.id, label=one.account.name) for one in free
    ]
    return page_of(
        "review/assignments/invite.html",
        form,
        round=found,
        free=free,
        barred=[one for one in people if one.barred],
        invited=services.active_reviewers(found),
    )


@blueprint.route("/<int:round_id>/abandonner", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def cancel_page(round_id: int) -> tuple[str, int] | Response:
    """Give a round up, with a reason."""
    found = _visible(round_id)
    form = ReasonForm(data={"version": found.version})
    if carried_out(
        form,
        lambda: rounds.cancel_round(
            db.session,
            found,
            actor=current_actor(),
            reason=form.reason.data,
            seen_version=seen(form),
            at=clock.now(),
        ),
    ):
        flash(_("La relecture est abandonnée."), "success")
        return redirect(url_for(".round_page", round_id=found.id))
    return page_of("review/assignments/cancel.html", form, round=found)


@blueprint.route("/invitations/<int:assignment_id>/retirer", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def withdraw_page(assignment_id: int) -> tuple[str, int] | Response:
    """Take a reading away from somebody who has not handed it in."""
    found = queries.assignment_of(db.session, assignment_id)
    if found is None or not visible_assignments.allows(current_actor(), found):
        raise NotFound
    form = ReasonForm(data={"version": found.version})
    if carried_out(
        form,
        lambda: services.withdraw(
            db.session,
            found,
            actor=current_actor(),
            reason=form.reason.data,
            seen_version=seen(form),
            at=clock.now(),
        ),
    ):
        flash(_("La relecture est retirée à %(name)s.", name=found.account.name), "success")
        return redirect(url_for(".round_page", round_id=found.round_id))
    return page_of("review/assignments/withdraw.html", form, assignment=found)


@blueprint.route("/invitations/<int:assignment_id>/decliner", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def decline_page(assignment_id: int) -> tuple[str, int] | Response:
    """Decline one's own reading, with a reason."""
    found = own_or_nothing(assignment_id)
    form = ReasonForm(data={"version": found.version})
    if carried_out(
        form,
        lambda: services.decline(
            db.session,
            found,
            actor=current_actor(),
            reason=form.reason.data,
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("Vous avez décliné cette relecture. Le secrétariat est prévenu."), "success")
        return redirect(url_for(".index"))
    return page_of("review/assignments/decline.html", form, assignment=found)


@blueprint.route("/invitations/<int:assignment_id>/interets", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def interests_page(assignment_id: int) -> tuple[str, int] | Response:
    """Declare one's interests before the first answer."""
    found = own_or_nothing(assignment_id)
    form = InterestForm(data={"version": found.version})
    if carried_out(
        form,
        lambda: services.declare_interests(
            db.session,
            found,
            actor=current_actor(),
            has_interest=form.has_interest.data == "oui",
            detail=form.detail.data or "",
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        if form.has_interest.data == "oui":
            flash(_("Merci. Votre relecture s’arrête ici et le secrétariat est prévenu."))
            return redirect(url_for(".index"))
        return redirect(url_for("answers.desk", assignment_id=found.id))
    return page_of("review/assignments/interests.html", form, assignment=found)


def _visible(round_id: int) -> ReviewRound:
    found = queries.visible_round(db.session, current_actor(), round_id)
    if found is None:
        raise NotFound
    return found


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Show on the home page what waits on a person who reads."""
    waiting = queries.waiting_on(session, actor) if actor.may(Permission.REVIEW_FILL) else ()
    if not waiting:
        return None
    return {"template": "review/assignments/_home_panel.html", "waiting": waiting}


def own_or_nothing(assignment_id: int) -> Assignment:
    """Give a reading of the person acting; anybody else's does not exist for them."""
    found = queries.own_assignment(db.session, current_actor(), assignment_id)
    if found is None:
        raise NotFound
    return found
