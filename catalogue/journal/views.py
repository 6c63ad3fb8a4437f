"""The journal on screen and as a file: every act, in sentences, with what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, current_app, render_template, request, url_for
from flask_babel import gettext as _

from catalogue import clock
from catalogue.database import db
from catalogue.delimited import csv_response
from catalogue.i18n import say
from catalogue.journal.forms import JournalForm
from catalogue.journal.queries import (
    JournalFilter,
    Line,
    every_line,
    page_of,
    people_in_use,
    subject_types_in_use,
    tags_in_use,
)
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.journal.wording import changes_shown, names_of, subject_label, told
from catalogue.messages import Message
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires

blueprint = Blueprint("journal", __name__)

NAMES = ("acte", "objet", "numero", "personne", "du", "au", "page")

# Where an object of each kind is read: endpoint and the name of its number there.
PAGES = {
    "account": ("accounts.show", "account_id"),
    "committee": ("committees.committee", "committee_id"),
    "decision": ("decisions.show", "decision_id"),
    "edition": ("records.edition", "edition_id"),
    "homologation_act": ("work_programme.homologation", "act_id"),
    "import_batch": ("exchange.batch", "batch_id"),
    "reference_entry": ("reference_list.entry", "entry_id"),
    "work_item": ("work_programme.item", "item_id"),
}


def init_app(app: Flask) -> None:
    """Serve the journal, and give every template the words for its lines."""
    app.register_blueprint(blueprint)
    app.add_template_filter(told)
    app.add_template_filter(changes_shown)


@blueprint.get("/journal")
@requires(Permission.JOURNAL_READ)
def index() -> tuple[str, int]:
    """Show the acts that answer the filter, latest first."""
    form = _form()
    state = UrlState.read(request.args.items(multi=True), NAMES)
    valid = form.validate()
    number = page_number(state.value("page"))
    lines, total = page_of(
        db.session,
        _wanted(form) if valid else JournalFilter(),
        actor=current_actor(),
        page=number,
        size=PAGE_SIZE,
    )
    page = render_template(
        "catalogue/journal/index.html",
        form=form,
        page=Page(lines, total, number),
        state=state,
        subjects=_subjects(lines),
        filtered=any(name != "page" for name, _value in state.pairs),
    )
    return page, 200 if valid else 422


@blueprint.get("/journal.csv")
@requires(Permission.JOURNAL_READ)
def export() -> Response:
    """Download the acts that answer the filter."""
    form = _form()
    wanted = _wanted(form) if form.validate() else JournalFilter()
    lines = every_line(db.session, wanted, actor=current_actor())
    heads = [
        _("N°"), _("Date et heure"), _("Acte"), _("Par"), _("Pour le compte de"),
        _("Sorte d’objet"), _("Numéro interne"), _("Motif"), _("Changements"),
    ]  # fmt: skip
    name = f"journal-{clock.today():%Y-%m-%d}.csv"
    return csv_response(name, heads, _cells(lines))


def _cells(lines: Iterator[Line]) -> Iterator[list[object]]:
    zone = ZoneInfo(current_app.config["AGENCY_TIMEZONE"])
    for line in lines:
        changes = [
            f"{one.label} : {one.after}"
            if one.alone
            else f"{one.label} : {one.before or _('vide')} → {one.after or _('vide')}"
            for one in changes_shown(line)
        ]
        yield [
            line.seq,
            line.at.astimezone(zone),
            say(line.label),
            line.actor or _("le système"),
            line.on_behalf_of,
            subject_label(line.subject_type),
            line.subject_id,
            line.reason,
            " | ".join(changes),
        ]


def _form() -> JournalForm:
    form = JournalForm()
    session, actor = db.session, current_actor()
    tags = sorted(
        (say(TAG_LABELS.get(tag, Message(tag))), tag) for tag in tags_in_use(session, actor)
    )
    kinds = sorted((subject_label(kind), kind) for kind in subject_types_in_use(session, actor))
    form.acte.choices = [(tag, label) for label, tag in tags]
    form.objet.choices = [(kind, label) for label, kind in kinds]
    form.personne.choices = list(people_in_use(session, actor))
    return form


def _wanted(form: JournalForm) -> JournalFilter:
    return JournalFilter(
        tag=form.acte.data or "",
        subject_type=form.objet.data or "",
        subject_id="" if form.numero.data is None else str(form.numero.data),
        actor_id=form.personne.data,
        since=_midnight(form.du.data),
        until=_midnight(form.au.data + timedelta(days=1)) if form.au.data else None,
    )


def _midnight(day: date | None) -> datetime | None:
    """Give the first instant of a day where the agency is."""
    if day is None:
        return None
    zone = ZoneInfo(current_app.config["AGENCY_TIMEZONE"])
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _subjects(lines: list[Line]) -> dict[int, tuple[str, str | None]]:
    """Say of each line which object it is about, and where to read it if this person may."""
    names = names_of(db.session, lines)
    said: dict[int, tuple[str, str | None]] = {}
    for line in lines:
        name = names.get((line.subject_type, line.subject_id))
        kind = subject_label(line.subject_type)
        text = f"{kind} {name}" if name else _("%(kind)s n° %(id)s", kind=kind, id=line.subject_id)
        said[line.seq] = (text, _address(line) if name is not None else None)
    return said


def _address(line: Line) -> str | None:
    endpoint, argument = PAGES.get(line.subject_type, ("", ""))
    view = current_app.view_functions.get(endpoint)
    if view is None:
        return None
    needed: frozenset[Permission] = getattr(view, "required_permissions", frozenset())
    if needed and not any(current_actor().may(one) for one in needed):
        return None
    values: dict[str, Any] = {argument: int(line.subject_id)}
    return url_for(endpoint, **values)
