"""The list of participation texts, a text's page, its facts, its withdrawal."""

from __future__ import annotations

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.documents.models import Document
from catalogue.paging import UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires
from catalogue.posting import carried_out, done, sent, sent_before
from review.analysis.vocabulary import CLASS_LABELS, KIND_LABELS, why
from review.nominations import queries, reading, texts
from review.nominations.forms import EditTextForm, NewTextForm, TextFields, WithdrawalForm
from review.nominations.forms import WordingFields as _Wording
from review.nominations.models import ParticipationText
from review.nominations.rules import keeps_nominations
from review.nominations.texts import TextFacts
from review.nominations.views.blueprint import (
    Answer,
    blueprint,
    committee_options,
    text_or_404,
    to_text,
)
from review.nominations.vocabulary import TEXT_KIND_LABELS, TEXT_STANDING_LABELS
from review.nominations.wording import Wording, typed

STANDING_COLOURS = {"draft": "grey", "in_force": "green", "withdrawn": "red"}


@blueprint.get("/appels/textes")
@requires(Permission.PLAN_READ_INTERNAL)
def texts_list() -> Answer:
    """List the participation texts, with what is open in each."""
    state = UrlState.read(request.args.items(multi=True), ("page",))
    page = queries.texts_page(db.session, number=page_number(state.value("page")))
    versions = [one.id for text in page for one in (text.draft, text.latest) if one is not None]
    return render_template(
        "review/nominations/texts.html",
        page=page,
        state=state,
        open_hints=queries.open_hints_by_version(db.session, versions),
        kinds=TEXT_KIND_LABELS,
        standings=TEXT_STANDING_LABELS,
        colours=STANDING_COLOURS,
        keeper=keeps_nominations(current_actor()),
    )


@blueprint.route("/appels/textes/nouveau", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def new_text() -> Answer:
    """Begin a participation text."""
    form = NewTextForm(committees=committee_options())
    if (before := sent_before(form)) is not None:
        return before
    if form.validate_on_submit():

        def act() -> ParticipationText:
            wording, document = wording_of(form)
            text = texts.begin(
                db.session,
                _facts(form),
                wording,
                document=document,
                actor=current_actor(),
                at=clock.now(),
            )
            db.session.flush()
            return text

        begun = carried_out(form, act)
        if begun is not None:
            flash(_("Le texte est enregistré et lu : voyez ses pistes."), "success")
            return sent(form, url_for("nominations.text", text_id=begun.id))
    page = render_template("review/nominations/new_text.html", form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/appels/textes/<int:text_id>")
@requires(Permission.PLAN_READ_INTERNAL)
def text(text_id: int) -> Answer:
    """Show a text: what is in force, what is being written with its hints, its versions."""
    found = text_or_404(text_id)
    return render_template(
        "review/nominations/text.html",
        text=found,
        kinds=TEXT_KIND_LABELS,
        standings=TEXT_STANDING_LABELS,
        colours=STANDING_COLOURS,
        classes=CLASS_LABELS,
        hint_kinds=KIND_LABELS,
        why=why,
        keeper=keeps_nominations(current_actor()),
    )


@blueprint.route("/appels/textes/<int:text_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def edit_text(text_id: int) -> Answer:
    """Correct a text's title, kind and committee."""
    found = text_or_404(text_id)
    data = {
        "kind": found.kind,
        "title": found.title,
        "committee_id": found.committee_id,
        "version": found.version,
    }
    form = EditTextForm(committees=committee_options(), data=data)
    if form.validate_on_submit() and done(
        form,
        lambda: texts.change(
            db.session,
            found,
            _facts(form),
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
        ),
    ):
        flash(_("Le texte est modifié."), "success")
        return to_text(found)
    page = render_template("review/nominations/edit_text.html", form=form, text=found)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/appels/textes/<int:text_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLAN_KEEP)
def withdraw_text(text_id: int) -> Answer:
    """Withdraw a text, with the reason."""
    found = text_or_404(text_id)
    form = WithdrawalForm(data={"on": clock.today(), "version": found.version})
    if form.validate_on_submit() and done(
        form,
        lambda: texts.withdraw(
            db.session,
            found,
            on=form.on.data,
            reason=form.reason.data or "",
            actor=current_actor(),
            seen_version=form.version.data or 0,
            at=clock.now(),
            today=clock.today(),
        ),
    ):
        flash(_("Le texte est retiré."), "success")
        return to_text(found)
    page = render_template("review/nominations/withdraw_text.html", form=form, text=found)
    return page, 422 if form.is_submitted() else 200


def wording_of(form: _Wording) -> tuple[Wording, Document | None]:
    """Read what is typed, or the file that is attached."""
    if not form.file.data:
        return typed(form.text.data or ""), None
    return reading.read_file(
        db.session,
        current_app.extensions["settings"].data_dir,
        form.file.data.stream,
        file_name=str(form.file.data.filename),
        actor=current_actor(),
        at=clock.now(),
    )


def _facts(form: TextFields) -> TextFacts:
    return TextFacts(
        kind=form.kind.data,
        title=form.title.data or "",
        committee_id=form.committee_id.data,
    )
