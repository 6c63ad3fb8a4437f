"""Opening an attached file."""

from __future__ import annotations

from flask import Blueprint, current_app, send_file
from werkzeug.wrappers import Response

from catalogue.database import db
from catalogue.documents.models import Document
from catalogue.documents.rules import may_read
from catalogue.documents.services import path_of
from catalogue.documents.vocabulary import SHOWN_IN_PLACE
from catalogue.errors import NotFound
from catalogue.messages import N_
from catalogue.permissions import Permission, current_actor, requires

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents/<int:document_id>/<path:file_name>")
@requires(Permission.DOCUMENT_READ)
def download(document_id: int, file_name: str) -> Response:
    """Send a document's file to who may read what it is attached to.

    Others are told that it does not exist. PDF files and images open in the browser; anything
    else is saved.
    """
    session = db.session
    document = session.get(Document, document_id)
    if (
        document is None
        or document.file_name != file_name
        or not may_read(session, current_actor(), document)
    ):
        raise NotFound
    path = path_of(current_app.extensions["settings"].data_dir, document)
    if not path.is_file():
        raise NotFound(
            N_(
                "Ce fichier manque dans le dossier de données. Dites-le à l’administration du "
                "service\u00a0: il se retrouve peut-être dans une sauvegarde."
            )
        )
    media_type = document.media_type or "application/octet-stream"
    return send_file(
        path,
        mimetype=media_type,
        as_attachment=media_type not in SHOWN_IN_PLACE,
        download_name=document.file_name,
        conditional=True,
        etag=document.sha256 or False,
        max_age=0,
    )
