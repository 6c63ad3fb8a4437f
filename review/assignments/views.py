"""Pages of rounds and assignments: the list, opening, inviting, declining, declaring interests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files
from catalogue.errors import NotFound
from catalogue.i18n import day, say
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.work_programme.vocabulary import TEXT_KIND_LABELS
from review.assignments import (
    availability_pages,
    home,
    queries,
    responding,
    rounds,
    rules,
    services,
)
from review.assignments.acting import carried_out, page_of, seen, visible_or_nothing
from review.assignments.candidates import known_interests
from review.assignments.draw_pages import draw_file, draw_page, draws_page
from review.assignments.due import STEP_LABELS, Due, due, shown_state
from review.assignments.forms import LATER, InterestForm, NoReasonForm, ReasonForm
from review.assignments.inviting import invite_page
from review.assignments.models import Assignment, ReviewRound
from review.assignments.opening import open_page
from review.assignments.reader_queries import committee_of
from review.assignments.rules import visible_assignments
from review.assignments.vocabulary import (
    ASSIGNMENT_ROLE_LABELS,
    ASSIGNMENT_STATE_LABELS,
    PHASE_LABELS,
    ROUND_STATE_LABELS,
    SEALED_ROUND_STATES,
    AssignmentRole,
    AssignmentState,
    ReviewMode,
    RoundState,
)
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS, ROUND_TRANSITIONS

blueprint = Blueprint("assignments", __name__, url_prefix="/relectures")

# Other slices add to a round's page: each gives its part, or nothing for this person.
Panel = Callable[[Session, ReviewRound, Actor], Markup | None]
panels: list[Panel] = []

home_panel = home.home_panel

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
        "STEP_LABELS": STEP_LABELS,
        "due_of": due_of,
        "shown_state": _state_shown,
        "task_of": task_of,
        "today_here": clock.today,
    }


def task_of(assignment: Assignment) -> Message:
    """Say what a reading waits for from its reader."""
    round_ = assignment.round
    if assignment.state is AssignmentState.INVITED:
        return N_("Répondez à l’invitation.")
    if assignment.state is AssignmentState.ACCEPTED:
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


def due_of(assignment: Assignment) -> Due | None:
    """Say what is awaited of the reader and by which day."""
    round_ = assignment.round
    return due(
        state=assignment.state,
        role=assignment.role,
        round_state=round_.state,
        respond_by=assignment.respond_by,
        due_on=assignment.due_on,
        discussion_until=round_.discussion_until,
    )


def _state_shown(assignment: Assignment) -> AssignmentState:
    return shown_state(assignment.state, assignment.respond_by, today=clock.today())


blueprint.add_url_rule("", view_func=home.index)
blueprint.add_url_rule("/toutes", view_func=home.all_rounds)
blueprint.add_url_rule("/mes-relectures", view_func=home.written)
blueprint.add_url_rule("/disponibilites", view_func=availability_pages.availability)
blueprint.add_url_rule(
    "/disponibilites/<int:account_id>", view_func=availability_pages.availability_of
)
for _name, _view in (
    ("domaines", availability_pages.competences),
    ("absences", availability_pages.add_absence),
    ("absences/<int:absence_id>/retirer", availability_pages.remove_absence),
):
    blueprint.add_url_rule(
        f"/disponibilites/<int:account_id>/{_name}", view_func=_view, methods=["POST"]
    )
blueprint.add_url_rule("/ouvrir", view_func=open_page, methods=["GET", "POST"])
blueprint.add_url_rule("/tirages", view_func=draws_page)
blueprint.add_url_rule("/tirages/<half_year>", view_func=draw_page)
in_three_files(blueprint, "/tirages/<half_year>")(draw_file)
blueprint.add_url_rule("/<int:round_id>/inviter", view_func=invite_page, methods=["GET", "POST"])


@blueprint.get("/<int:round_id>")
@requires(*READING)
def round_page(round_id: int) -> str:
    """Show a round: its text, who reads (as far as one may know), and what became of it."""
    session, actor = db.session, current_actor()
    found = visible_or_nothing(round_id)
    shown = [one for one in found.assignments if visible_assignments.allows(actor, one)]
    own = next((one for one in shown if one.account_id == actor.account_id), None)
    assigns = actor.may(Permission.REVIEW_ASSIGN)
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
        interests=_interests(session, found, shown) if assigns else {},
        text_is_open=rules.text_is_open(actor, found),
        may_invite=rules.arranges(actor, found)
        and found.state is RoundState.OPEN
        and len(services.active_reviewers(found)) < found.required_reviews,
        kept_apart=assigns and found.state is RoundState.OPEN and rules.is_kept_apart(actor, found),
        may_cancel=assigns and found.state in ROUND_TRANSITIONS["cancel"].sources,
        may_withdraw={
            one.id
            for one in shown
            if assigns
            and one.state in ASSIGNMENT_TRANSITIONS["withdraw"].sources
            and services.still_asked(one)
        },
        may_free={
            one.id
            for one in shown
            if assigns
            and one.state is AssignmentState.INVITED
            and _state_shown(one) is AssignmentState.NO_RESPONSE
            and services.still_asked(one)
        },
        today=clock.today(),
    )


def _interests(
    session: Session, round_: ReviewRound, shown: Sequence[Assignment]
) -> dict[int, list[str]]:
    """Tell the secretariat what each person declared, and what the registers say today."""
    found = known_interests(session, round_, shown, on=clock.today())
    lines = {}
    for one in shown:
        declared = one.interest
        if declared is None:
            said = _("Intérêts : pas encore déclarés.")
        elif declared.has_interest:
            said = _("Intérêt déclaré : %(detail)s", detail=declared.detail)
        else:
            said = _("Aucun intérêt, déclaré le %(day)s.", day=day(declared.declared_at))
        known = [
            _("Au registre : %(found)s", found=say(each.message)) for each in found.get(one.id, ())
        ]
        lines[one.id] = [said, *known]
    return lines


@blueprint.route("/<int:round_id>/abandonner", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def cancel_page(round_id: int) -> tuple[str, int] | Response:
    """Give a round up, with a reason."""
    found = visible_or_nothing(round_id)
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


@blueprint.post("/invitations/<int:assignment_id>/sans-reponse")
@requires(Permission.REVIEW_ASSIGN)
def no_response(assignment_id: int) -> Response:
    """Free the place of somebody who did not answer in time."""
    found = queries.assignment_of(db.session, assignment_id)
    if found is None or not visible_assignments.allows(current_actor(), found):
        raise NotFound
    form = NoReasonForm()
    if carried_out(
        form,
        lambda: responding.record_no_response(
            db.session,
            found,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(
            _("La place de %(name)s est libre. Invitez une personne.", name=found.account.name),
            "success",
        )
        return redirect(url_for(".invite_page", round_id=found.round_id))
    db.session.rollback()
    flash(" ".join(line.message for line in form.error_summary()), "error")
    return redirect(url_for(".round_page", round_id=found.round_id))


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
    """Answer the invitation and declare one's interests, before the first answer."""
    found = own_or_nothing(assignment_id)
    form = InterestForm(data={"version": found.version})
    asks_for_answer = found.state is AssignmentState.INVITED
    if asks_for_answer:
        form.for_an_invitation()
    if carried_out(form, lambda: _answered(found, form)):
        if form.has_interest.data == "oui":
            flash(_("Merci. Votre relecture s’arrête ici et le secrétariat est prévenu."))
            return redirect(url_for(".index"))
        if form.has_interest.data == LATER:
            flash(_("Vous avez accepté. Le texte vous est ouvert."), "success")
            return redirect(url_for(".interests_page", assignment_id=found.id))
        return redirect(url_for("answers.desk", assignment_id=found.id))
    return page_of(
        "review/assignments/interests.html",
        form,
        assignment=found,
        asks_for_answer=asks_for_answer,
        awaited=services.still_asked(found)
        and found.state in ASSIGNMENT_TRANSITIONS["begin"].sources,
        committee=committee_of(db.session, found.round),
        today=clock.today(),
    )


def _answered(found: Assignment, form: InterestForm) -> None:
    session, actor = db.session, current_actor()
    if form.has_interest.data == LATER:
        responding.accept(
            session,
            found,
            actor=actor,
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        )
        return
    services.declare_interests(
        session,
        found,
        actor=actor,
        has_interest=form.has_interest.data == "oui",
        detail=form.detail.data or "",
        seen_version=seen(form),
        at=clock.now(),
        on=clock.today(),
    )


def own_or_nothing(assignment_id: int) -> Assignment:
    """Give a reading of the person acting; anybody else's does not exist for them."""
    found = queries.own_assignment(db.session, current_actor(), assignment_id)
    if found is None:
        raise NotFound
    return found
