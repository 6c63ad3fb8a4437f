"""The messages that wait for the mail server: for the administration, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import db
from catalogue.notices import services
from catalogue.notices.queries import names_of
from catalogue.notices.views.blueprint import blueprint
from catalogue.notices.vocabulary import KIND_OF, NOTICE_KIND_LABELS
from catalogue.outbox.queries import failing_mail, standings, waiting_page
from catalogue.outbox.vocabulary import TOPIC_LABELS
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Actor, Permission, current_actor, requires

MAIL = "mail"


@blueprint.get("/en-attente")
@requires(Permission.ACCOUNT_MANAGE)
def waiting() -> str:
    """Show what waits to be done after commit, topic by topic, and each mail that waits."""
    session, at = db.session, clock.now()
    settings: Settings = current_app.extensions["settings"]
    page = waiting_page(session, MAIL, at=at, number=page_number(request.args.get("page")))
    names = names_of(session, {int(one.payload["account_id"]) for one in page})
    return render_template(
        "catalogue/notices/waiting.html",
        standings=standings(session, at=at),
        topics=TOPIC_LABELS,
        page=page,
        lines=[
            (
                one,
                names.get(int(one.payload["account_id"]), ""),
                NOTICE_KIND_LABELS[KIND_OF[one.payload["template"]]],
            )
            for one in page
        ],
        by_folder=settings.mail_mode == "folder",
        state=UrlState.read(request.args.items(multi=True), ("page",)),
    )


@blueprint.post("/en-attente/essayer")
@requires(Permission.ACCOUNT_MANAGE)
def try_again() -> Response:
    """Have the mails that failed tried again within a moment."""
    count = services.try_mail_again(db.session, actor=current_actor(), at=clock.now())
    db.session.commit()
    if count:
        flash(
            ngettext(
                "Un courriel va être essayé de nouveau : relisez cette page dans une minute.",
                "%(num)d courriels vont être essayés de nouveau : relisez cette page dans une "
                "minute.",
                count,
            ),
            "success",
        )
    else:
        flash(_("Aucun courriel n’attend un nouvel essai."))
    return redirect(url_for(".waiting"))


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Tell the administration on the home page that the mail does not leave, and why."""
    if not actor.may(Permission.ACCOUNT_MANAGE):
        return None
    found = failing_mail(session, at=clock.now())
    if found is None:
        return None
    return {"template": "catalogue/notices/_home_panel.html", "standing": found}
