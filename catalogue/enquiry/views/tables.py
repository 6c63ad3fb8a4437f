"""The commenting table out and in: the form, the comments as files, a table taken in."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import XLSX, in_three_files, table_response
from catalogue.enquiry import sheets, writing
from catalogue.enquiry.forms import ConfirmForm, ReasonForm, SheetForm
from catalogue.enquiry.models import Enquiry, EnquirySheet
from catalogue.enquiry.queries import comments_of, sheets_of
from catalogue.enquiry.rules import may_read_comments
from catalogue.enquiry.views.blueprint import Answer, blueprint, enquiry_or_404
from catalogue.enquiry.vocabulary import SHEET_STATE_LABELS, SHORT_KIND_LABELS, SheetState
from catalogue.errors import NotFound
from catalogue.exchange import workbook
from catalogue.i18n import day
from catalogue.paging import PAGE_SIZE, Page, UrlState, offset, page_number
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.policy.services import value_of
from catalogue.posting import carried_out

FAULTY = "a-corriger"  # the value of the address for the rows that cannot be taken


@blueprint.get("/enquetes/<int:enquiry_id>/modele.xlsx")
@public
def blank_table(enquiry_id: int) -> Response:
    """Give the commenting table to fill in."""
    enquiry = enquiry_or_404(enquiry_id)
    item = enquiry.work_item
    about = _("Projet %(number)s, enquête n° %(rank)d", number=item.number, rank=enquiry.rank)
    content = writing.blank_table(
        item.title_fr, about, day(enquiry.closes_on), at=enquiry.opened_at
    )
    name = f"remarques-{item.number}-{enquiry.rank}.xlsx"
    return _file(content, XLSX, name)


@in_three_files(blueprint, "/enquetes/<int:enquiry_id>/tableau")
@public
def table_file(enquiry_id: int, ending: str) -> Response:
    """Give the comments and their answers as a file: to all once published, before that inside."""
    enquiry = _readable_or_404(enquiry_id)
    rows = [writing.cells(one) for one in comments_of(db.session, enquiry.id)]
    return table_response(ending, _name(enquiry), writing.FILE_COLUMNS, rows)


@blueprint.get("/enquetes/<int:enquiry_id>/tableau.pdf")
@public
def table_paper(enquiry_id: int) -> Response:
    """Give the same as a paper."""
    enquiry, now = _readable_or_404(enquiry_id), clock.now()
    item = enquiry.work_item
    days = _("du %(start)s au %(end)s", start=day(enquiry.opens_on), end=day(enquiry.closes_on))
    content = writing.paper(
        comments_of(db.session, enquiry.id),
        agency=value_of(db.session, "agency_name", on=clock.today()),
        title=_("Enquête publique sur le projet %(number)s", number=item.number),
        facts=[
            (_("Projet"), item.title_fr),
            (_("Comité"), item.committee.title_fr if item.committee else _("sans comité")),
            (_("Enquête"), days),
            (_("Imprimé le"), day(clock.today())),
        ],
        at=now,
    )
    return _file(content, "application/pdf", f"{_name(enquiry)}.pdf")


@blueprint.route("/enquetes/<int:enquiry_id>/tableaux", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def tables(enquiry_id: int) -> Answer:
    """Take in a commenting table, first to check it; list those that came before."""
    enquiry = enquiry_or_404(enquiry_id)
    form = SheetForm()
    if form.validate_on_submit():
        sheet = carried_out(
            form,
            lambda: sheets.stage_table(
                db.session,
                enquiry,
                workbook.read(form.file.data.stream.read(), str(form.file.data.filename)),
                file_name=str(form.file.data.filename),
                organisation=form.organisation.data,
                actor=current_actor(),
                at=clock.now(),
            ),
        )
        if sheet is not None:
            return redirect(url_for(".table_page", enquiry_id=enquiry.id, sheet_id=sheet.id))
        enquiry = enquiry_or_404(enquiry_id)
    page = render_template(
        "catalogue/enquiry/tables.html",
        form=form,
        enquiry=enquiry,
        item=enquiry.work_item,
        sheets=sheets_of(db.session, enquiry.id),
        state_labels=SHEET_STATE_LABELS,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/enquetes/<int:enquiry_id>/tableaux/<int:sheet_id>")
@requires(Permission.PROGRAMME_MANAGE)
def table_page(enquiry_id: int, sheet_id: int) -> Answer:
    """Show a table row by row, with what is wrong with each, before anything is taken."""
    enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    return _table_page(enquiry, sheet, ConfirmForm(data={"version": sheet.version}), 200)


@blueprint.post("/enquetes/<int:enquiry_id>/tableaux/<int:sheet_id>/reprendre")
@requires(Permission.PROGRAMME_MANAGE)
def apply_table(enquiry_id: int, sheet_id: int) -> Answer:
    """Receive the rows without a fault."""
    enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    form = ConfirmForm()
    if form.validate():
        count = carried_out(
            form,
            lambda: sheets.apply_table(
                db.session,
                enquiry,
                sheet,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            ),
        )
        if count is not None:
            said = ngettext("Une remarque est reprise.", "%(num)d remarques sont reprises.", count)
            flash(said, "success")
            return redirect(url_for(".table_page", enquiry_id=enquiry_id, sheet_id=sheet_id))
        enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    return _table_page(enquiry, sheet, form, 422)


@blueprint.post("/enquetes/<int:enquiry_id>/tableaux/<int:sheet_id>/laisser")
@requires(Permission.PROGRAMME_MANAGE)
def drop_table(enquiry_id: int, sheet_id: int) -> Answer:
    """Leave a table that was only staged."""
    enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    form = ConfirmForm()
    if form.validate() and carried_out(
        form,
        lambda: sheets.drop_table(
            db.session,
            sheet,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le tableau est laissé de côté."), "success")
        return redirect(url_for(".tables", enquiry_id=enquiry_id))
    enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    return _table_page(enquiry, sheet, form, 422)


@blueprint.route(
    "/enquetes/<int:enquiry_id>/tableaux/<int:sheet_id>/defaire", methods=["GET", "POST"]
)
@requires(Permission.PROGRAMME_MANAGE)
def undo_table(enquiry_id: int, sheet_id: int) -> Answer:
    """Take back what a table brought."""
    enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    form = ReasonForm(data={"version": sheet.version})
    if form.validate_on_submit():
        done = carried_out(
            form,
            lambda: sheets.undo_table(
                db.session,
                enquiry,
                sheet,
                reason=form.reason.data,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
            ),
        )
        if done is not None:
            flash(_("La reprise du tableau est défaite."), "success")
            return redirect(url_for(".tables", enquiry_id=enquiry_id))
        enquiry, sheet = _sheet_or_404(enquiry_id, sheet_id)
    page = render_template(
        "catalogue/enquiry/undo_table.html",
        form=form,
        enquiry=enquiry,
        item=enquiry.work_item,
        sheet=sheet,
    )
    return page, 422 if form.is_submitted() else 200


def _table_page(enquiry: Enquiry, sheet: EnquirySheet, form: ConfirmForm, status: int) -> Answer:
    state = UrlState.read(request.args.items(multi=True), ("liste", "page"))
    faulty = [row for row in sheet.rows if row["faults"]]
    only_faulty = state.value("liste") == FAULTY
    rows = faulty if only_faulty else sheet.rows
    number = page_number(state.value("page"))
    page = render_template(
        "catalogue/enquiry/table.html",
        form=form,
        enquiry=enquiry,
        item=enquiry.work_item,
        sheet=sheet,
        page=Page(rows[offset(number) :][:PAGE_SIZE], len(rows), number),
        state=state,
        only_faulty=only_faulty,
        faulty_value=FAULTY,
        faulty=len(faulty),
        good=len(sheet.rows) - len(faulty),
        staged=sheet.state is SheetState.STAGED,
        applied=sheet.state is SheetState.APPLIED,
        state_labels=SHEET_STATE_LABELS,
        kind_labels={kind.value: label for kind, label in SHORT_KIND_LABELS.items()},
    )
    return page, status


def _sheet_or_404(enquiry_id: int, sheet_id: int) -> tuple[Enquiry, EnquirySheet]:
    enquiry = enquiry_or_404(enquiry_id)
    sheet = db.session.get(EnquirySheet, sheet_id)
    if sheet is None or sheet.enquiry_id != enquiry.id or sheet.state is SheetState.DROPPED:
        raise NotFound
    return enquiry, sheet


def _readable_or_404(enquiry_id: int) -> Enquiry:
    enquiry = enquiry_or_404(enquiry_id)
    if enquiry.table_published_at is None and not may_read_comments(
        db.session, current_actor(), enquiry.work_item, on=clock.today()
    ):
        raise NotFound
    return enquiry


def _name(enquiry: Enquiry) -> str:
    return f"enquete-{enquiry.work_item.number}-{enquiry.rank}"


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
