"""The pages of the imports: the list, a new file, its preview, applying, undoing, the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.delimited import csv_response
from catalogue.errors import DomainError, NotFound
from catalogue.exchange import services
from catalogue.exchange.blanks import blank_workbook, headings
from catalogue.exchange.columns import Column
from catalogue.exchange.forms import ApplyForm, FileForm, UndoForm
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.queries import (
    applied_before,
    batch_of,
    counts_of,
    name_of,
    page_of,
    page_of_rows,
    refused_rows,
)
from catalogue.exchange.undoing import plan_of, undo
from catalogue.exchange.vocabulary import (
    BATCH_STATE_LABELS,
    IMPORT_KIND_LABELS,
    VERDICT_LABELS,
    BatchState,
    ImportKind,
    Verdict,
)
from catalogue.i18n import say
from catalogue.journal.queries import history
from catalogue.messages import Message
from catalogue.open_data.views.importing import STATE_COLOURS as ISO_STATE_COLOURS
from catalogue.open_data.vocabulary import DATASET_LABELS, RELEASE_STATE_LABELS
from catalogue.paging import PAGE_SIZE, Page, UrlState, offset, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out

blueprint = Blueprint("exchange", __name__)

Answer = str | BaseResponse | tuple[str, int]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATE_COLOURS = {
    BatchState.STAGED: "ochre",
    BatchState.APPLIED: "green",
    BatchState.UNDONE: "grey",
    BatchState.DISCARDED: "grey",
}
VERDICT_COLOURS = {
    Verdict.NEW: "green",
    Verdict.CHANGED: "blue",
    Verdict.UNCHANGED: "grey",
    Verdict.REFUSED: "red",
}
# Where a record of each kind is read: endpoint and the name of its number there.
PAGES = {
    ImportKind.REFERENCE: ("reference_list.entry", "entry_id"),
    ImportKind.STANDARDS: ("records.edition", "edition_id"),
    ImportKind.PROGRAMME: ("work_programme.item", "item_id"),
    ImportKind.MANDATES: ("committees.mandate", "mandate_id"),
}
NAMED_BY = ("reference", "number", "title_fr", "title_en", "family_name")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a row, in words: what it was, what it becomes."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of a preview, in words."""

    row: ImportRow
    name: str
    changes: tuple[Change, ...]
    cells: tuple[tuple[str, str], ...]  # heading and text, of a refused row
    href: str | None  # the record's own page, once it is written


@blueprint.get("/imports")
@requires(Permission.IMPORT_RUN)
def index() -> Answer:
    """List the imports, latest first."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    number = page_number(state.value("page"))
    rows, total = page_of(db.session, page=number, size=PAGE_SIZE)
    return render_template(
        "catalogue/exchange/index.html",
        page=Page(rows, total, number),
        state=state,
        kinds=IMPORT_KIND_LABELS,
        labels=_labels(),
        datasets=DATASET_LABELS,
        iso_states=RELEASE_STATE_LABELS,
        iso_colours=ISO_STATE_COLOURS,
    )


@blueprint.route("/imports/nouveau", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def new() -> Answer:
    """Choose a file; go to what it would do."""
    form = FileForm()
    if not form.validate_on_submit():
        return _file_page(form, 422 if form.is_submitted() else 200)
    # Reading a large file takes a while: others write meanwhile.
    db.session.rollback()
    try:
        checked = services.check(
            db.session,
            ImportKind(form.kind.data),
            form.file.data.read(),
            file_name=str(form.file.data.filename),
            actor=current_actor(),
            today=clock.today(),
        )
    except DomainError as error:
        form.refuse(error)
        return _file_page(form, error.status)
    begin_write(db.session)
    batch = services.keep(db.session, checked, actor=current_actor(), at=clock.now())
    db.session.commit()
    return redirect(url_for("exchange.batch", batch_id=batch.id))


@blueprint.get("/imports/modele/<kind>.<ending>")
@requires(Permission.IMPORT_RUN)
def blank(kind: str, ending: str) -> Answer:
    """Download an empty file to fill in, as .xlsx with explanations or as .csv."""
    if kind not in set(ImportKind) or ending not in {"xlsx", "csv"}:
        raise NotFound
    columns = services.IMPORTERS[ImportKind(kind)].columns
    name = f"modele-{kind}.{ending}"
    if ending == "csv":
        return csv_response(name, headings(columns), [])
    content = BytesIO(blank_workbook(ImportKind(kind), columns))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/imports/<int:batch_id>")
@requires(Permission.IMPORT_RUN)
def batch(batch_id: int) -> Answer:
    """Show what a file would do, or has done: counts, then rows, refused ones first."""
    return _batch_page(_batch_or_404(batch_id), ApplyForm())


@blueprint.post("/imports/<int:batch_id>/appliquer")
@requires(Permission.IMPORT_RUN)
def apply(batch_id: int) -> Answer:
    """Carry out a staged file."""
    found, form = _batch_or_404(batch_id), ApplyForm()
    if not form.validate():
        return _batch_page(found, form, 422)
    try:
        outcome = carried_out(
            form,
            partial(
                services.apply,
                db.session,
                found,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                valid_rows_only=form.valid_rows_only.data,
                at=clock.now(),
                today=clock.today(),
            ),
        )
    except services.OutdatedPreviewError as error:
        return _checked_again(batch_id, error.message)
    if outcome is None:
        return _batch_page(_batch_or_404(batch_id), form, DomainError.status)
    flash(
        _(
            "L’import est appliqué. Fiches ajoutées : %(added)d, modifiées : %(changed)d.",
            added=outcome.added,
            changed=outcome.changed,
        ),
        "success",
    )
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.post("/imports/<int:batch_id>/verifier")
@requires(Permission.IMPORT_RUN)
def check_again(batch_id: int) -> Answer:
    """Say again what a staged file would do, from what is recorded now."""
    found = _batch_or_404(batch_id)
    services.restage(db.session, found, actor=current_actor(), at=clock.now(), today=clock.today())
    db.session.commit()
    flash(_("La vérification est refaite avec les données d’aujourd’hui."), "success")
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.post("/imports/<int:batch_id>/abandonner")
@requires(Permission.IMPORT_RUN)
def discard(batch_id: int) -> Answer:
    """Give up a staged file."""
    found, form = _batch_or_404(batch_id), ApplyForm()
    if not form.validate():
        return _batch_page(found, form, 422)
    services.discard(
        db.session,
        found,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        at=clock.now(),
    )
    db.session.commit()
    flash(_("L’import est abandonné : rien n’a été enregistré."), "success")
    return redirect(url_for("exchange.index"))


@blueprint.route("/imports/<int:batch_id>/annuler", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def undo_batch(batch_id: int) -> Answer:
    """Show what undoing would do; undo, with a reason."""
    found, form = _batch_or_404(batch_id), UndoForm()
    services.require_applied(found)
    if not form.is_submitted():
        form.version.data = found.version
        return _undo_page(found, form)
    if not form.validate():
        return _undo_page(found, form, 422)
    act = partial(
        undo,
        db.session,
        found,
        reason=form.reason.data,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        at=clock.now(),
        today=clock.today(),
    )
    plan = carried_out(form, act)
    if plan is None:
        return _undo_page(_batch_or_404(batch_id), form, DomainError.status)
    flash(
        _(
            "L’import est annulé. Fiches retirées : %(removed)d, remises en l’état : %(restored)d, "
            "gardées : %(kept)d.",
            removed=len(plan.removed),
            restored=len(plan.restored),
            kept=len(plan.kept),
        ),
        "success",
    )
    return redirect(url_for("exchange.batch", batch_id=batch_id))


@blueprint.get("/imports/<int:batch_id>/lignes-refusees.csv")
@requires(Permission.IMPORT_RUN)
def refused(batch_id: int) -> Answer:
    """Download the refused rows, ready to correct and import again, each with its reasons."""
    found = _batch_or_404(batch_id)
    columns = services.IMPORTERS[found.kind].columns
    names = [*headings(columns), _("Ligne du fichier"), _("Motif du refus")]

    def rows() -> Iterator[list[object]]:
        for row in refused_rows(db.session, found):
            cells: list[object] = [row.raw.get(column.code, "") for column in columns]
            yield [*cells, row.number, " ".join(row.problems)]

    return csv_response(f"lignes-refusees-{batch_id}.csv", names, rows())


def _batch_or_404(batch_id: int) -> ImportBatch:
    found = batch_of(db.session, batch_id)
    if found is None:
        raise NotFound
    return found


def _file_page(form: FileForm, status: int) -> tuple[str, int]:
    return render_template(
        "catalogue/exchange/new.html", form=form, kinds=IMPORT_KIND_LABELS
    ), status


def _batch_page(found: ImportBatch, form: ApplyForm, status: int = 200) -> tuple[str, int]:
    state = UrlState.read(request.args.items(multi=True), ("lignes", "page"))
    chosen = state.value("lignes")
    verdict = Verdict(chosen) if chosen in set(Verdict) else None
    counts = counts_of(db.session, [found.id]).get(found.id, {})
    total = sum(counts.values()) if verdict is None else counts.get(verdict, 0)
    number = page_number(state.value("page"))
    rows = page_of_rows(db.session, found, verdict, page=number, size=PAGE_SIZE)
    columns = services.IMPORTERS[found.kind].columns
    form.version.data = found.version
    page = render_template(
        "catalogue/exchange/batch.html",
        batch=found,
        by=name_of(db.session, found.staged_by_id),
        form=form,
        counts=counts,
        page=Page([_shown(row, found, columns) for row in rows], total, number),
        state=state,
        verdict=verdict,
        labels=_labels(),
        kinds=IMPORT_KIND_LABELS,
        twin=applied_before(db.session, found) if found.state is BatchState.STAGED else None,
        lines=history(db.session, "import_batch", [found.id]),
        first=offset(number) + 1,
    )
    return page, status


def _undo_page(found: ImportBatch, form: UndoForm, status: int = 200) -> tuple[str, int]:
    form.version.data = found.version
    plan = plan_of(db.session, found)
    page = render_template(
        "catalogue/exchange/undo.html", batch=found, form=form, plan=plan, kinds=IMPORT_KIND_LABELS
    )
    return page, status


def _checked_again(batch_id: int, message: Message) -> Answer:
    """Make the preview again, in a transaction of its own, and ask to read it."""
    begin_write(db.session)
    services.restage(
        db.session,
        _batch_or_404(batch_id),
        actor=current_actor(),
        at=clock.now(),
        today=clock.today(),
    )
    db.session.commit()
    flash(say(message), "warning")
    return redirect(url_for("exchange.batch", batch_id=batch_id))


def _shown(row: ImportRow, found: ImportBatch, columns: tuple[Column, ...]) -> RowShown:
    said = [row.raw[code] for code in NAMED_BY if row.raw.get(code)]
    cells = (
        tuple(
            (say(column.heading), row.raw[column.code])
            for column in columns
            if row.raw.get(column.code)
        )
        if row.verdict is Verdict.REFUSED
        else ()
    )
    changes = tuple(
        Change(
            say(column.heading),
            say(column.shown(row.changes[column.code][0])),
            say(column.shown(row.changes[column.code][1])),
        )
        for column in columns
        if column.code in row.changes
    )
    return RowShown(row, " – ".join(said[:2]), changes, cells, _address(row, found))


def _address(row: ImportRow, found: ImportBatch) -> str | None:
    """Give the page of the record a row is about, as long as the record exists."""
    removed = (
        found.state is BatchState.UNDONE and row.verdict is Verdict.NEW and not row.kept_reason
    )
    if row.subject_id is None or removed:
        return None
    endpoint, argument = PAGES[found.kind]
    values: dict[str, Any] = {argument: row.subject_id}
    return url_for(endpoint, **values)


def _labels() -> dict[str, object]:
    return {
        "states": BATCH_STATE_LABELS,
        "state_colours": STATE_COLOURS,
        "verdicts": VERDICT_LABELS,
        "verdict_colours": VERDICT_COLOURS,
    }
