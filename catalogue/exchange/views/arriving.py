"""A file arrives: choosing it, the empty files to start from, the list of those that came."""

from __future__ import annotations

from io import BytesIO

from flask import redirect, render_template, request, send_file, url_for

from catalogue import clock
from catalogue.database import begin_write, db
from catalogue.delimited import csv_response
from catalogue.errors import DomainError, NotFound
from catalogue.exchange import preview
from catalogue.exchange.blanks import blank_workbook, headings
from catalogue.exchange.forms import FileForm
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.layout import certain
from catalogue.exchange.queries import page_of
from catalogue.exchange.receiving import Received, receive
from catalogue.exchange.views.blueprint import SOON, Answer, blueprint
from catalogue.exchange.views.showing import labels
from catalogue.exchange.vocabulary import IMPORT_KIND_LABELS, BatchState, ImportKind
from catalogue.open_data.views.importing import STATE_COLOURS as ISO_STATE_COLOURS
from catalogue.open_data.vocabulary import DATASET_LABELS, RELEASE_STATE_LABELS
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        labels=labels(),
        datasets=DATASET_LABELS,
        iso_states=RELEASE_STATE_LABELS,
        iso_colours=ISO_STATE_COLOURS,
    )


@blueprint.route("/imports/nouveau", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def new() -> Answer:
    """Choose a file; go to its columns, or to what it would do."""
    form = FileForm()
    if not form.validate_on_submit():
        return _file_page(form, 422 if form.is_submitted() else 200)
    # Reading a large file takes a while: others write meanwhile.
    db.session.rollback()
    kind = ImportKind(form.kind.data)
    columns = IMPORTERS[kind].columns
    try:
        received = receive(
            db.session,
            kind,
            form.file.data.read(),
            file_name=str(form.file.data.filename),
            columns=columns,
        )
        if not certain(received.layout, received.sheets, columns):
            return _taken_in(received, BatchState.MATCHING, to="exchange.columns")
        if len(received.sheet.lines) > SOON:
            return _taken_in(received, BatchState.READING)
        checked = preview.check_received(db.session, received, today=clock.today())
    except DomainError as error:
        form.refuse(error)
        return _file_page(form, error.status)
    begin_write(db.session)
    batch = preview.keep(db.session, checked, actor=current_actor(), at=clock.now())
    db.session.commit()
    return redirect(url_for("exchange.batch", batch_id=batch.id))


@blueprint.get("/imports/modele/<kind>.<ending>")
@requires(Permission.IMPORT_RUN)
def blank(kind: str, ending: str) -> Answer:
    """Download an empty file to fill in, as .xlsx with explanations or as .csv."""
    if kind not in set(ImportKind) or ending not in {"xlsx", "csv"}:
        raise NotFound
    columns = IMPORTERS[ImportKind(kind)].columns
    name = f"modele-{kind}.{ending}"
    if ending == "csv":
        return csv_response(name, headings(columns), [])
    content = BytesIO(blank_workbook(ImportKind(kind), columns))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)


def _taken_in(received: Received, state: BatchState, *, to: str = "exchange.batch") -> Answer:
    begin_write(db.session)
    batch = preview.take_in(
        db.session, received, state=state, actor=current_actor(), at=clock.now()
    )
    db.session.commit()
    return redirect(url_for(to, batch_id=batch.id))


def _file_page(form: FileForm, status: int) -> tuple[str, int]:
    return render_template(
        "catalogue/exchange/new.html", form=form, kinds=IMPORT_KIND_LABELS
    ), status
