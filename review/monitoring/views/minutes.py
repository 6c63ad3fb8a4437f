"""The minutes of a meeting: writing, freezing, correcting beside, and their PDF."""

from __future__ import annotations

from flask import Response, current_app, flash, send_file, url_for
from flask_babel import gettext as _

from catalogue import clock, typesetting
from catalogue.database import db
from catalogue.documents.services import path_of
from catalogue.errors import DomainError, NotFound
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from review.monitoring import services
from review.monitoring.forms import CloseForm, CorrectionForm, minutes_form
from review.monitoring.guards import require_open
from review.monitoring.minutes import content_of
from review.monitoring.paper import file_name, minutes_data
from review.monitoring.presentation import meeting_name
from review.monitoring.rules import reads_names
from review.monitoring.views.blueprint import (
    PDF,
    Answer,
    as_pdf,
    blueprint,
    meeting_or_404,
    page_with,
    to_meeting,
)


@blueprint.route("/reunions/<int:meeting_id>/compte-rendu", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def write(meeting_id: int) -> Answer:
    """Write what the minutes say of each point."""
    meeting = meeting_or_404(meeting_id)
    require_open(meeting)
    form = minutes_form([(one.id, one.text) for one in meeting.points])(
        data={f"note{one.id}": one.note for one in meeting.points} | {"version": meeting.version}
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.write(
            db.session,
            meeting,
            {one.id: form[f"note{one.id}"].data or "" for one in meeting.points},
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le compte rendu est enregistré. Il peut encore changer."), "success")
        return to_meeting(meeting)
    return page_with(
        "write.html",
        form,
        meeting=meeting,
        name=meeting_name(meeting),
        lines=[form[f"note{one.id}"] for one in meeting.points],
    )


@blueprint.route("/reunions/<int:meeting_id>/arreter", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def close(meeting_id: int) -> Answer:
    """Freeze the minutes, after asking."""
    meeting = meeting_or_404(meeting_id)
    form = CloseForm(data={"version": meeting.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.close(
            db.session,
            meeting,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            on=clock.today(),
        ),
    ):
        flash(_("Le compte rendu est arrêté ; son PDF se prépare."), "success")
        return to_meeting(meeting)
    return page_with("close.html", form, meeting=meeting, name=meeting_name(meeting))


@blueprint.route("/reunions/<int:meeting_id>/correction", methods=["GET", "POST"])
@requires(Permission.MONITORING_KEEP)
def correct(meeting_id: int) -> Answer:
    """Write beside frozen minutes what should be read otherwise."""
    meeting = meeting_or_404(meeting_id)
    form = CorrectionForm()
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():
        try:
            services.correct(
                db.session,
                meeting,
                text=form.text.data or "",
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("La correction est écrite à côté du compte rendu."), "success")
            return sent(form, url_for("monitoring.meeting", meeting_id=meeting.id))
    return page_with("correct.html", form, meeting=meeting, name=meeting_name(meeting))


@blueprint.get("/reunions/<int:meeting_id>/compte-rendu.pdf")
@requires(Permission.PLAN_READ_INTERNAL)
def minutes_pdf(meeting_id: int) -> Response:
    """Give the minutes: a draft set now, or the frozen PDF; names for those who may read them."""
    return _paper(meeting_id, named=reads_names(current_actor()))


@blueprint.get("/reunions/<int:meeting_id>/compte-rendu-sans-noms.pdf")
@requires(Permission.PLAN_READ_INTERNAL)
def minutes_without_names(meeting_id: int) -> Response:
    """Give the minutes without anybody's name, to hand on."""
    return _paper(meeting_id, named=False)


def _paper(meeting_id: int, *, named: bool) -> Response:
    meeting = meeting_or_404(meeting_id)
    name = file_name(meeting.number)
    if meeting.minutes is None:
        content = content_of(db.session, meeting, on=clock.today())
        data = minutes_data(content, named=named, digest=None)
        db.session.rollback()
        return as_pdf(typesetting.pdf("paper", data, at=clock.now()), f"projet-{name}")
    paper = next((one for one in meeting.minutes.papers if one.named is named), None)
    if paper is None:
        raise NotFound(N_("Le PDF de ce compte rendu se prépare. Revenez dans une minute."))
    path = path_of(current_app.extensions["settings"].data_dir, paper.document)
    if not path.is_file():
        raise NotFound(
            N_("Ce fichier manque dans le dossier de données. Dites-le à l’administration du "
               "service.")
        )  # fmt: skip
    return send_file(path, mimetype=PDF, download_name=name, conditional=True)
