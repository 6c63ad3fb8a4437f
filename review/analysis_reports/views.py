"""The pages of the analysis reports: the public list, each report, its PDFs, its writing."""

from __future__ import annotations

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.documents.services import path_of
from catalogue.errors import DomainError, NotFound
from catalogue.forms import Form
from catalogue.i18n import day
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, public, requires
from catalogue.posting import done, sent, sent_before
from review.analysis_reports import queries, services
from review.analysis_reports.content import content_of
from review.analysis_reports.forms import NewReportForm, PublishingForm, RemovalForm, ReportForm
from review.analysis_reports.models import AnalysisReport
from review.analysis_reports.paper import file_name, report_data
from review.analysis_reports.rules import readable, reads_in_full, writes_reports
from review.analysis_reports.vocabulary import PARTS, REPORT_LINES
from review.indicators.queries import reading_with_sheet, same_reading

blueprint = Blueprint("analysis_reports", __name__)

Answer = str | Response | tuple[str, int]
PDF = "application/pdf"


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)


@blueprint.get("/rapports-d-analyse")
@public
def index() -> str:
    """List the reports published; drafts for those who read them."""
    actor = current_actor()
    full = reads_in_full(actor)
    return render_template(
        "review/analysis_reports/index.html",
        reports=queries.published_reports(db.session),
        drafts=queries.drafts(db.session) if full else [],
        lines=REPORT_LINES,
        full=full,
        writer=writes_reports(actor),
    )


@blueprint.get("/rapports-d-analyse/<int:report_id>")
@public
def report(report_id: int) -> str:
    """Show a report: its figures, in full or as published, and what the analyst writes."""
    found, actor = _report_or_404(report_id), current_actor()
    full = reads_in_full(actor)
    content = _content(found)
    reading = found.reading
    family = same_reading(db.session, reading.sheet_id, period=reading.period, as_of=reading.as_of)
    papers = {one.outside for one in found.publication.papers} if found.publication else set()
    return render_template(
        "review/analysis_reports/report.html",
        report=found,
        content=content,
        plain=content["full" if full else "outside"],
        parts=PARTS,
        lines=REPORT_LINES,
        full=full,
        writer=writes_reports(actor),
        corrected=family[-1].id != reading.id,
        ready=found.publication is None or len(papers) > 1,
    )


@blueprint.get("/rapports-d-analyse/<int:report_id>.pdf")
@public
def outside_pdf(report_id: int) -> FlaskResponse:
    """Give the copy for readers outside."""
    return _pdf(_report_or_404(report_id), outside=True)


@blueprint.get("/rapports-d-analyse/<int:report_id>/interne.pdf")
@requires(Permission.INDICATOR_READ_DETAIL)
def inside_pdf(report_id: int) -> FlaskResponse:
    """Give the copy in full, for those who read small groups."""
    return _pdf(_report_or_404(report_id), outside=False)


@blueprint.route("/rapports-d-analyse/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def begin() -> Answer:
    """Begin a report on a closed reading."""
    readings = [
        (
            one.id,
            _(
                "%(code)s, chiffres au %(day)s (période %(period)s)",
                code=one.sheet.code,
                day=day(one.as_of),
                period=one.period,
            ),
        )
        for one in queries.readings_to_analyse(db.session)
    ]
    asked = request.args.get("releve", "")
    form = NewReportForm(
        readings=readings, data={"reading_id": int(asked) if asked.isdecimal() else None}
    )
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            made = services.begin_report(
                db.session,
                reading_with_sheet(db.session, form.reading_id.data),
                form.texts,
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Le projet de rapport est enregistré."), "success")
            return sent(form, _address(made))
    return _page("begin.html", form, readings=readings)


@blueprint.route("/rapports-d-analyse/<int:report_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit(report_id: int) -> Answer:
    """Change the texts of a report under way."""
    found = _report_or_404(report_id)
    form = ReportForm(
        data={name: getattr(found, name) for name in PARTS} | {"version": found.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.edit_report(
            db.session,
            found,
            form.texts,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le projet de rapport est modifié."), "success")
        return redirect(_address(found))
    return _page("edit.html", form, report=found)


@blueprint.route("/rapports-d-analyse/<int:report_id>/publier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def publish(report_id: int) -> Answer:
    """Publish a report for good."""
    found = _report_or_404(report_id)
    form = PublishingForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.publish_report(
            db.session,
            found,
            read_again=bool(form.read_again.data),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("Le rapport est publié : il ne change plus. Ses PDF se préparent."), "success")
        return redirect(_address(found))
    return _page("publish.html", form, report=found)


@blueprint.route("/rapports-d-analyse/<int:report_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def remove(report_id: int) -> Answer:
    """Take away a draft, after asking."""
    found = _report_or_404(report_id)
    form = RemovalForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.remove_draft(
            db.session,
            found,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le projet de rapport est retiré."), "success")
        return redirect(url_for("analysis_reports.index"))
    return _page("remove.html", form, report=found)


def _report_or_404(report_id: int) -> AnalysisReport:
    found = queries.report_of(db.session, report_id)
    if found is None or not readable(current_actor(), found):
        raise NotFound(
            N_("Ce rapport n’existe pas. La liste des rapports d’analyse les donne tous.")
        )
    return found


def _content(report: AnalysisReport) -> dict[str, object]:
    if report.publication is not None:
        return report.publication.content
    number = queries.next_number(db.session, report.line_code)
    return content_of(db.session, report, number=number, on=clock.today())


def _pdf(report: AnalysisReport, *, outside: bool) -> FlaskResponse:
    """Send the PDF kept, or set that of a draft now."""
    content = _content(report)
    name = file_name(content, outside=outside)
    if report.publication is None:
        data = report_data(content, outside=outside, digest=None)
        db.session.rollback()
        return FlaskResponse(
            typesetting.pdf("paper", data, at=clock.now()),
            content_type=PDF,
            headers={"Content-Disposition": f'inline; filename="projet-{name}"'},
        )
    paper = next((one for one in report.publication.papers if one.outside is outside), None)
    if paper is None:
        raise NotFound(N_("Le PDF de ce rapport se prépare. Revenez dans une minute."))
    path = path_of(current_app.extensions["settings"].data_dir, paper.document)
    if not path.is_file():
        raise NotFound(
            N_("Ce fichier manque dans le dossier de données. Dites-le à l’administration du "
               "service.")
        )  # fmt: skip
    return send_file(path, mimetype=PDF, download_name=name, conditional=True)


def _address(report: AnalysisReport) -> str:
    return url_for("analysis_reports.report", report_id=report.id)


def _page(template: str, form: Form, **facts: object) -> Answer:
    page = render_template(f"review/analysis_reports/{template}", form=form, **facts)
    return page, 422 if form.is_submitted() else 200
