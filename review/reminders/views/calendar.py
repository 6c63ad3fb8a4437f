"""A person's own dates as one calendar file, and the private address that programs read."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from catalogue import clock
from catalogue.accounts.queries import actor_of
from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.permissions import Actor, Permission, current_actor, public, requires
from review.reminders import queries, services
from review.reminders.agenda import entries
from review.reminders.calendar_file import MEDIA_TYPE, calendar_of
from review.reminders.views.blueprint import blueprint

# What is over stays this long, so that a program that reads the file takes it away.
PAST = timedelta(days=90)
TOKEN_BYTES = 32


@blueprint.get("/relectures/agenda")
@requires(Permission.REVIEW_FILL)
def agenda() -> str:
    """Explain the calendar file and its private address."""
    return _page()


@blueprint.get("/relectures/agenda.ics")
@requires(Permission.REVIEW_FILL)
def agenda_file() -> Response:
    """Give one's own dates as a file."""
    return _file(current_actor(), as_download=True)


@blueprint.post("/relectures/agenda/adresse")
@requires(Permission.REVIEW_FILL)
def make_address() -> str:
    """Make the private address, or another in place of the one that was made; shown once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    services.make_address(db.session, actor=current_actor(), token=token, at=clock.now())
    db.session.commit()
    flash(_("L’adresse est prête : copiez-la maintenant, elle ne sera plus montrée."), "success")
    return _page(_public() + url_for(".subscribed", token=token))


@blueprint.post("/relectures/agenda/adresse/supprimer")
@requires(Permission.REVIEW_FILL)
def end_address() -> BaseResponse:
    """End the private address."""
    services.end_address(db.session, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("L’adresse privée est supprimée : plus rien ne s’y lit."), "success")
    return redirect(url_for(".agenda"))


@blueprint.get("/agenda/<token>.ics")
@public
def subscribed(token: str) -> Response:
    """Give the dates of whoever made this address; a token is all a calendar program can show."""
    account = queries.account_of_address(db.session, services.digest_of(token))
    if account is None:
        raise NotFound
    return _file(actor_of(db.session, account.id, on=clock.today()))


def _page(address: str = "") -> str:
    known = queries.calendar_address(db.session, current_actor().account_id or 0)
    return render_template("review/reminders/agenda.html", known=known, address=address)


def _file(actor: Actor, *, as_download: bool = False) -> Response:
    since = clock.today() - PAST
    public_address = _public()
    readings = (
        queries.dated_readings(db.session, actor.account_id or 0, since=since)
        if actor.may(Permission.REVIEW_FILL)
        else ()
    )
    found = entries(
        readings,
        since=since,
        where=lambda key: public_address + url_for("answers.desk", assignment_id=key),
    )
    content = calendar_of(
        found,
        name=_("Mes relectures (Normes & Genre)"),
        host=urlsplit(public_address).hostname or "normes.invalid",
        written_at=clock.now(),
    )
    answer = Response(content, mimetype=MEDIA_TYPE)
    if as_download:
        answer.headers["Content-Disposition"] = 'attachment; filename="mes-relectures.ics"'
    return answer


def _public() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.public_url or request.host_url.rstrip("/")
