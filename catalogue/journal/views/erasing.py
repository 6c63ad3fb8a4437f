"""Erasing what the journal says of somebody: what will go, what stays, then the act."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.journal import erasing
from catalogue.journal.forms import ErasureForm
from catalogue.journal.views.blueprint import blueprint
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done


@blueprint.route("/journal/effacer/<kind>/<int:subject_id>", methods=["GET", "POST"])
@requires(Permission.JOURNAL_ERASE)
def erase(kind: str, subject_id: int) -> Response | tuple[str, int]:
    """Show what an erasure would do; do it once it is confirmed with a reason."""
    session, actor = db.session, current_actor()
    finder = erasing.SCOPES.get(kind)
    scope = finder(session, subject_id) if finder is not None else None
    if scope is None:
        raise NotFound
    planned = erasing.plan(session, scope, actor=actor)
    form = ErasureForm(data={"version": planned.version})
    count = len(planned.erased)
    if form.validate_on_submit() and done(
        form,
        lambda: erasing.erase(
            session,
            scope,
            actor=actor,
            reason=form.reason.data or "",
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(
            ngettext("Un contenu est effacé.", "%(num)d contenus sont effacés.", count)
            + " "
            + _("La chaîne du journal reste entière."),
            "success",
        )
        return redirect(url_for(".erase", kind=kind, subject_id=subject_id))
    form.version.data = planned.version
    page = render_template("catalogue/journal/erase.html", form=form, scope=scope, plan=planned)
    return page, 422 if form.errors or form.form_errors else 200


def erasing_address(kind: str, subject_id: int) -> str | None:
    """Give where the journal's content on somebody is erased, for those who may."""
    if kind not in erasing.SCOPES or not current_actor().may(Permission.JOURNAL_ERASE):
        return None
    return url_for("journal.erase", kind=kind, subject_id=subject_id)
