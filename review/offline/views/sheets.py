"""Filling away from the screen: the page, the spreadsheet to download, the one that comes back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.downloads import XLSX
from catalogue.errors import DomainError
from catalogue.exchange.workbook import read
from catalogue.folding import fold
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from review.answers.queries import WorkingCopy
from review.answers.sections import sections_of
from review.answers.views import questions_of
from review.answers.workflow import REVIEW_ACTS
from review.assignments.models import Assignment
from review.assignments.vocabulary import AssignmentRole
from review.assignments.workflow import ASSIGNMENT_TRANSITIONS
from review.offline import services
from review.offline.comparing import StagedRow
from review.offline.forms import SheetForm, checked
from review.offline.layout import items_of
from review.offline.models import ChecklistImport
from review.offline.provenance import provenance, unknown_code
from review.offline.queries import imports_of
from review.offline.reading import ReadSheet, SheetRow, read_form
from review.offline.sheet import workbook_of
from review.offline.views.asking import asked, identity
from review.offline.views.blueprint import blueprint, own
from review.offline.vocabulary import IMPORT_STATE_LABELS


@blueprint.route("/mes-relectures/<int:assignment_id>/hors-connexion", methods=["GET", "POST"])
@requires(Permission.REVIEW_FILL)
def page(assignment_id: int) -> tuple[str, int] | Response:
    """Say how to fill away from the screen; take the filled spreadsheet back."""
    assignment, form = own(assignment_id), SheetForm()
    if assignment.state in ASSIGNMENT_TRANSITIONS["begin"].sources and not form.is_submitted():
        flash(_("Déclarez d’abord vos intérêts : la grille s’ouvre ensuite."))
        return redirect(url_for("assignments.interests_page", assignment_id=assignment.id))
    if form.validate_on_submit():
        try:
            kept = _received(assignment_id, form)
        except DomainError as error:
            if error.status != DomainError.status:
                raise
            db.session.rollback()
            form.refuse(error)
        else:
            db.session.commit()
            return redirect(
                url_for(".preview_page", assignment_id=assignment_id, import_id=kept.id)
            )
    assignment = own(assignment_id)
    shown = render_template(
        "review/offline/page.html",
        form=form,
        assignment=assignment,
        round=assignment.round,
        writable=may_fill(assignment),
        imports=imports_of(db.session, assignment),
        states=IMPORT_STATE_LABELS,
    )
    return shown, 422 if form.errors or form.form_errors else 200


def may_fill(assignment: Assignment) -> bool:
    """Tell whether a spreadsheet can be written into this reading now."""
    act = REVIEW_ACTS["save"]
    return (
        assignment.role is AssignmentRole.REVIEWER
        and assignment.state in act.assignment_states
        and assignment.round.state in act.round_states
    )


def _received(assignment_id: int, form: SheetForm) -> ChecklistImport:
    """Read the file without keeping others waiting, then keep its rows."""
    session, actor = db.session, current_actor()
    services.copy_to_fill(session, own(assignment_id), actor)
    content, name = form.file.data.read(), str(form.file.data.filename)
    # Reading a large file takes a while: others write meanwhile.
    session.rollback()
    sheets = read(content, name, in_detail=True)
    begin_write(session)
    assignment = own(assignment_id)
    copy = services.copy_to_fill(session, assignment, actor)
    told = read_form(sheets, tuple(items_of(copy.filled.criteria)))
    _own_file, notes = provenance(session, assignment, told.origin, actor=actor)
    if told.absent:
        absent = N_(
            "Sans ligne dans ce fichier, et donc laissés comme ils sont : %(codes)s.",
            codes=", ".join(told.absent),
        )
        notes = (*notes, absent)
    return services.stage(
        session,
        assignment,
        told.origin,
        _rows(copy, told),
        notes=notes,
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        actor=actor,
        at=clock.now(),
    )


def _rows(copy: WorkingCopy, told: ReadSheet) -> list[StagedRow]:
    assignment, criteria = copy.assignment, copy.filled.criteria
    questions = questions_of(db.session, assignment.round.checklist_version)
    wordings = {code: one.question_fr for code, one in questions.items()}
    items = items_of(criteria)
    # Of another version the questions may be worded otherwise: its number is said for the file.
    same = told.origin.checklist == assignment.round.checklist_version.number
    posed = {one.item.code: one.question for one in asked(copy)} if same else {}
    return [
        checked(_labelled(row, posed.get(row.code, "")), items[row.code], criteria, wordings)
        if row.code in items
        else StagedRow(
            row.number,
            row.code[:40],
            row.cells,
            problems=[str(unknown_code(db.session, assignment, told.origin, row.code))],
        )
        for row in told.rows
    ]


def _labelled(row: SheetRow, posed: str) -> SheetRow:
    """Point out a question that was changed in the file: the one of the checklist was answered."""
    if not posed or not row.question or fold(row.question) == fold(posed):
        return row
    note = N_(
        "Le libellé de ce critère a été changé dans le fichier : il n’est pas repris. La question "
        "posée reste « %(question)s ». Vérifiez que votre réponse y répond.",
        question=posed,
    )
    return replace(row, notes=(*row.notes, note))


@blueprint.get("/mes-relectures/<int:assignment_id>/hors-connexion/grille.xlsx")
@requires(Permission.REVIEW_FILL)
def download(assignment_id: int) -> Response:
    """Send the checklist of this reading as a spreadsheet, with the answers saved so far."""
    assignment = own(assignment_id)
    copy = services.copy_to_fill(db.session, assignment, current_actor())
    sections = sections_of(copy.filled.criteria)
    content = workbook_of(identity(assignment), sections, asked(copy))
    return send_file(
        BytesIO(content),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"grille-relecture-{assignment.id}.xlsx",
    )
