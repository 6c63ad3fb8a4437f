"""The journal of one object, for whoever may read the object."""

from __future__ import annotations

from flask import Response, render_template, request, url_for

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import in_three_files
from catalogue.errors import NotFound
from catalogue.journal.objects import OBJECTS, Journalled
from catalogue.journal.queries import every_line_about, page_about
from catalogue.journal.views.blueprint import blueprint
from catalogue.journal.views.reading import file_of
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires


@blueprint.get("/journal/<kind>/<int:object_id>")
@requires(Permission.PROFILE_OWN)
def of_object(kind: str, object_id: int) -> str:
    """Show the acts on an object this person may read, latest first."""
    found = _found(kind, object_id)
    state = UrlState.read(request.args.items(multi=True), ("page",))
    number = page_number(state.value("page"))
    lines, total = page_about(db.session, found, actor=current_actor(), page=number, size=PAGE_SIZE)
    return render_template(
        "catalogue/journal/object.html",
        found=found,
        kind=kind,
        object_id=object_id,
        page=Page(lines, total, number),
        state=state,
    )


@in_three_files(blueprint, "/journal/<kind>/<int:object_id>")
@requires(Permission.PROFILE_OWN)
def object_file(kind: str, object_id: int, ending: str) -> Response:
    """Download the acts on an object."""
    found = _found(kind, object_id)
    lines = every_line_about(db.session, found, actor=current_actor())
    return file_of(ending, f"journal-{kind}-{object_id}-{clock.today():%Y-%m-%d}", lines)


def journal_address(kind: str, object_id: int) -> str | None:
    """Give the journal's address of an object for its page, None where nobody is signed in."""
    if kind not in OBJECTS or not current_actor().may(Permission.PROFILE_OWN):
        return None
    return url_for("journal.of_object", kind=kind, object_id=object_id)


def _found(kind: str, object_id: int) -> Journalled:
    finder = OBJECTS.get(kind)
    found = finder(db.session, current_actor(), object_id) if finder is not None else None
    if found is None:
        raise NotFound
    return found
