"""Publishing the programme: choose the half-year, read what it would hold, publish."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import sent, sent_before
from catalogue.publication import services
from catalogue.publication.contents import Contents, columns, contents, thawed
from catalogue.publication.forms import PublishForm
from catalogue.publication.half_years import read
from catalogue.publication.queries import editions_of
from catalogue.publication.views.blueprint import Answer, blueprint
from catalogue.publication.vocabulary import PART_LABELS, Part

MOST_LINES = 20  # of each list, in the preview


@blueprint.route("/programme/editions/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def new_edition() -> Answer:
    """Publish an edition after reading what it would hold.

    The steps post the same fields: nothing is kept between them but what the page carries.
    """
    on = clock.today()
    present, before = services.may_cover(on)
    form = PublishForm(half_years=(present, before), data={"half_year": present.code})
    step = request.form.get("step", "")
    if (before_this := sent_before(form)) is not None:
        return before_this
    if not form.is_submitted() or step == "modifier":
        return _form_page(form, 200)
    half_year = read(form.half_year.data or "")
    if not form.validate() or half_year is None:
        return _form_page(form, 422)
    found = contents(db.session, half_year, on=on)
    if step == "publier":
        return _publish(form, found)
    if editions_of(db.session, half_year) and not (form.correction_reason.data or "").strip():
        form.refuse(services.needs_a_reason())
        return _form_page(form, 422)
    return _preview_page(form, found, 200)


def _publish(form: PublishForm, found: Contents) -> Response | tuple[str, int]:
    try:
        edition = services.publish(
            db.session,
            found,
            actor=current_actor(),
            seen=form.seen.data or "",
            correction_reason=form.correction_reason.data or "",
            at=clock.now(),
        )
    except services.OutdatedPreviewError as refusal:
        form.refuse(refusal)
        return _preview_page(form, found, refusal.status)
    except DomainError as refusal:
        form.refuse(refusal)
        return _form_page(form, refusal.status)
    flash(_("L’édition %(code)s est publiée. Son PDF est prêt dans un instant.",
            code=edition.code), "success")  # fmt: skip
    return sent(form, url_for("publication.edition", code=edition.code))


def _form_page(form: PublishForm, status: int) -> tuple[str, int]:
    published = {
        one: [edition.code for edition in editions_of(db.session, one)]
        for one in services.may_cover(clock.today())
    }
    page = render_template("catalogue/publication/new.html", form=form, published=published)
    return page, status


def _preview_page(form: PublishForm, found: Contents, status: int) -> tuple[str, int]:
    form.seen.data = found.digest
    parts = [
        (
            PART_LABELS[part],
            [str(column.heading) for column in columns(part)],
            [thawed(line.cells, part) for line in found.of(part)[:MOST_LINES]],
            found.counts[part.value],
        )
        for part in Part
    ]
    page = render_template(
        "catalogue/publication/preview.html",
        form=form,
        found=found,
        parts=parts,
        most_lines=MOST_LINES,
    )
    return page, status
