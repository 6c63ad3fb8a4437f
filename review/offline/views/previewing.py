"""A spreadsheet that came back: what it changes, row by row; applying, giving up, undoing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out
from review.answers.completeness import Missing, still_missing
from review.answers.filled import filled_from
from review.answers.marker import FilledChecklist
from review.answers.queries import working_copy
from review.answers.workflow import REVIEW_ACTS
from review.assignments.models import Assignment
from review.offline import services
from review.offline.comparing import RowPreview
from review.offline.forms import ApplySheetForm, apply_form
from review.offline.layout import HEADINGS, VALUE, Item, items_of
from review.offline.models import ChecklistImport
from review.offline.views.blueprint import blueprint, kept_file, own
from review.offline.views.sheets import may_fill
from review.offline.vocabulary import (
    IMPORT_STATE_LABELS,
    ROW_VERDICT_LABELS,
    Choice,
    ImportState,
    RowVerdict,
)
from review.offline.words import written, written_material

VERDICT_COLOURS = {
    RowVerdict.CHANGED: "blue",
    RowVerdict.CONFLICT: "ochre",
    RowVerdict.UNCHANGED: "grey",
    RowVerdict.NEWER: "violet",
    RowVerdict.REFUSED: "red",
}
STATE_COLOURS = {
    ImportState.STAGED: "ochre",
    ImportState.APPLIED: "green",
    ImportState.UNDONE: "grey",
    ImportState.DISCARDED: "grey",
}
# What asks something of the person comes first.
_ORDER = (
    RowVerdict.REFUSED,
    RowVerdict.CONFLICT,
    RowVerdict.CHANGED,
    RowVerdict.NEWER,
    RowVerdict.UNCHANGED,
)
_PATH = "/mes-relectures/<int:assignment_id>/hors-connexion/<int:import_id>"


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row in words: what is recorded, what the file says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the preview in words; ``missing`` is what it will still lack to be submitted."""

    preview: RowPreview
    changes: tuple[Change, ...]
    cells: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]


@blueprint.get(_PATH)
@requires(Permission.REVIEW_FILL)
def preview_page(assignment_id: int, import_id: int) -> tuple[str, int]:
    """Show what the file changes, from what is recorded now."""
    assignment = own(assignment_id)
    return _page(assignment, kept_file(assignment, import_id), None)


@blueprint.post(f"{_PATH}/appliquer")
@requires(Permission.REVIEW_FILL)
def apply_page(assignment_id: int, import_id: int) -> tuple[str, int] | Response:
    """Write the answers of the file, once."""
    assignment = own(assignment_id)
    kept = kept_file(assignment, import_id)
    copy = working_copy(db.session, assignment)
    form = apply_form(services.previews(kept, copy.filled))()
    codes = None
    if not may_fill(assignment):
        # Said before any choice is asked for: nothing can be written any more.
        carried_out(form, lambda: services.copy_to_fill(db.session, assignment, current_actor()))
    elif form.validate():
        try:
            codes = carried_out(
                form,
                lambda: services.apply(
                    db.session,
                    kept,
                    assignment,
                    choices=_choices(form),
                    valid_rows_only=bool(form.valid_rows_only.data),
                    seen=int(form.version.data or 0),
                    actor=current_actor(),
                    at=clock.now(),
                ),
            )
        except services.OutdatedPreviewError as outdated:
            db.session.rollback()
            flash(say(outdated.message), "warning")
            return redirect(
                url_for(".preview_page", assignment_id=assignment_id, import_id=import_id)
            )
    if codes is None:
        assignment = own(assignment_id)
        return _page(assignment, kept_file(assignment, import_id), form, 422)
    flash(
        _("Les réponses du fichier sont enregistrées : %(codes)s.", codes=_named(codes)), "success"
    )
    return redirect(url_for("answers.desk", assignment_id=assignment_id))


@blueprint.post(f"{_PATH}/abandonner")
@requires(Permission.REVIEW_FILL)
def discard_page(assignment_id: int, import_id: int) -> Response:
    """Give the file up; nothing was written."""
    assignment = own(assignment_id)
    services.discard(
        db.session,
        kept_file(assignment, import_id),
        assignment,
        actor=current_actor(),
        at=clock.now(),
    )
    db.session.commit()
    flash(_("Le fichier est abandonné : vos réponses n’ont pas changé."), "success")
    return redirect(url_for(".page", assignment_id=assignment_id))


@blueprint.post(f"{_PATH}/annuler")
@requires(Permission.REVIEW_FILL)
def undo_page(assignment_id: int, import_id: int) -> Response:
    """Put back what the file replaced, except what changed on the screen since."""
    assignment = own(assignment_id)
    back, left = services.undo(
        db.session,
        kept_file(assignment, import_id),
        assignment,
        actor=current_actor(),
        at=clock.now(),
    )
    db.session.commit()
    flash(_("Ces réponses sont comme avant le fichier : %(codes)s.", codes=_named(back)), "success")
    if left:
        flash(
            _(
                "Changées à l’écran depuis, ces réponses restent comme elles sont : %(codes)s.",
                codes=_named(left),
            ),
            "warning",
        )
    return redirect(url_for(".preview_page", assignment_id=assignment_id, import_id=import_id))


def _choices(form: ApplySheetForm) -> dict[str, Choice]:
    prefix = services.choice_name("")
    return {
        field.name.removeprefix(prefix): Choice(field.data)
        for field in form
        if field.name.startswith(prefix) and field.data
    }


def _page(
    assignment: Assignment, kept: ChecklistImport, form: ApplySheetForm | None, status: int = 200
) -> tuple[str, int]:
    copy = working_copy(db.session, assignment)
    staged = kept.state is ImportState.STAGED
    previews = services.previews(kept, copy.filled) if staged else ()
    if form is None:
        form = apply_form(previews)()
    form.version.data = services.seen_version(kept, previews)
    items = items_of(copy.filled.criteria)
    missing = still_missing(_merged(copy.filled, previews)) if staged else ()
    shown = sorted(
        (_shown(one, items.get(one.row.code), missing) for one in previews),
        key=lambda one: (_ORDER.index(one.preview.verdict), one.preview.row.number),
    )
    page = render_template(
        "review/offline/preview.html",
        form=form,
        kept=kept,
        assignment=assignment,
        round=assignment.round,
        rows=[one for one in shown if one.preview.verdict is not RowVerdict.UNCHANGED],
        unchanged=_named([one.row.code for one in previews if one.verdict is RowVerdict.UNCHANGED]),
        counts=Counter(one.verdict for one in previews),
        staged=staged,
        writable=may_fill(assignment),
        may_undo=services.may_undo(kept, assignment),
        applied=_named(kept.before),
        left=_left(copy.filled, previews) if staged else None,
        choice_name=services.choice_name,
        states=IMPORT_STATE_LABELS,
        state_colours=STATE_COLOURS,
        verdicts=ROW_VERDICT_LABELS,
        verdict_colours=VERDICT_COLOURS,
        submit_act=REVIEW_ACTS["submit"],
    )
    return page, status


@dataclass(frozen=True, slots=True)
class Left:
    """How many points stay to complete once the file is applied, whatever is chosen."""

    least: int
    most: int


def _left(filled: FilledChecklist, previews: Sequence[RowPreview]) -> Left:
    """Count what stays to complete, from the answers kept and from those taken of the file."""
    kept = _points(still_missing(_merged(filled, previews)))
    taken = _points(still_missing(_merged(filled, previews, conflicts=True)))
    return Left(len(kept & taken), len(kept | taken))


def _points(missing: Sequence[Missing]) -> frozenset[tuple[str, str]]:
    return frozenset((one.code, say(one.message)) for one in missing)


def _merged(
    filled: FilledChecklist, previews: Sequence[RowPreview], *, conflicts: bool = False
) -> FilledChecklist:
    """Give the checklist as it would be once the changed rows are applied.

    With ``conflicts``, each answer that is to be chosen is taken from the file.
    """
    taken = {RowVerdict.CHANGED, *([RowVerdict.CONFLICT] if conflicts else [])}
    changed = [one for one in previews if one.verdict in taken]
    told = filled_from(
        {name: text for one in changed for name, text in one.row.texts.items()}, filled.criteria
    )
    codes = {one.row.code for one in changed}
    return FilledChecklist(
        {**filled.answers, **told.answers},
        told.already_covered if "already_covered" in codes else filled.already_covered,
        told.gender_purpose if "gender_purpose" in codes else filled.gender_purpose,
        filled.criteria,
    )


def _shown(one: RowPreview, item: Item | None, missing: Sequence[Missing]) -> ShownRow:
    row = one.row
    if item is None or one.verdict is RowVerdict.REFUSED:
        cells = tuple((say(HEADINGS[key]), text) for key, text in row.cells.items() if text)
        return ShownRow(one, (), cells, ())
    changes: dict[str, Change] = {}
    for name in one.differing:
        key = item.column_of(name)
        changes[key] = Change(
            say(HEADINGS[key]),
            _said(item, name, one.before),
            _said(item, name, row.texts),
        )
    lacking = (
        tuple(each for each in missing if each.code == row.code)
        if one.verdict is RowVerdict.CHANGED
        else ()
    )
    return ShownRow(one, tuple(changes.values()), (), lacking)


def _said(item: Item, name: str, texts: Mapping[str, str]) -> str:
    """Give one input in words, as its cell says them."""
    if item.column_of(name) == VALUE:
        return written(item, texts)
    text = texts.get(name, "")
    return written_material(text) if name == f"{item.code}_material" else text


def _named(codes: Sequence[str] | dict[str, object]) -> str:
    names = {"gender_purpose": _("Objectif principal"), "already_covered": _("Déjà couvert")}
    return ", ".join(names.get(code, code) for code in codes)
