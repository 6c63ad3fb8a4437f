"""The papers of a session as PDF: its agenda, its minutes as draft and as frozen."""

from __future__ import annotations

from flask import Response, current_app, send_file

from catalogue import clock, typesetting
from catalogue.council.minutes import content_of
from catalogue.council.paper import agenda_data, file_name, minutes_data
from catalogue.council.rules import reads_names
from catalogue.council.views.blueprint import (
    PDF,
    as_pdf,
    blueprint,
    meeting_or_404,
    names_of_bodies,
)
from catalogue.database import db
from catalogue.documents.services import path_of
from catalogue.errors import NotFound
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires


@blueprint.get("/conseil/sessions/<int:session_id>/ordre-du-jour.pdf")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def agenda_pdf(session_id: int) -> Response:
    """Print the convening with its agenda."""
    meeting = meeting_or_404(session_id)
    data = agenda_data(meeting, names_of_bodies(), today=clock.today())
    db.session.rollback()
    return as_pdf(typesetting.pdf("paper", data, at=clock.now()), f"ordre-du-jour-{session_id}.pdf")


@blueprint.get("/conseil/sessions/<int:session_id>/proces-verbal.pdf")
@requires(Permission.PROGRAMME_READ_INTERNAL)
def minutes_pdf(session_id: int) -> Response:
    """Give the minutes: a draft set now, or the frozen PDF; names for those who may read them."""
    meeting = meeting_or_404(session_id)
    named = reads_names(current_actor())
    if meeting.minutes is None:
        content = content_of(db.session, meeting, on=clock.today())
        data = minutes_data(content, named=named, digest=None)
        db.session.rollback()
        return as_pdf(
            typesetting.pdf("paper", data, at=clock.now()), f"projet-{file_name(session_id)}"
        )
    paper = next((one for one in meeting.minutes.papers if one.named is named), None)
    if paper is None:
        raise NotFound(N_("Le PDF de ce procès-verbal se prépare. Revenez dans une minute."))
    path = path_of(current_app.extensions["settings"].data_dir, paper.document)
    if not path.is_file():
        raise NotFound(
            N_("Ce fichier manque dans le dossier de données. Dites-le à l’administration du "
               "service.")
        )  # fmt: skip
    return send_file(path, mimetype=PDF, download_name=file_name(session_id), conditional=True)
