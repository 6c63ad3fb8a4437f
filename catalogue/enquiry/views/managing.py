"""The secretariat's acts on an enquiry: opening, putting off, closing, its draft, its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from catalogue import clock
from catalogue.database import db
from catalogue.enquiry import services
from catalogue.enquiry.forms import (
    ClosingForm,
    ConfirmForm,
    DraftFields,
    DraftForm,
    ExtensionForm,
    OpeningForm,
    ReasonForm,
)
from catalogue.enquiry.models import Enquiry
from catalogue.enquiry.queries import running_enquiry
from catalogue.enquiry.services import DraftAccess, Opening
from catalogue.enquiry.views.blueprint import Answer, blueprint, enquiry_or_404
from catalogue.forms import Form
from catalogue.i18n import say
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out
from catalogue.work_programme.models import TextVersion
from catalogue.work_programme.stage_acts import ENQUIRY_OPENED
from catalogue.work_programme.views.blueprint import item_or_404
from catalogue.work_programme.vocabulary import TEXT_KIND_LABELS


@blueprint.route("/programme/<int:item_id>/enquete/ouvrir", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def open_enquiry(item_id: int) -> Answer:
    """Open the public enquiry of a work item."""
    session, today = db.session, clock.today()
    item = item_or_404(item_id)
    running = running_enquiry(session, item.id)
    if running is not None:
        return redirect(url_for(".page", enquiry_id=running.id))
    recorded = item.stage_code == ENQUIRY_OPENED
    first = item.stage_on if recorded else today
    form = OpeningForm(
        data={
            "version": item.version,
            "opens_on": first,
            "closes_on": services.proposed_end(session, first, on=today),
            "text_version_id": item.texts[-1].id if item.texts else None,
        }
    )
    _offer_texts(form, item.texts)
    if recorded:
        del form.opens_on, form.stage_reason
    if form.validate_on_submit():
        opening = Opening(
            closes_on=form.closes_on.data,
            draft=_draft(form),
            opens_on=None if recorded else form.opens_on.data,
            text_version_id=form.text_version_id.data,
            ground=form.ground.data,
            short_reason=form.short_reason.data or "",
            stage_reason="" if recorded else form.stage_reason.data or "",
        )
        made = carried_out(
            form,
            lambda: services.open_enquiry(
                session,
                item,
                opening,
                actor=current_actor(),
                seen_version=form.version.data or 0,
                at=clock.now(),
                today=today,
            ),
        )
        if made is not None:
            flash(_("L’enquête publique est ouverte : sa page est publique."), "success")
            return redirect(url_for(".page", enquiry_id=made.id))
        item = item_or_404(item_id)
    return _page("open.html", form, item=item, recorded=recorded)


@blueprint.route("/enquetes/<int:enquiry_id>/prolonger", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def extend(enquiry_id: int) -> Answer:
    """Put off the last day of an enquiry."""
    enquiry = enquiry_or_404(enquiry_id)
    form = ExtensionForm(data={"version": enquiry.version})
    return _act(
        "extend.html",
        form,
        enquiry,
        lambda: services.extend_enquiry(
            db.session,
            enquiry,
            closes_on=form.closes_on.data,
            reason=form.reason.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
        _("L’enquête est prolongée."),
    )


@blueprint.route("/enquetes/<int:enquiry_id>/clore", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def close(enquiry_id: int) -> Answer:
    """Close an enquiry: the stage 40.60."""
    enquiry, today = enquiry_or_404(enquiry_id), clock.today()
    last = min(today, enquiry.closes_on)
    form = ClosingForm(data={"version": enquiry.version, "closed_on": last})
    return _act(
        "close.html",
        form,
        enquiry,
        lambda: services.close_enquiry(
            db.session,
            enquiry,
            closed_on=form.closed_on.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=today,
        ),
        _("L’enquête est close ; le stade 40.60 est enregistré."),
    )


@blueprint.route("/enquetes/<int:enquiry_id>/texte", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def change_draft(enquiry_id: int) -> Answer:
    """Say which text the enquiry is on, and whether anybody may download it."""
    enquiry = enquiry_or_404(enquiry_id)
    names = ("version", "text_version_id", "draft_published", "draft_note")
    form = DraftForm(data={name: getattr(enquiry, name) for name in names})
    _offer_texts(form, _texts_of(enquiry))
    return _act(
        "draft.html",
        form,
        enquiry,
        lambda: services.change_draft_access(
            db.session,
            enquiry,
            _draft(form),
            text_version_id=form.text_version_id.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
        _("Le choix est enregistré."),
    )


@blueprint.route("/enquetes/<int:enquiry_id>/tableau/publier", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def publish_table(enquiry_id: int) -> Answer:
    """Let anybody read the comments and their answers."""
    enquiry = enquiry_or_404(enquiry_id)
    form = ConfirmForm(data={"version": enquiry.version})
    return _act(
        "publish.html",
        form,
        enquiry,
        lambda: services.publish_table(
            db.session,
            enquiry,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
        _("Les remarques et leurs réponses sont publiées."),
    )


@blueprint.route("/enquetes/<int:enquiry_id>/tableau/retirer", methods=["GET", "POST"])
@requires(Permission.PROGRAMME_MANAGE)
def withdraw_table(enquiry_id: int) -> Answer:
    """Take the published table back."""
    enquiry = enquiry_or_404(enquiry_id)
    form = ReasonForm(data={"version": enquiry.version})
    return _act(
        "withdraw_table.html",
        form,
        enquiry,
        lambda: services.withdraw_table(
            db.session,
            enquiry,
            reason=form.reason.data,
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
        _("Le tableau n’est plus public."),
    )


def _act(name: str, form: Form, enquiry: Enquiry, act: Callable[[], object], done: str) -> Answer:
    """Do what a form asks of an enquiry and lead to its page, or show the form with its faults."""
    enquiry_id = enquiry.id
    if form.validate_on_submit():
        if carried_out(form, act) is not None:
            flash(done, "success")
            return redirect(url_for(".page", enquiry_id=enquiry_id))
        enquiry = enquiry_or_404(enquiry_id)
    return _page(name, form, enquiry=enquiry, item=enquiry.work_item)


def _texts_of(enquiry: Enquiry) -> Sequence[TextVersion]:
    return db.session.scalars(
        sa.select(TextVersion)
        .where(TextVersion.work_item_id == enquiry.work_item_id)
        .options(joinedload(TextVersion.document))
        .order_by(TextVersion.id)
    ).all()


def _offer_texts(form: DraftFields, texts: Sequence[TextVersion]) -> None:
    form.text_version_id.choices = [
        (one.id, f"{say(TEXT_KIND_LABELS[one.kind])} – {one.label or one.document.title}")
        for one in reversed(texts)
    ]


def _draft(form: DraftFields) -> DraftAccess:
    return DraftAccess(published=form.draft_published.data, note=form.draft_note.data or "")


def _page(name: str, form: Form, **parts: object) -> Answer:
    page = render_template(f"catalogue/enquiry/{name}", form=form, **parts)
    return page, 422 if form.is_submitted() else 200
