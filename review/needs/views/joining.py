"""Files joined to a section’s fields, and the picker of ICS codes."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.config import Settings
from catalogue.database import db
from catalogue.errors import DomainError
from catalogue.permissions import Permission, current_actor, requires
from review.needs import guidance, queries, rules, services
from review.needs.field_list import BY_NUMBER, fields_of
from review.needs.forms import AttachmentForm, heading
from review.needs.views.blueprint import blueprint, find, section_named
from review.needs.vocabulary import SECTION_LABELS


@blueprint.route("/<int:needs_id>/pieces/<letter>", methods=["GET", "POST"])
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def files(needs_id: int, letter: str) -> Response | tuple[str, int] | str:
    """Join a file to one field of a section, and see those joined already."""
    place, needs = section_named(letter), find(needs_id)
    if not rules.may_edit(current_actor(), needs):
        flash(_("Cette fiche n’est plus entre vos mains : voici où elle en est."), "warning")
        return redirect(url_for("needs.page", needs_id=needs.id))
    form = AttachmentForm()
    form.offer(place, request.args.get("champ"))
    if form.validate_on_submit():
        settings: Settings = current_app.extensions["settings"]
        sent = form.attachment.data
        try:
            services.attach_file(
                db.session,
                needs,
                sent.stream,
                folder=settings.data_dir,
                file_name=sent.filename,
                field_number=form.field_number.data,
                actor=current_actor(),
                at=clock.now(),
            )
        except DomainError as error:
            db.session.rollback()
            needs = find(needs_id)
            error.field = error.field or "attachment"
            form.refuse(error)
        else:
            db.session.commit()
            flash(_("Le fichier est joint."), "success")
            return redirect(url_for("needs.files", needs_id=needs.id, letter=place.value))
    numbers = {field.number for field in fields_of(place)}
    page = render_template(
        "review/needs/files.html",
        form=form,
        needs=needs,
        place=place,
        label=SECTION_LABELS[place],
        attachments=[one for one in needs.attachments if one.field_number in numbers],
        heading=lambda number: heading(BY_NUMBER[number]),
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/<int:needs_id>/pieces/<letter>/<int:attachment_id>/retirer")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def detach(needs_id: int, letter: str, attachment_id: int) -> Response:
    """Take a file off the fiche."""
    needs = find(needs_id)
    attachment = next((one for one in needs.attachments if one.id == attachment_id), None)
    if attachment is None:
        abort(404)
    services.detach_file(db.session, needs, attachment, actor=current_actor(), at=clock.now())
    db.session.commit()
    flash(_("Le fichier est retiré de la fiche."))
    return redirect(url_for("needs.files", needs_id=needs.id, letter=section_named(letter).value))


@blueprint.get("/<int:needs_id>/ics")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def ics(needs_id: int) -> Response | str:
    """Look for an ICS code by its title or its beginning."""
    needs = find(needs_id)
    if not rules.may_edit(current_actor(), needs):
        return redirect(url_for("needs.page", needs_id=needs.id))
    text = request.args.get("q", "").strip()[:200]
    return render_template(
        "review/needs/ics.html",
        needs=needs,
        text=text,
        found=guidance.search_ics(db.session, text),
        chosen=queries.ics_titles(db.session, needs.ics),
    )


@blueprint.post("/<int:needs_id>/ics/<code>")
@requires(Permission.NEEDS_DRAFT, Permission.NEEDS_SCREEN)
def add_ics(needs_id: int, code: str) -> Response:
    """Add one code to field 15, or take it off when it is there."""
    needs = find(needs_id)
    codes = [one for one in needs.ics if one != code]
    if len(codes) == len(needs.ics):
        codes.append(code)
    services.save_answers(
        db.session,
        needs,
        {"ics": codes},
        actor=current_actor(),
        seen_version=needs.version,
        at=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("needs.ics", needs_id=needs.id, q=request.form.get("q", "")))
