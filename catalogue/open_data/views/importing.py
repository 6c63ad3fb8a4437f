"""ISO's files in a browser: sending one, watching it be read, its preview, publishing, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.delimited import csv_response
from catalogue.errors import DomainError, NotFound
from catalogue.i18n import number
from catalogue.journal.queries import history
from catalogue.open_data import queries, services, stored_files
from catalogue.open_data.files import Unreadable
from catalogue.open_data.forms import OpenDataFileForm, PublishForm, UndoForm
from catalogue.open_data.models import Release
from catalogue.open_data.upkeep import data_dir
from catalogue.open_data.views.blueprint import blueprint, largest_file
from catalogue.open_data.views.differences import RecordShown, shown
from catalogue.open_data.vocabulary import (
    ATTRIBUTION,
    DATASET_LABELS,
    RELEASE_STATE_LABELS,
    SOURCE_URL,
    ReleaseState,
)
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out

Answer = str | BaseResponse | tuple[str, int]

STATE_COLOURS = {
    ReleaseState.RECEIVING: "blue",
    ReleaseState.READY: "ochre",
    ReleaseState.PUBLISHED: "green",
    ReleaseState.FAILED: "red",
}
SHOWN = ("nouvelles", "modifiees", "refusees")


@blueprint.route("/imports/iso/nouveau", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def new() -> Answer:
    """Choose a file of ISO; it is kept whole, then read beside the pages."""
    form = OpenDataFileForm()
    form.file.largest = largest_file()
    if not form.validate_on_submit():
        return _file_page(form, 422 if form.is_submitted() else 200)
    # Copying a large file takes a while: others write meanwhile.
    db.session.rollback()
    try:
        with form.file.data.stream as sent:
            stored = stored_files.store(sent, data_dir(), largest=largest_file())
    except Unreadable as error:
        form.refuse(DomainError(error.message, field="file"))
        return _file_page(form, 422)
    begin_write(db.session)
    try:
        release = services.begin(
            db.session,
            stored,
            file_name=str(form.file.data.filename),
            actor=current_actor(),
            at=clock.now(),
        )
    except DomainError as error:
        db.session.rollback()
        stored_files.forget(data_dir(), stored.sha256)
        form.refuse(error)
        return _file_page(form, error.status, waiting=queries.pending(db.session, stored.dataset))
    db.session.commit()
    return redirect(url_for("open_data.release", release_id=release.id))


@blueprint.get("/imports/iso/<int:release_id>")
@requires(Permission.IMPORT_RUN)
def release(release_id: int) -> Answer:
    """Show how far reading has come, then what the file would do or has done."""
    return _release_page(_release_or_404(release_id), PublishForm())


@blueprint.post("/imports/iso/<int:release_id>/publier")
@requires(Permission.IMPORT_RUN)
def publish(release_id: int) -> Answer:
    """Let everybody see what a file brings."""
    found, form = _release_or_404(release_id), PublishForm()
    if not form.validate():
        return _release_page(found, form, 422)
    act = partial(
        services.publish,
        db.session,
        found,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        valid_rows_only=form.valid_rows_only.data,
        at=clock.now(),
    )
    if carried_out(form, act) is None:
        return _release_page(_release_or_404(release_id), form, DomainError.status)
    flash(
        _(
            "Les données de l’ISO sont publiées. Fiches ajoutées : %(added)s, modifiées : "
            "%(changed)s. La recherche suit dans la minute.",
            added=number(found.added),
            changed=number(found.changed),
        ),
        "success",
    )
    return redirect(url_for("open_data.release", release_id=release_id))


@blueprint.post("/imports/iso/<int:release_id>/abandonner")
@requires(Permission.IMPORT_RUN)
def discard(release_id: int) -> Answer:
    """Give up a file that is being read or waits."""
    found = _release_or_404(release_id)
    services.discard(db.session, found, actor=current_actor(), seen_version=None, at=clock.now())
    db.session.commit()
    flash(_("Le fichier de l’ISO est abandonné : rien n’en a été publié."), "success")
    return redirect(url_for("exchange.index"))


@blueprint.route("/imports/iso/<int:release_id>/annuler", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def undo(release_id: int) -> Answer:
    """Show again what stood before the last published file."""
    found, form = _release_or_404(release_id), UndoForm()
    if not form.validate_on_submit():
        return _undo_page(found, form, 422 if form.is_submitted() else 200)
    act = partial(
        services.undo,
        db.session,
        found,
        reason=form.reason.data,
        actor=current_actor(),
        seen_version=form.version.data or 0,
        at=clock.now(),
    )
    if carried_out(form, act) is None:
        return _undo_page(_release_or_404(release_id), form, DomainError.status)
    flash(
        _("L’import est annulé : ce qui était publié avant lui est de nouveau montré."), "success"
    )
    return redirect(url_for("open_data.release", release_id=release_id))


@blueprint.get("/imports/iso/<int:release_id>/lignes-refusees.csv")
@requires(Permission.IMPORT_RUN)
def refused(release_id: int) -> BaseResponse:
    """Download the refused lines with the reason of each."""
    found = _release_or_404(release_id)
    return csv_response(
        f"iso-{release_id}-lignes-refusees.csv",
        [_("Ligne"), _("Référence"), _("Raison")],
        _refused_rows(found),
    )


def _refused_rows(found: Release) -> Iterator[tuple[int, str, str]]:
    for one in queries.every_refusal(db.session, found):
        yield one.line, one.reference, one.problem


def _release_or_404(release_id: int) -> Release:
    found = db.session.get(Release, release_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def _file_page(
    form: OpenDataFileForm, status: int, *, waiting: Release | None = None
) -> tuple[str, int]:
    page = render_template(
        "catalogue/open_data/new.html",
        form=form,
        waiting=waiting,
        attribution_text=ATTRIBUTION,
        source_url=SOURCE_URL,
    )
    return page, status


def _undo_page(found: Release, form: UndoForm, status: int) -> tuple[str, int]:
    form.version.data = found.version
    page = render_template(
        "catalogue/open_data/undo.html", release=found, form=form, datasets=DATASET_LABELS
    )
    return page, status


def _release_page(found: Release, form: PublishForm, status: int = 200) -> tuple[str, int]:
    counts = dict(zip(SHOWN, (found.added, found.changed, found.refused), strict=True))
    state = UrlState.read(request.args.items(multi=True), ("lignes", "page"))
    asked = state.value("lignes")
    kind = asked if asked in SHOWN else next((one for one in SHOWN if counts[one]), SHOWN[0])
    number = page_number(state.value("page"))
    form.version.data = found.version
    _release, by = queries.releases(db.session, [found.id])[found.id]
    page = render_template(
        "catalogue/open_data/release.html",
        release=found,
        by=by,
        form=form,
        percent=min(100, 100 * found.bytes_read // max(found.size, 1)),
        kind=kind,
        counts=counts,
        page=Page(_rows(found, kind, number), counts[kind], number),
        state=state,
        is_last=queries.last_published(db.session, found.dataset) is found,
        datasets=DATASET_LABELS,
        states=RELEASE_STATE_LABELS,
        colours=STATE_COLOURS,
        lines=history(db.session, "open_data_release", [found.id]),
        attribution_text=ATTRIBUTION,
        source_url=SOURCE_URL,
    )
    return page, status


def _rows(found: Release, kind: str, number: int) -> list[RecordShown]:
    if found.state not in {ReleaseState.READY, ReleaseState.PUBLISHED} and kind != "refusees":
        return []
    if kind == "refusees":
        return [
            RecordShown(_("Ligne %(line)d", line=one.line), one.reference, problem=one.problem)
            for one in queries.page_of_refusals(db.session, found, page=number, size=PAGE_SIZE)
        ]
    brought = queries.brought_by(
        db.session, found, changed=kind == "modifiees", page=number, size=PAGE_SIZE
    )
    return [shown(one, published=found.state is ReleaseState.PUBLISHED) for one in brought]
