"""The reviewer's desk: the overview, one page per section, handing in, taking up again, reading."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.policy.services import value_of
from review.analysis.hint_queries import proposals
from review.answers import queries, services
from review.answers.completeness import Missing
from review.answers.extract_pages import extracts_page, remove_extract
from review.answers.filled import filled_of
from review.answers.forms import (
    STATEMENT_TEXTS,
    ReopenForm,
    SubmitForm,
    entries_of,
    initial,
    section_form,
)
from review.answers.marker import FilledChecklist, compute
from review.answers.models import AnswerExtract, Review
from review.answers.queries import WorkingCopy
from review.answers.sections import (
    STATEMENTS,
    Section,
    anchor,
    section_at,
    section_with,
    sections_of,
)
from review.answers.trace import read
from review.answers.vocabulary import (
    CONDITION_LABELS,
    MARKER_LABELS,
    MATERIAL_LABELS,
    RULE_LABELS,
    SHORT_FORM_CRITERIA,
    Marker,
    Rule,
    differences,
)
from review.answers.workflow import REVIEW_ACTS
from review.assignments.acting import carried_out, page_of, seen
from review.assignments.models import Assignment
from review.assignments.queries import following_on_theme, own_assignment, round_of
from review.assignments.vocabulary import AssignmentState, RoundState
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS
from review.checklists.models import ChecklistVersion, Question
from review.checklists.queries import with_questions

blueprint = Blueprint("answers", __name__, url_prefix="/relectures")

# Other slices add to a reader's own page: each gives its part, or nothing.
desk_panels: list[Callable[[Session, Assignment, Actor], Markup | None]] = []


@dataclass(frozen=True, slots=True)
class Progress:
    """One section as the overview lists it; ``asked`` is 0 where the short form asks nothing."""

    section: Section
    asked: int
    answered: int
    missing: tuple[Missing, ...]


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """Give every template the words of a filled checklist."""
    return {
        "CONDITION_LABELS": CONDITION_LABELS,
        "MATERIAL_LABELS": MATERIAL_LABELS,
        "RULE_LABELS": RULE_LABELS,
        "SHORT_FORM_CRITERIA": SHORT_FORM_CRITERIA,
        "STATEMENT_TEXTS": STATEMENT_TEXTS,
        "answer_words": answer_words,
        "marker_words": marker_words,
    }


def answer_words(filled: FilledChecklist, code: str) -> list[object]:
    """Give the words of a recorded answer: labels, or the two numbers."""
    value, criterion = filled.answer(code).value, filled.criterion(code)
    if not value or criterion is None:
        return []
    counts = criterion.counts(value)
    if counts is not None:
        return [_("%(women)s femmes, %(men)s hommes", women=counts[0], men=counts[1])]
    labels = criterion.labels
    chosen = differences(value) if code == "F3" else None
    return [labels[one] for one in labels if one in (chosen or {value})]


def marker_words(marker: Marker) -> str:
    """Give what a marker means, without its code, which the page shows beside."""
    return say(MARKER_LABELS[marker]).partition(":")[2].strip()


def questions_of(session: Session, version: ChecklistVersion) -> Mapping[str, Question]:
    """Give the questions of the checklist a round started with, by criterion."""
    return {question.code: question for question in with_questions(session, version).questions}


def wording(question: Question, part: str = "question") -> str:
    """Give a part of a criterion in the reader's language, French where there is no other."""
    translated = getattr(question, f"{part}_en") if str(get_locale()) == "en" else ""
    return translated or getattr(question, f"{part}_fr")


blueprint.add_app_template_global(wording, "criterion")


def unanswered(
    form: Form, code: str, filled: FilledChecklist, questions: Mapping[str, Question]
) -> Hashable | None:
    """Name what the inputs of a criterion show while nobody answered it, None once somebody did.

    The same for every reader: texts of the version, language, kind of answer; of a statement, its
    code.
    """
    if form.is_submitted() or code in filled.answers:
        return None
    language = str(get_locale())
    if code in STATEMENTS:
        claimed = filled.gender_purpose or filled.already_covered
        return None if claimed else (language, code)
    asked = questions[code]
    parts = ("question", "block", "help", "evidence", "rationale")
    return (language, filled.criterion(code), *(wording(asked, part) for part in parts))


blueprint.add_app_template_global(unanswered)


@blueprint.get("/mes-relectures/<int:assignment_id>")
@requires(Permission.REVIEW_FILL)
def desk(assignment_id: int) -> str | Response:
    """Show what is answered, what still stops the submission, and the marker as it stands."""
    assignment = _own(assignment_id)
    unanswered = {*ASSIGNMENT_TRANSITIONS["begin"].sources, AssignmentState.NO_RESPONSE}
    if assignment.state in unanswered:
        return redirect(url_for("assignments.interests_page", assignment_id=assignment.id))
    copy = queries.working_copy(db.session, assignment)
    return _desk(copy, SubmitForm(data={"version": copy.review.version if copy.review else 0}))


def _desk(copy: WorkingCopy, form: SubmitForm) -> str:
    assignment = copy.assignment
    rule = _rule_in_force(db.session)
    unsettled = services.class_a_open(db.session, copy, current_actor()) if copy.writable else 0
    missing = services.missing_in(copy, class_a_open=unsettled) if copy.writable else ()
    round_ = assignment.round
    until = round_.discussion_until
    return render_template(
        "review/answers/desk.html",
        form=form,
        copy=copy,
        assignment=assignment,
        round=round_,
        rule=rule,
        result=compute(copy.filled, rule),
        explained=read(copy.review.trace, rule) if copy.review and copy.review.trace else None,
        progress=[
            _progress(copy, section, missing) for section in sections_of(copy.filled.criteria)
        ],
        missing=missing,
        place_of=partial(_place, copy),
        unsettled=unsettled,
        may_reopen=assignment.state in REVIEW_ACTS["reopen"].assignment_states
        and round_.state in REVIEW_ACTS["reopen"].round_states
        and not copy.adjudicates
        and (until is None or clock.today() <= until),
        may_decline=assignment.state is AssignmentState.IN_PROGRESS
        and round_.state is not RoundState.DISCUSSION,
        questions=questions_of(db.session, round_.checklist_version),
        following=following_on_theme(db.session, current_actor(), assignment),
        today=clock.today(),
        extracts=_extracts(copy.review),
        panels=[
            part
            for panel in desk_panels
            if (part := panel(db.session, assignment, current_actor()))
        ],
    )


def _progress(copy: WorkingCopy, section: Section, missing: tuple[Missing, ...]) -> Progress:
    asked = [
        one
        for one in section.codes
        if one not in STATEMENTS and (not copy.filled.short_form or one in SHORT_FORM_CRITERIA)
    ]
    return Progress(
        section,
        len(asked),
        services.answered(copy, asked),
        tuple(one for one in missing if one.code in section.codes),
    )


def _place(copy: WorkingCopy, missing: Missing) -> str:
    """Give the address of the input that a missing answer names."""
    return url_for(
        "answers.section_page",
        assignment_id=copy.assignment.id,
        slug=section_with(copy.filled.criteria, missing.code).slug,
        _anchor=anchor(copy.filled, missing),
    )


@blueprint.route("/mes-relectures/<int:assignment_id>/<slug>", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def section_page(assignment_id: int, slug: str) -> tuple[str, int] | Response:
    """Fill one section; it is kept however incomplete."""
    assignment = _own(assignment_id)
    session = db.session
    copy = queries.working_copy(session, assignment)
    section = section_at(copy.filled.criteria, slug)
    if section is None:
        raise NotFound
    following = _next(copy, section)
    if not copy.writable:
        return redirect(url_for(".desk", assignment_id=assignment.id))
    questions = questions_of(session, assignment.round.checklist_version)
    codes = services.codes_to_write(copy, section)
    made = section_form(
        copy.filled.criteria,
        {code: wording(one) for code, one in questions.items()},
        codes,
        with_reasons=copy.adjudicates,
    )
    texts = services.section_texts(copy, section)
    form = made(data={**initial(texts), "version": services.section_version(copy, section)})
    if carried_out(
        form,
        lambda: services.save_section(
            session,
            assignment,
            section,
            entries_of(form, codes),
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
        ),
    ):
        flash(_("Cette partie est enregistrée."), "success")
        return redirect(_after(assignment, following))
    return page_of(
        "review/answers/section.html",
        form,
        copy=copy,
        assignment=assignment,
        round=assignment.round,
        section=section,
        codes=codes,
        questions=questions,
        readings=[(one, filled_of(one)) for one in copy.readings],
        extracts=_extracts(copy.review),
        proposals=proposals(session, current_actor(), assignment, codes),
        next_section=following,
    )


def _next(copy: WorkingCopy, section: Section) -> Section | None:
    pages = sections_of(copy.filled.criteria)
    place = pages.index(section) + 1
    return pages[place] if place < len(pages) else None


def _after(assignment: Assignment, following: Section | None) -> str:
    if "continue" in request.form and following is not None:
        return url_for(".section_page", assignment_id=assignment.id, slug=following.slug)
    return url_for(".desk", assignment_id=assignment.id)


blueprint.add_url_rule(
    "/mes-relectures/<int:assignment_id>/extraits/<code>",
    view_func=extracts_page,
    methods=["GET", "POST"],
)
blueprint.add_url_rule(
    "/mes-relectures/<int:assignment_id>/extraits/<int:extract_id>/retirer",
    view_func=remove_extract,
    methods=["POST"],
)


@blueprint.post("/mes-relectures/<int:assignment_id>/soumettre")
@requires(Permission.REVIEW_FILL)
def submit(assignment_id: int) -> str | tuple[str, int] | Response:
    """Hand the checklist in."""
    assignment = _own(assignment_id)
    session = db.session
    form = SubmitForm()
    if carried_out(
        form,
        lambda: services.submit(
            session,
            assignment,
            actor=current_actor(),
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("Votre relecture est soumise. Elle ne change plus."), "success")
        return redirect(url_for(".desk", assignment_id=assignment.id))
    return _desk(queries.working_copy(session, assignment), form), 422


@blueprint.route("/mes-relectures/<int:assignment_id>/reprendre", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def reopen_page(assignment_id: int) -> tuple[str, int] | Response:
    """Take one's review up again during the discussion, with a reason."""
    assignment = _own(assignment_id)
    form = ReopenForm(data={"version": assignment.version})
    if carried_out(
        form,
        lambda: services.reopen(
            db.session,
            assignment,
            actor=current_actor(),
            reason=form.reason.data or "",
            seen_version=seen(form),
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("Votre relecture est reprise. Votre première relecture reste au dossier."))
        return redirect(url_for(".desk", assignment_id=assignment.id))
    return page_of("review/answers/reopen.html", form, assignment=assignment)


@blueprint.get("/lectures/<int:review_id>")
@requires(Permission.REVIEW_FILL, Permission.REVIEW_READ)
def read_page(review_id: int) -> str:
    """Show one filled checklist to those who may see it."""
    session = db.session
    review = queries.visible_review(session, current_actor(), review_id)
    if review is None:
        raise NotFound
    round_ = round_of(session, review.assignment.round_id)
    if round_ is None:
        raise NotFound
    rule = _rule_in_force(session)
    return render_template(
        "review/answers/read.html",
        review=review,
        filled=filled_of(review),
        round=round_,
        explained={one: read(review.trace, one) for one in Rule} if review.trace else {},
        rule=rule,
        questions=questions_of(session, round_.checklist_version),
        extracts=_extracts(review),
    )


def _extracts(review: Review | None) -> Sequence[AnswerExtract]:
    """Give the extracts of one review that is shown."""
    return (
        queries.extracts_of(db.session, [review.id]).get(review.id, ())
        if review is not None
        else ()
    )


def _rule_in_force(session: Session) -> Rule:
    return Rule(value_of(session, "marker_rule", on=clock.today()))


def _own(assignment_id: int) -> Assignment:
    found = own_assignment(db.session, current_actor(), assignment_id)
    withdrawn = {AssignmentState.DECLINED, AssignmentState.CANCELLED}
    if found is None or found.state in withdrawn:
        raise NotFound
    return found
