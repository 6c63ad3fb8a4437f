"""The list of findings of a round: as who writes it, who answers it and who reads it see it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.permissions import Permission, current_actor, requires
from review.answers.views import questions_of
from review.assignments.acting import carried_out, page_of
from review.assignments.queries import own_assignment, visible_round
from review.assignments.vocabulary import LIVE_ROUND_STATES, AssignmentState
from review.findings import checking, queries, rules, services
from review.findings.forms import LIFTED, NOT_LIFTED, ListForm, check_form, said_in
from review.findings.views.blueprint import READERS, blueprint, find
from review.findings.vocabulary import ReturnState


@blueprint.get("/<int:round_id>/constats")
@requires(*READERS)
def show(round_id: int) -> str:
    """Show the findings of a round, each with the committee's answer and what became of it."""
    session, actor = db.session, current_actor()
    returned = find(round_id)
    writes = rules.read_it(actor, returned.round)
    return render_template(
        "review/findings/show.html",
        returned=returned,
        round=returned.round,
        writes=writes and returned.state is ReturnState.DRAFT,
        answers=returned.state is ReturnState.SENT
        and rules.may_answer(session, actor, returned.round),
        checks=queries.checks_on(session, actor, returned),
        questions=questions_of(session, returned.round.checklist_version),
        form=ListForm(data={"version": returned.version}),
        names_readers=actor.may(Permission.REVIEW_READ) or actor.may(Permission.REVIEW_FILL),
        opens=actor.may(Permission.REVIEW_ASSIGN) and returned.text_version is not None,
    )


@blueprint.post("/<int:round_id>/constats/preparer")
@requires(Permission.REVIEW_FILL)
def prepare(round_id: int) -> Response:
    """Begin the list from what was answered."""
    session, actor = db.session, current_actor()
    round_ = visible_round(session, actor, round_id)
    if round_ is None:
        raise NotFound
    form = Form()
    if carried_out(form, lambda: services.prepare(session, round_, actor=actor, at=clock.now())):
        flash(_("La liste est commencée d’après vos réponses : relisez-la avant de l’envoyer."))
        return redirect(url_for(".show", round_id=round_id))
    for line in form.error_summary():
        flash(line.message, "warning")
    return redirect(url_for("assignments.round_page", round_id=round_id))


@blueprint.route("/mes-relectures/<int:assignment_id>/constats", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def earlier(assignment_id: int) -> tuple[str, int] | Response:
    """Show the findings of earlier versions with their answers, and say of each if it is lifted."""
    session, actor = db.session, current_actor()
    assignment = own_assignment(session, actor, assignment_id)
    withdrawn = {AssignmentState.DECLINED, AssignmentState.CANCELLED, AssignmentState.INVITED}
    if assignment is None or assignment.state in withdrawn:
        raise NotFound
    returns = queries.earlier_returns(session, assignment.round)
    if not returns:
        raise NotFound
    ids = {one.id: one.position for returned in returns for one in returned.findings}
    held = queries.own_checks(session, assignment)
    form = check_form(ids)(
        data={
            name: value
            for finding_id, one in held.items()
            for name, value in (
                (f"lifted_{finding_id}", LIFTED if one.lifted else NOT_LIFTED),
                (f"note_{finding_id}", one.note),
            )
        }
    )
    if form.validate_on_submit():
        said = said_in(form, list(ids))
        if not form.errors and carried_out(
            form,
            lambda: checking.check(session, assignment, said, actor=actor, at=clock.now()),
        ):
            flash(_("Vos constats vérifiés sont enregistrés."), "success")
            return redirect(url_for("answers.desk", assignment_id=assignment.id))
    return page_of(
        "review/findings/earlier.html",
        form,
        assignment=assignment,
        round=assignment.round,
        returns=returns,
        writable=assignment.state is AssignmentState.IN_PROGRESS
        and assignment.round.state in LIVE_ROUND_STATES,
        held=held,
    )
