"""Keeping the reference list: adding, confirming, correcting."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import DomainError, NotFound
from catalogue.forms import Form
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done, sent, sent_before
from catalogue.records.designation import key
from catalogue.records.queries import bodies
from catalogue.reference_list import services
from catalogue.reference_list.facts import facts_of, values_of
from catalogue.reference_list.forms import ConfirmationForm, EntryCorrectionForm, NewEntryForm
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import entry_of, entry_with_key
from catalogue.reference_list.views.blueprint import blueprint
from catalogue.reference_list.views.prefill import Prefill, prefill_from
from catalogue.reference_list.vocabulary import EvidenceKind

Answer = str | Response | tuple[str, int]


@blueprint.route("/liste-de-reference/nouvelle", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def new() -> Answer:
    """Add an entry by hand, or from any record (``?depuis=deliverable:62085``)."""
    source = prefill_from(db.session, current_actor(), request.args.get("depuis", ""))
    same = _already_listed(source.answers.get("reference")) if source else None
    if same is not None and request.method == "GET":
        flash(_("%(reference)s est déjà dans la liste : la voici.", reference=same.reference))
        return _to(same.id)
    form = NewEntryForm(
        data={"evidence_kind": EvidenceKind.STAFF, **(source.answers if source else {})},
        bodies=bodies(db.session),
    )
    if form.validate_on_submit():
        if (before := sent_before(form)) is not None:
            return before
        try:
            entry = _added(form, source)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("L’entrée est ajoutée à la liste de référence."), "success")
            return sent(form, url_for("reference_list.entry", entry_id=entry.id))
    same = _already_listed(form.reference.data) if form.reference.errors else None
    return _page("new.html", form, source=source, same=same)


def _added(form: NewEntryForm, source: Prefill | None) -> ReferenceEntry:
    """Add what was typed; the link and the stage hold for the document the form came from."""
    typed, given = form.reference.data or "", source.answers.get("reference") if source else None
    linked = source if key(typed) == key(given or "") else None
    return services.add_entry(
        db.session,
        form.facts(
            edition_id=linked.edition_id if linked else None,
            stage_code=linked.stage_code if linked else None,
        ),
        actor=current_actor(),
        at=clock.now(),
    )


def _already_listed(reference: str | None) -> ReferenceEntry | None:
    return entry_with_key(db.session, key(reference)) if reference else None


@blueprint.route("/liste-de-reference/<int:entry_id>/verifier", methods=["GET", "POST"])
@requires(Permission.REFERENCE_VERIFY)
def confirm(entry_id: int) -> Answer:
    """Say that one has opened the document and that the entry says true."""
    found = _entry(entry_id)
    form = ConfirmationForm(data={"version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: services.confirm_entry(
            db.session,
            found,
            source=form.source.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("L’entrée est vérifiée."), "success")
        return _to(found.id)
    return _page("confirm.html", form, entry=found)


@blueprint.route("/liste-de-reference/<int:entry_id>/corriger", methods=["GET", "POST"])
@requires(Permission.REFERENCE_VERIFY)
def correct(entry_id: int) -> Answer:
    """Correct what an entry says."""
    found = _entry(entry_id)
    facts = facts_of(found)
    form = EntryCorrectionForm(
        data={**values_of(facts), "ics": ", ".join(facts.ics), "version": found.version},
        bodies=bodies(db.session),
    )
    if form.validate_on_submit() and done(
        form,
        lambda: services.correct_entry(
            db.session,
            found,
            form.facts(edition_id=found.edition_id, stage_code=found.stage_code),
            source=form.source.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La correction est enregistrée."), "success")
        return _to(found.id)
    same = _already_listed(form.reference.data) if form.reference.errors else None
    return _page("correct.html", form, entry=found, same=same if same is not found else None)


def _page(template: str, form: Form, **facts: object) -> Answer:
    page = render_template(f"catalogue/reference_list/{template}", form=form, **facts)
    return (page, 422) if form.errors else page


def _entry(entry_id: int) -> ReferenceEntry:
    found = entry_of(db.session, entry_id)
    if found is None:
        raise NotFound
    return found


def _to(entry_id: int) -> Response:
    return redirect(url_for("reference_list.entry", entry_id=entry_id))
