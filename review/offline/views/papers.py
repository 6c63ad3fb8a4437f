"""Typing a signed paper for its reader: the scan and interests, the parts, handing in."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.posting import carried_out as undone_if_refused
from review.answers import services as answers
from review.answers.forms import entries_of, initial, section_form
from review.answers.queries import WorkingCopy, working_copy
from review.answers.sections import STATEMENTS, Section, section_at, section_with, sections_of
from review.answers.views import questions_of, wording
from review.assignments.acting import carried_out, page_of, seen
from review.assignments.models import Assignment, ReviewRound
from review.assignments.queries import assignment_of
from review.assignments.rules import visible_assignments
from review.assignments.services import active_reviewers
from review.assignments.vocabulary import AssignmentRole, AssignmentState, RoundState
from review.offline import paper_entry
from review.offline.forms import HandInForm, PaperForm
from review.offline.views.blueprint import WITHDRAWN, blueprint
from review.offline.views.printing import printed


@blueprint.route("/papiers/<int:assignment_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def paper(assignment_id: int) -> tuple[str, int] | Response:
    """Begin typing a paper with its scan and the interests it declares; then show how far it is."""
    copy = _found(assignment_id)
    stops = paper_entry.typing_stops(copy.assignment, copy, current_actor())
    if stops is not None:
        return _stopped(copy.assignment, stops)
    if copy.review is not None:
        return _summary(copy, HandInForm(data={"version": copy.review.version}))
    form = PaperForm(data={"version": copy.assignment.version})
    if form.validate_on_submit():
        declares = form.has_interest.data == "oui"
        given = undone_if_refused(form, lambda: (_begin(copy.assignment, form),))
        if given is not None and declares:
            flash(_("La déclaration d’intérêts est enregistrée : cette relecture s’arrête là."))
            return redirect(url_for("assignments.round_page", round_id=copy.assignment.round_id))
        if given is not None:
            flash(_("Le papier est joint. Recopiez maintenant les réponses."), "success")
            return redirect(url_for(".paper", assignment_id=assignment_id))
        copy = _found(assignment_id)
    return page_of(
        "review/offline/paper_start.html",
        form,
        assignment=copy.assignment,
        round=copy.assignment.round,
        declared=copy.assignment.state is AssignmentState.IN_PROGRESS,
        unsettled=answers.class_a_open(db.session, copy, current_actor()),
    )


def _begin(assignment: Assignment, form: PaperForm) -> object:
    settings: Settings = current_app.extensions["settings"]
    sent = form.scan.data
    try:
        return paper_entry.begin(
            db.session,
            assignment,
            paper_entry.SignedPaper(
                sent.stream,
                str(sent.filename),
                form.signed_on.data,
                has_interest=form.has_interest.data == "oui",
                detail=form.detail.data or "",
            ),
            folder=settings.data_dir,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        )
    except DomainError as error:
        if error.status == DomainError.status and type(error) is DomainError and not error.field:
            error.field = paper_entry.SCAN
        raise


@blueprint.route("/papiers/<int:assignment_id>/<slug>", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
def paper_section(assignment_id: int, slug: str) -> tuple[str, int] | Response:
    """Type one part of the paper; it is kept however incomplete."""
    copy = _typed(assignment_id)
    section = section_at(copy.filled.criteria, slug)
    if section is None:
        raise NotFound
    assignment, back = copy.assignment, url_for(".paper", assignment_id=assignment_id)
    if not copy.writable:
        return redirect(back)
    questions = questions_of(db.session, assignment.round.checklist_version)
    codes = answers.codes_to_write(copy, section)
    made = section_form(
        copy.filled.criteria,
        {code: wording(one) for code, one in questions.items()},
        codes,
        with_reasons=False,
    )
    texts = answers.section_texts(copy, section)
    form = made(data={**initial(texts), "version": answers.section_version(copy, section)})
    if carried_out(
        form,
        lambda: answers.save_section(
            db.session,
            assignment,
            section,
            entries_of(form, codes),
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
    ):
        flash(_("Cette partie est enregistrée."), "success")
        return redirect(back)
    return page_of(
        "review/answers/section.html",
        form,
        copy=copy,
        assignment=assignment,
        round=assignment.round,
        section=section,
        codes=codes,
        questions=questions,
        readings=[],
        proposals={},
        next_section=None,
        back=back,
        typed_for=assignment.account.name,
    )


@blueprint.post("/papiers/<int:assignment_id>/soumettre")
@requires(Permission.REVIEW_ASSIGN)
def paper_hand_in(assignment_id: int) -> tuple[str, int] | Response:
    """Hand the typed checklist in, on the strength of its signed page."""
    copy, form = _typed(assignment_id), HandInForm()
    if form.validate() and undone_if_refused(
        form,
        lambda: paper_entry.hand_in(
            db.session,
            copy.assignment,
            actor=current_actor(),
            attested=bool(form.attested.data),
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("La grille de %(name)s est soumise.", name=copy.assignment.account.name), "success")
        return redirect(url_for("assignments.round_page", round_id=copy.assignment.round_id))
    return _summary(_typed(assignment_id), form)


@blueprint.post("/papiers/<int:assignment_id>/demander")
@requires(Permission.REVIEW_ASSIGN)
def paper_ask(assignment_id: int) -> Response:
    """Ask the reader to confirm on the screen what was typed."""
    copy = _typed(assignment_id)
    paper_entry.ask_to_confirm(db.session, copy.assignment, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(
        _(
            "%(name)s trouvera la demande dans ses messages, et soumettra la grille à l’écran.",
            name=copy.assignment.account.name,
        ),
        "success",
    )
    return redirect(url_for(".paper", assignment_id=assignment_id))


@blueprint.get("/papiers/<int:assignment_id>/grille.pdf")
@requires(Permission.REVIEW_ASSIGN)
def paper_form(assignment_id: int) -> Response:
    """Print the blank form of somebody's reading, to be handed to them."""
    return printed(_found(assignment_id), blank=True)


def round_panel(session: Session, round_: ReviewRound, actor: Actor) -> Markup | None:
    """Offer on a round's page to print the form of each reader, and to type it once signed."""
    del session
    if not actor.may(Permission.REVIEW_ASSIGN) or round_.state is not RoundState.OPEN:
        return None
    waiting = [
        one
        for one in active_reviewers(round_)
        if one.state is not AssignmentState.SUBMITTED and visible_assignments.allows(actor, one)
    ]
    if not waiting:
        return None
    return Markup(render_template("review/offline/_round_panel.html", waiting=waiting))  # noqa: S704


def _found(assignment_id: int) -> WorkingCopy:
    """Give a reading the secretariat may type a paper for; nobody else's answers are shown."""
    assignment = assignment_of(db.session, assignment_id)
    if (
        assignment is None
        or assignment.role is not AssignmentRole.REVIEWER
        or assignment.state in WITHDRAWN
        or not visible_assignments.allows(current_actor(), assignment)
    ):
        raise NotFound
    return working_copy(db.session, assignment)


def _typed(assignment_id: int) -> WorkingCopy:
    """Give a checklist this very person types; another's answers do not exist for them."""
    copy = _found(assignment_id)
    review = copy.review
    if review is None or review.entered_by_id != current_actor().account_id:
        raise NotFound
    return copy


def _stopped(assignment: Assignment, stops: DomainError) -> tuple[str, int]:
    page = render_template(
        "review/offline/paper_stopped.html",
        assignment=assignment,
        round=assignment.round,
        message=stops.message,
    )
    return page, 200 if stops.status == DomainError.status else stops.status


def _summary(copy: WorkingCopy, form: HandInForm) -> tuple[str, int]:
    unsettled = answers.class_a_open(db.session, copy, current_actor())
    missing = answers.missing_in(copy, class_a_open=unsettled)
    sections = sections_of(copy.filled.criteria)
    return page_of(
        "review/offline/paper.html",
        form,
        copy=copy,
        assignment=copy.assignment,
        round=copy.assignment.round,
        progress=[
            (section, len(_asked(section)), answers.answered(copy, _asked(section)))
            for section in sections
        ],
        missing=[(one, section_with(copy.filled.criteria, one.code)) for one in missing],
        unsettled=unsettled,
        questions=questions_of(db.session, copy.assignment.round.checklist_version),
    )


def _asked(section: Section) -> list[str]:
    return [code for code in section.codes if code not in STATEMENTS]
