"""The one place where what went wrong becomes a page, a JSON answer and a status."""

from __future__ import annotations

import logging

from flask import Flask, Response, flash, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from catalogue.database import db
from catalogue.errors import Conflict, DomainError
from catalogue.i18n import say, wants_json
from catalogue.leading_back import only_takes, page_above
from catalogue.messages import N_, Message
from catalogue.permissions import current_actor
from catalogue.security import posted_fields

logger = logging.getLogger("normes")

# What a program is told; people read the page of templates/error.html.
API_SENTENCES: dict[int, Message] = {
    400: N_("Cette demande ne peut pas être lue. Vérifiez l’adresse et les paramètres."),
    401: N_("Il faut se connecter pour lire ceci."),
    403: N_("Votre rôle ne permet pas de lire ceci."),
    404: N_("Rien ne répond à cette adresse. Les adresses sont dans /api/v1/openapi.json."),
    405: N_("Cette adresse se lit, elle ne s’écrit pas."),
    413: N_("Cet envoi est trop grand."),
    429: N_("Trop de demandes à la suite. Attendez un peu, puis recommencez."),
    500: N_("Une erreur est survenue de notre côté. Recommencez plus tard."),
}


def init_app(app: Flask) -> None:
    """Answer every refusal and every failure in clear sentences."""
    app.register_error_handler(Conflict, show_both_texts)
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(HTTPException, explain)
    app.register_error_handler(Exception, apologise)


def show_both_texts(error: Conflict) -> tuple[str | Response, int]:
    """Show what this person typed beside what somebody else recorded meanwhile."""
    db.session.rollback()
    if wants_json():
        return jsonify(message=say(error.message)), error.status
    mine: dict[str, list[str]] = {}
    for name, value in posted_fields():
        mine.setdefault(name, []).append(value)
    page = render_template(
        "components/conflict.html",
        message=error.message,
        mine=mine,
        theirs=error.current,
        version=error.version,
        action=request.full_path.rstrip("?"),
    )
    return page, error.status


def refuse(error: DomainError) -> tuple[str | Response, int] | BaseResponse:
    """Say why an act was refused; nothing was written."""
    db.session.rollback()
    if wants_json():
        return jsonify(message=say(error.message)), error.status
    if _asked_as_a_page(error.status):
        return _lead_back()
    page = render_template(
        "error.html",
        status=error.status,
        message=error.message,
        fields=posted_fields() if request.method == "POST" else [],
    )
    return page, error.status


def explain(
    error: HTTPException,
) -> tuple[str | Response, int] | BaseResponse | HTTPException:
    """Explain an HTTP error in the reader's language."""
    db.session.rollback()
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 - a redirect is not an error
        return error
    if wants_json():
        return jsonify(message=say(API_SENTENCES.get(status, API_SENTENCES[500]))), status
    if _asked_as_a_page(status):
        return _lead_back()
    return render_template("error.html", status=status, message=None, fields=[]), status


def _asked_as_a_page(status: int) -> bool:
    """Tell the address of a form's sending, opened as if it were a page."""
    return status in {404, 405} and request.method in {"GET", "HEAD"} and only_takes(request.path)


def _lead_back() -> BaseResponse:
    """Lead to the page of the form, and say that nothing was sent again."""
    flash(_("Voici la page de ce formulaire. Rien n’a été envoyé une seconde fois."))
    return redirect(page_above(request.path, current_actor()))


def apologise(error: Exception) -> tuple[str | Response, int]:
    """Say that the fault is ours, keep what was typed on the page, and log the trace."""
    db.session.rollback()
    logger.error("unexpected failure on %s", request.path, exc_info=error)
    if wants_json():
        return jsonify(message=say(API_SENTENCES[500])), 500
    fields = posted_fields() if request.method == "POST" else []
    return render_template("error.html", status=500, message=None, fields=fields), 500
