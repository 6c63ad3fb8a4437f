"""Erasing what the journal says of somebody: what will go, what stays, then the act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.journal import erasing
from catalogue.journal.forms import ErasureForm, MentionForm
from catalogue.journal.mentions import SEARCHED, SHORTEST, Place, mentions_of
from catalogue.journal.views.blueprint import blueprint
from catalogue.journal.wording import field_label, names_of_objects, subject_label
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
    asked = MentionForm()
    name = " ".join((asked.nom.data or "").split())
    found = mentions_of(session, name, actor=actor) if len(name) >= SHORTEST else None
    page = render_template(
        "catalogue/journal/erase.html",
        form=form,
        scope=scope,
        plan=planned,
        asked=asked,
        name=name,
        found=found,
        places=_shown(found.places if found is not None else ()),
    )
    return page, 422 if form.errors or form.form_errors else 200


def _shown(places: Sequence[Place]) -> list[tuple[str, str, str | None]]:
    """Put places in words: the object, its field, its page for who may read it."""
    names = names_of_objects(db.session, [(one.subject_type, one.subject_id) for one in places])
    shown = []
    for one in places:
        kind, name = subject_label(one.subject_type), names.get((one.subject_type, one.subject_id))
        said = f"{kind} {name}" if name else _("%(kind)s n° %(id)s", kind=kind, id=one.subject_id)
        shown.append((said, field_label(one.field), _page_of(one)))
    return shown


def _page_of(place: Place) -> str | None:
    where = SEARCHED.get(place.subject_type)
    view = current_app.view_functions.get(where[0]) if where is not None else None
    if where is None or view is None:
        return None
    needed: frozenset[Permission] = getattr(view, "required_permissions", frozenset())
    if needed and not any(current_actor().may(one) for one in needed):
        return None
    values: dict[str, Any] = {where[1]: place.subject_id}
    return url_for(where[0], **values)


def erasing_address(kind: str, subject_id: int) -> str | None:
    """Give where the journal's content on somebody is erased, for those who may."""
    if kind not in erasing.SCOPES or not current_actor().may(Permission.JOURNAL_ERASE):
        return None
    return url_for("journal.erase", kind=kind, subject_id=subject_id)
