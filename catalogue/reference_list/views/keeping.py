"""Keeping the reference list: adding, confirming, correcting."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.database import db
from catalogue.errors import NotFound
from catalogue.forms import Form
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import done
from catalogue.records.models import Edition
from catalogue.records.queries import bodies, visible_edition
from catalogue.reference_list import services
from catalogue.reference_list.facts import facts_of, values_of
from catalogue.reference_list.forms import ConfirmationForm, EntryCorrectionForm, EntryForm
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import entry_of
from catalogue.reference_list.views.blueprint import blueprint
from catalogue.reference_list.vocabulary import EvidenceKind

Answer = str | Response | tuple[str, int]
_DIGITS = 9


@blueprint.route("/liste-de-reference/nouvelle", methods=["GET", "POST"])
@requires(Permission.STANDARD_MANAGE)
def new() -> Answer:
    """Add an entry by hand, or from a recorded standard (``?norme=``)."""
    edition = _asked_edition()
    form = EntryForm(
        data={"evidence_kind": EvidenceKind.STAFF, **_from_edition(edition)},
        bodies=bodies(db.session),
    )
    made: list[ReferenceEntry] = []
    if form.validate_on_submit() and done(
        form,
        lambda: made.append(
            services.add_entry(
                db.session,
                form.facts(edition_id=edition.id if edition else None),
                actor=current_actor(),
                at=clock.now(),
            )
        ),
    ):
        flash(_("L’entrée est ajoutée à la liste de référence."), "success")
        return _to(made[0].id)
    return _page("new.html", form, edition=edition)


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
            form.facts(edition_id=found.edition_id),
            source=form.source.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("La correction est enregistrée."), "success")
        return _to(found.id)
    return _page("correct.html", form, entry=found)


def _asked_edition() -> Edition | None:
    text = request.args.get("norme", "")
    if not (text.isdecimal() and len(text) <= _DIGITS):
        return None
    return visible_edition(db.session, current_actor(), int(text))


def _from_edition(edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {}
    return {
        "reference": edition.reference,
        "body_code": edition.standard.body_code,
        "title_fr": edition.title_fr,
        "title_fr_official": edition.title_fr is not None,
        "title_en": edition.title_en,
        "ics": ", ".join(code.code for code in edition.ics_codes),
        "edition_year": edition.year,
        "committee_reference": edition.committee_reference
        or (edition.committee.code if edition.committee else None),
    }


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
