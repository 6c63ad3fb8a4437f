"""« Mes messages »: the unread first, each with where to look."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.notices import queries, services
from catalogue.notices.models import Notice
from catalogue.notices.views.blueprint import blueprint
from catalogue.notices.vocabulary import NOTICE_KIND_LABELS
from catalogue.notices.wording import on_page
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires


@blueprint.get("")
@requires(Permission.PROFILE_OWN)
def inbox() -> str:
    """Show one's own messages, the unread first."""
    session, actor = db.session, current_actor()
    page = queries.notices_page(session, actor, page_number(request.args.get("page")))
    username = queries.username_of(session, actor)
    return render_template(
        "catalogue/notices/index.html",
        page=page,
        lines=[(one, on_page(one.template, one.context, username=username)) for one in page],
        newest=max((one.id for one in page if one.read_at is None), default=0),
        kinds=NOTICE_KIND_LABELS,
        state=UrlState.read(request.args.items(multi=True), ("page",)),
        has_address=queries.has_mail_address(session, actor),
    )


@blueprint.post("/<int:notice_id>/voir")
@requires(Permission.PROFILE_OWN)
def follow(notice_id: int) -> Response:
    """Mark a message as read and go where it leads."""
    notice = _marked(notice_id)
    path = on_page(notice.template, notice.context, username="").path
    return redirect(request.script_root + path if path else url_for(".inbox"))


@blueprint.post("/<int:notice_id>/lu")
@requires(Permission.PROFILE_OWN)
def mark(notice_id: int) -> Response:
    """Mark a message as read."""
    _marked(notice_id)
    return redirect(url_for(".inbox"))


@blueprint.post("/tout-lu")
@requires(Permission.PROFILE_OWN)
def mark_all() -> Response:
    """Mark as read every message up to the latest one the page has shown."""
    count = services.mark_all_read(
        db.session,
        actor=current_actor(),
        up_to=request.form.get("jusque", 0, type=int),
        at=clock.now(),
    )
    db.session.commit()
    flash(
        ngettext("Un message marqué comme lu.", "%(num)d messages marqués comme lus.", count)
        if count
        else _("Il n’y avait rien à marquer : vos messages étaient déjà lus."),
        "success",
    )
    return redirect(url_for(".inbox"))


def _marked(notice_id: int) -> Notice:
    notice = queries.own_notice(db.session, current_actor(), notice_id)
    if notice is None:
        raise NotFound
    services.mark_read(notice, actor=current_actor(), at=clock.now())
    db.session.commit()
    return notice
