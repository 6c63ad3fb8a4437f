"""Pages of what follows two readings: comparing, passing on, adjudicating, deciding, tagging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Actor, Permission, current_actor, public, requires
from catalogue.posting import sent, sent_before
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem
from review.answers.comparison import disagreements
from review.answers.filled import filled_of
from review.answers.marker import FilledChecklist
from review.answers.models import Review
from review.answers.queries import extracts_of, reviews_in
from review.answers.sections import STATEMENTS
from review.answers.trace import Explained, read
from review.answers.views import questions_of
from review.answers.workflow import REVIEW_ACTS
from review.assignments import queries as assignment_queries
from review.assignments import views as assignment_views
from review.assignments.acting import carried_out, page_of, seen
from review.assignments.models import Assignment, ReviewRound
from review.assignments.rules import visible_rounds
from review.assignments.vocabulary import (
    SEALED_ROUND_STATES,
    AssignmentRole,
    AssignmentState,
    Phase,
    RoundState,
)
from review.decisions import adjudication, discussion, queries, services
from review.decisions.forms import AdjudicatorForm, EquivalenceForm, NoteForm, PassForm
from review.decisions.models import Decision
from review.decisions.vocabulary import DECISION_BASIS_LABELS

blueprint = Blueprint("decisions", __name__, url_prefix="/relectures")

# Other slices add to a decision's page: each gives its part, or nothing for this person.
decision_panels: list[Callable[[Session, Decision, Actor], Markup | None]] = []


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's reading as the comparison shows it: the review that stands, and its answers."""

    review: Review
    filled: FilledChecklist
    revisions: tuple[Review, ...]


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of decisions."""
    return {"DECISION_BASIS_LABELS": DECISION_BASIS_LABELS}


def readings_in(session: Session, actor: Actor, round_: ReviewRound) -> list[Reading]:
    """Give each person's reading in a round, as far as this person may see, in order."""
    revisions: dict[int, list[Review]] = {}
    for review in reviews_in(session, actor, round_):
        if review.submitted_at is not None:
            revisions.setdefault(review.assignment_id, []).append(review)
    return [Reading(found[-1], filled_of(found[-1]), tuple(found)) for found in revisions.values()]


@blueprint.get("/<int:round_id>/comparaison")
@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ)
def comparison(round_id: int) -> str:
    """Set the readings of a round side by side, what differs first."""
    session, actor = db.session, current_actor()
    round_ = _visible(session, round_id)
    readings = readings_in(session, actor, round_)
    two = [one for one in readings if one.review.assignment.role is AssignmentRole.REVIEWER]
    if round_.state in SEALED_ROUND_STATES or len(two) < 2:  # noqa: PLR2004 - two to compare
        raise NotFound
    differing = disagreements(two[0].filled, two[1].filled)
    return render_template(
        "review/decisions/comparison.html",
        round=round_,
        readings=readings,
        extracts=extracts_of(session, [one.review.id for one in readings]),
        differing=differing,
        shared=[code for code in (*two[0].filled.codes, *STATEMENTS) if code not in differing],
        rule=services.rule_in_force(session, on=clock.today()),
        marker_under=services.marker_under,
        questions=questions_of(session, round_.checklist_version),
    )


@blueprint.post("/mes-relectures/<int:assignment_id>/passer")
@requires(Permission.REVIEW_FILL)
def pass_on(assignment_id: int) -> Response:
    """Have nothing to add to the discussion."""
    session = db.session
    found = assignment_queries.own_assignment(session, current_actor(), assignment_id)
    if found is None:
        raise NotFound
    form = PassForm()
    if carried_out(
        form,
        lambda: adjudication.pass_discussion(
            session, found, actor=current_actor(), seen_version=seen(form), at=clock.now()
        ),
    ):
        flash(_("C’est noté : vous n’ajoutez rien à la discussion."), "success")
    else:
        session.rollback()
        flash(" ".join(line.message for line in form.error_summary()), "error")
    return redirect(url_for("assignments.round_page", round_id=found.round_id))


@blueprint.route("/<int:round_id>/discussion", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ)
def discussion_page(round_id: int) -> tuple[str, int] | Response:
    """Show what the two reviewers wrote to each other, and let them write while it lasts."""
    session, actor, on = db.session, current_actor(), clock.today()
    round_ = _visible(session, round_id)
    if not discussion.may_read(actor, round_) or round_.discussion_until is None:
        raise NotFound
    form = NoteForm()
    if form.is_submitted() and (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            discussion.write_note(
                session, round_, actor=actor, text=form.text.data or "", at=clock.now(), on=on
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Votre message est écrit. L’autre personne est prévenue."), "success")
            return sent(form, url_for(".discussion_page", round_id=round_.id))
    return page_of(
        "review/decisions/discussion.html",
        form,
        round=round_,
        notes=discussion.notes_of(session, actor, round_),
        writes=discussion.own_reading(actor, round_) is not None and on <= round_.discussion_until,
    )


@blueprint.route("/<int:round_id>/departage", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def adjudication_page(round_id: int) -> tuple[str, int] | Response:
    """Choose who settles a disagreement."""
    session, on = db.session, clock.today()
    round_ = _visible(session, round_id)
    if round_.state not in {RoundState.DISCUSSION, RoundState.ADJUDICATION}:
        return redirect(url_for("assignments.round_page", round_id=round_.id))
    allowed, others = adjudication.adjudicators(session, round_, on=on)
    form = AdjudicatorForm(data={"version": round_.version})
    # Everybody can be named in the request: the service refuses, with the reason.
    form.account_id.choices = [
        SelectChoice(value=one.account.id, label=one.account.name) for one in (*allowed, *others)
    ]
    outcome: list[Assignment | Decision] = []
    if carried_out(
        form,
        lambda: outcome.append(
            adjudication.open_adjudication(
                session,
                round_,
                form.account_id.data,
                actor=current_actor(),
                due_on=form.due_on.data,
                agency_interest_reason=form.agency_interest_reason.data or "",
                seen_version=seen(form),
                at=clock.now(),
                on=on,
            )
        ),
    ):
        if isinstance(outcome[0], Decision):
            flash(_("Les deux relectures s’accordent à présent : la décision est prise."))
        else:
            flash(_("Le départage est confié. La personne est prévenue."), "success")
        return redirect(url_for("assignments.round_page", round_id=round_.id))
    form.account_id.choices = [
        SelectChoice(value=one.account.id, label=one.account.name) for one in allowed
    ]
    return page_of(
        "review/decisions/adjudication.html",
        form,
        round=round_,
        allowed=allowed,
        others=others,
        may_open=adjudication.may_open(round_, on=on),
    )


@blueprint.get("/decisions/<int:decision_id>")
@public
def show(decision_id: int) -> str:
    """Show a decision: to everybody once it marks a standard, before that to those who follow."""
    session, actor = db.session, current_actor()
    found = queries.decision_of(session, decision_id)
    if found is None:
        raise NotFound
    tagged = queries.tagged_edition_ids(session, found)
    if not tagged and not visible_rounds.allows(actor, found.round):
        raise NotFound
    return render_template(
        "review/decisions/decision.html",
        decision=found,
        round=found.round,
        explained=_explained(found),
        # Names of people are for those who work here, whatever the standard says to everybody.
        named=actor.signed_in,
        follows=visible_rounds.allows(actor, found.round),
        tagged=tagged,
        panels=[part for panel in decision_panels if (part := panel(session, found, actor))],
    )


@blueprint.route("/equivalence/<int:edition_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW_EQUIVALENCE)
def equivalence_page(edition_id: int) -> tuple[str, int] | Response:
    """Record «modifications sans effet sur les réponses» between the text read and homologated."""
    session = db.session
    edition = queries.edition_with_text(session, edition_id)
    waiting = services.waiting_decision(session, edition) if edition is not None else None
    if edition is None or waiting is None:
        raise NotFound
    form = EquivalenceForm(data={"version": edition.version})
    if carried_out(
        form,
        lambda: services.record_equivalence(
            session,
            waiting,
            edition,
            actor=current_actor(),
            reason=form.reason.data,
            at=clock.now(),
        ),
    ):
        flash(_("C’est noté : la décision donne son marqueur à la norme."), "success")
        return redirect(url_for(".show", decision_id=waiting.id))
    return page_of("review/decisions/equivalence.html", form, edition=edition, decision=waiting)


def decision_address(decision_id: int) -> str:
    """Give the page of a decision, for the standard it marks."""
    return url_for("decisions.show", decision_id=decision_id)


def round_panel(session: Session, round_: ReviewRound, actor: Actor) -> Markup | None:
    """Show on a round's page what the readings came to, and what can be done now."""
    if round_.state in SEALED_ROUND_STATES:
        return None
    on = clock.today()
    rule = services.rule_in_force(session, on=on)
    readings = readings_in(session, actor, round_)
    decision = queries.decision_of_round(session, round_)
    own = next(
        (
            one
            for one in round_.assignments
            if one.account_id == actor.account_id
            and one.role is AssignmentRole.REVIEWER
            and one.state is AssignmentState.SUBMITTED
        ),
        None,
    )
    discusses = round_.state in REVIEW_ACTS["reopen"].round_states and own is not None
    until = round_.discussion_until
    return _part(
        "review/decisions/_round_panel.html",
        round=round_,
        readings=readings,
        rule=rule,
        marker_under=services.marker_under,
        decision=decision,
        own=own,
        pass_form=PassForm(data={"version": own.version}) if discusses and own else None,
        may_reopen=discusses and until is not None and on <= until,
        may_open=actor.may(Permission.REVIEW_ASSIGN) and adjudication.may_open(round_, on=on),
        provisional=_provisional(readings, round_),
        tagged=queries.tagged_edition_ids(session, decision) if decision else (),
    )


def _provisional(readings: list[Reading], round_: ReviewRound) -> Review | None:
    if round_.phase is not Phase.DRAFT or not readings:
        return None
    return readings[-1].review


def _explained(decision: Decision) -> list[Explained]:
    """Give why each review behind the decision has its marker, once where both say the same."""
    explained: list[Explained] = []
    for trace in decision.reasons["traces"]:
        one = read(trace, decision.rule)
        if one not in explained:
            explained.append(one)
    return explained


def work_item_panel(session: Session, item: WorkItem, actor: Actor) -> Markup | None:
    """Show on a work item's page its texts' readings, and how to open one."""
    opens = actor.may(Permission.REVIEW_ASSIGN)
    if not opens and not actor.may(Permission.PROGRAMME_READ_INTERNAL):
        return None
    rounds = assignment_queries.rounds_of_item(session, item)
    live = {one.text_version_id for one in rounds if one.state not in _ENDED}
    texts = assignment_queries.texts_of_item(session, item) if opens else ()
    return _part(
        "review/decisions/_work_item_panel.html",
        rounds=rounds,
        decisions={one.round_id: one for one in queries.decisions_on_item(session, item.id)},
        readable=[one for one in texts if one.id not in live],
        reads=actor.may(Permission.REVIEW_READ),
    )


_ENDED = frozenset({RoundState.DECIDED, RoundState.CLOSED, RoundState.CANCELLED})


def edition_panel(session: Session, edition: Edition, actor: Actor) -> Markup | None:
    """Show on a standard's page its readings and decisions, and what can be done about them."""
    if not edition.national:
        return None
    decided = queries.decisions_on_edition(session, edition)
    opens = actor.may(Permission.REVIEW_ASSIGN)
    waiting = services.waiting_decision(session, edition)
    internal = opens or actor.may(Permission.PROGRAMME_READ_INTERNAL)
    rounds = assignment_queries.rounds_of_edition(session, edition) if internal else ()
    by_tag = queries.decisions_that_tagged(session, edition)
    tagged = [one for one in decided if one.id in by_tag]
    if not (tagged or internal):
        return None
    return _part(
        "review/decisions/_edition_panel.html",
        edition=edition,
        rounds=rounds,
        tagged=tagged,
        waiting=waiting if internal else None,
        opens=opens,
        may_record=actor.may(Permission.REVIEW_EQUIVALENCE),
        reads=actor.may(Permission.REVIEW_READ),
    )


def _part(template: str, **names: object) -> Markup:
    """Render a part of another page; the template escapes whatever people wrote."""
    return Markup(render_template(template, **names))  # noqa: S704


def _visible(session: Session, round_id: int) -> ReviewRound:
    found = assignment_queries.visible_round(session, current_actor(), round_id)
    if found is None:
        raise NotFound
    return found


assignment_views.panels.append(round_panel)
