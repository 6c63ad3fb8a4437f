"""The page where a reviewer attaches extracts to the answer of one criterion."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from catalogue import clock, posting
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import FileField, Form, Required
from catalogue.permissions import Permission, current_actor, requires
from review.answers import extracts, queries
from review.answers.sections import section_with
from review.assignments.acting import carried_out, page_of
from review.assignments.models import Assignment
from review.assignments.queries import own_assignment
from review.assignments.vocabulary import AssignmentState


class ExtractForm(Form):
    """One extract."""

    file = FileField(
        _l("L’extrait : une page ou une image du texte"),
        [Required(_l("Choisissez le fichier de l’extrait."))],
        families=("PDF", "PNG", "JPEG"),
    )


@requires(Permission.REVIEW_FILL)
def extracts_page(assignment_id: int, code: str) -> tuple[str, int] | Response:
    """Show the extracts of one criterion, and attach another."""
    assignment = _in_hand(assignment_id)
    session = db.session
    copy = queries.working_copy(session, assignment)
    if copy.filled.criterion(code) is None or not copy.may_write(code):
        raise NotFound
    form = ExtractForm()
    if form.validate_on_submit() and posting.carried_out(
        form,
        lambda: extracts.attach(
            session,
            assignment,
            code,
            extracts.Chosen(_folder(), form.file.data.stream, form.file.data.filename or ""),
            actor=current_actor(),
            at=clock.now(),
        ),
    ):
        flash(_("L’extrait est joint à votre réponse."), "success")
        return redirect(url_for(".extracts_page", assignment_id=assignment_id, code=code))
    # A refused upload undoes what was loaded before it.
    copy = queries.working_copy(session, _in_hand(assignment_id))
    held = queries.extracts_of(session, [copy.review.id]) if copy.review is not None else {}
    return page_of(
        "review/answers/extracts.html",
        form,
        assignment=copy.assignment,
        round=copy.assignment.round,
        code=code,
        section=section_with(copy.filled.criteria, code),
        held=[one for found in held.values() for one in found if one.code == code],
        most=extracts.MOST_EXTRACTS,
    )


@requires(Permission.REVIEW_FILL)
def remove_extract(assignment_id: int, extract_id: int) -> Response:
    """Take an extract off an answer."""
    assignment = _in_hand(assignment_id)
    form = Form()
    code = ""

    def act() -> None:
        nonlocal code
        code = extracts.remove(
            db.session, assignment, extract_id, actor=current_actor(), at=clock.now()
        ).code

    if carried_out(form, act):
        flash(_("L’extrait est retiré."), "success")
        return redirect(url_for(".extracts_page", assignment_id=assignment_id, code=code))
    for line in form.error_summary():
        flash(line.message, "warning")
    return redirect(url_for(".desk", assignment_id=assignment_id))


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder


def _in_hand(assignment_id: int) -> Assignment:
    found = own_assignment(db.session, current_actor(), assignment_id)
    if found is None or found.state is not AssignmentState.IN_PROGRESS:
        raise NotFound
    return found
