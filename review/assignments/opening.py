"""The page that opens a round: on a text of the programme, or on an older standard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from catalogue import clock
from catalogue.addresses import row_number
from catalogue.database import db
from catalogue.documents import services as documents
from catalogue.documents.models import Document
from catalogue.errors import DomainError, Invalid, NotFound
from catalogue.i18n import day
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission, current_actor, requires
from catalogue.records.models import Edition
from catalogue.work_programme.models import TextVersion
from review.assignments import queries, rounds
from review.assignments.acting import page_of
from review.assignments.drawing import mode_in_force
from review.assignments.forms import FILE, EditionTextForm, OpenRoundForm
from review.assignments.vocabulary import Phase, ReviewMode


@requires(Permission.REVIEW_ASSIGN)
def open_page() -> tuple[str, int] | Response:
    """Open a round on a text (?texte=) or on the text of an older standard (?norme=)."""
    if "norme" in request.args:
        return _open_on_edition(request.args.get("norme", type=row_number) or 0)
    text = queries.text_of(db.session, request.args.get("texte", type=row_number) or 0)
    if text is None:
        raise NotFound
    form = OpenRoundForm()
    if form.validate_on_submit():
        try:
            return _opened(text, due_on=form.due_on.data)
        except DomainError as error:
            form.refuse(error)
    phase = rounds.PHASE_OF[text.kind]
    return page_of("review/assignments/open.html", form, text=text, phase=phase, mode=_mode(phase))


def review_address(edition_id: int, actor: Actor) -> str | None:
    """Give where an edition is confided to readers, for those who confide."""
    if not actor.may(Permission.REVIEW_ASSIGN):
        return None
    return url_for("assignments.open_page", norme=edition_id)


def _open_on_edition(edition_id: int) -> tuple[str, int] | Response:
    session = db.session
    found = queries.edition_with_texts(session, edition_id)
    if found is None:
        raise NotFound
    edition, texts = found
    known = {text.document_id: text.document for text in texts}
    if edition.text_document is not None:
        known[edition.text_document.id] = edition.text_document
    form = EditionTextForm()
    form.offer({key: _named(document) for key, document in known.items()})
    if form.validate_on_submit():
        try:
            document = known.get(form.recorded_document_id or 0) or _kept(form)
            text = rounds.attach_edition_text(
                session, edition, document, actor=current_actor(), at=clock.now()
            )
            return _opened(text, due_on=form.due_on.data)
        except DomainError as error:
            session.rollback()
            edition = _again(session, edition_id)
            form.refuse(error)
    return page_of(
        "review/assignments/open_edition.html", form, edition=edition, mode=_mode(Phase.FINAL)
    )


def _mode(phase: Phase) -> ReviewMode:
    return mode_in_force(db.session, phase, on=clock.today())


def _again(session: Session, edition_id: int) -> Edition:
    found = queries.edition_with_texts(session, edition_id)
    if found is None:
        raise NotFound
    return found[0]


def _named(document: Document) -> str:
    dated = f", {day(document.dated_on)}" if document.dated_on is not None else ""
    return f"{document.title or document.file_name}{dated}"


def _kept(form: EditionTextForm) -> Document:
    """Keep the file, or describe the paper, that the secretariat gives."""
    session, actor, at = db.session, current_actor(), clock.now()
    if form.origin.data == FILE:
        if not form.file.data:
            raise DomainError(N_("Choisissez le fichier du texte."), field="file")
        folder: Path = current_app.extensions["settings"].data_dir
        try:
            return documents.store_file(
                session,
                folder,
                form.file.data.stream,
                file_name=form.file.data.filename or "",
                actor=actor,
                at=at,
            )
        except DomainError as error:
            raise DomainError(error.message, field="file") from error
    problems: dict[str, Message] = {}
    if not form.title.data:
        problems["title"] = N_("Recopiez le titre porté sur le papier.")
    if form.dated_on.data is None:
        problems["dated_on"] = N_("Recopiez la date portée sur le papier.")
    if problems:
        raise Invalid(N_("Un texte sur papier est connu par son titre et sa date."), problems)
    return documents.store_paper(
        session, title=form.title.data, dated_on=form.dated_on.data, actor=actor, at=at
    )


def _opened(text: TextVersion, *, due_on: date | None) -> Response:
    session = db.session
    opened = rounds.open_round(
        session,
        text,
        actor=current_actor(),
        due_on=due_on,
        at=clock.now(),
        on=clock.today(),
    )
    session.commit()
    flash(_("La relecture est ouverte. Invitez maintenant qui la fera."), "success")
    return redirect(url_for("assignments.invite_page", round_id=opened.id))
