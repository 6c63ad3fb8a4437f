"""A draft of the checklist as reviewers will see it, page by page, with nothing to save."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Permission, requires
from review.answers.filled import criteria_of
from review.answers.forms import section_form
from review.answers.marker import FilledChecklist
from review.answers.sections import Section, section_at, sections_of
from review.answers.views import wording
from review.checklists.models import ChecklistVersion
from review.checklists.queries import open_draft

blueprint = Blueprint("checklist_preview", __name__, url_prefix="/methode/grille/brouillon/apercu")


@blueprint.get("")
@requires(Permission.CHECKLIST_EDIT)
def first() -> Response:
    """Open the first page of the draft."""
    _found, filled = _draft()
    return redirect(url_for(".page", slug=sections_of(filled.criteria)[0].slug))


@blueprint.get("/<slug>")
@requires(Permission.CHECKLIST_EDIT)
def page(slug: str) -> str:
    """Show one page of the draft with the very form of the reviewers."""
    found, filled = _draft()
    section: Section | None = section_at(filled.criteria, slug)
    if section is None:
        raise NotFound
    questions = {one.code: one for one in found.questions}
    made = section_form(
        filled.criteria,
        {code: wording(one) for code, one in questions.items()},
        section.codes,
        with_reasons=False,
    )
    return render_template(
        "review/answers/preview.html",
        form=made(),
        section=section,
        sections=sections_of(filled.criteria),
        filled=filled,
        questions=questions,
    )


def _draft() -> tuple[ChecklistVersion, FilledChecklist]:
    found = open_draft(db.session)
    if found is None:
        raise NotFound
    return found, FilledChecklist(criteria=criteria_of(found.questions))
