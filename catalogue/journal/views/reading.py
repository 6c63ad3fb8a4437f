"""The whole journal: its acts in sentences, as a file, and the chain for who verifies it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalogue import clock
from catalogue.database import db
from catalogue.downloads import Coded, Column, in_three_files, table_response
from catalogue.i18n import say
from catalogue.journal.forms import JournalForm
from catalogue.journal.objects import gaps_teach
from catalogue.journal.queries import (
    JournalFilter,
    Line,
    chain_links,
    every_line,
    numbered_until,
    page_of,
    people_in_use,
    subject_types_in_use,
    tags_in_use,
)
from catalogue.journal.views.blueprint import blueprint
from catalogue.journal.vocabulary import TAG_LABELS
from catalogue.journal.wording import changes_shown, names_of, subject_label
from catalogue.messages import Message
from catalogue.paging import PAGE_SIZE, Page, UrlState, page_number
from catalogue.permissions import Permission, current_actor, requires

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
        short=gaps_teach(db.session, current_actor()),
        filtered=any(name != "page" for name, _value in state.pairs),
    )
    return page, 200 if valid else 422


@in_three_files(blueprint, "/journal")
@requires(Permission.JOURNAL_READ)
def export(ending: str) -> Response:
    """Download the acts that answer the filter."""
    form = _form()
    wanted = _wanted(form) if form.validate() else JournalFilter()
    lines = every_line(db.session, wanted, actor=current_actor())
    return file_of(ending, f"journal-{clock.today():%Y-%m-%d}", lines)


@blueprint.get("/journal/chaine.jsonl")
@requires(Permission.JOURNAL_READ)
def chain() -> Response:
    """Download every entry with its hashes, so that anybody can verify the chain.

    Up to the first act that is secret for a time, for those whom a hole would teach something.
    """
    session, actor = db.session, current_actor()
    lines = (
        json.dumps(one, ensure_ascii=False) + "\n" for one in chain_links(session, actor=actor)
    )
    return Response(
        stream_with_context(lines),
        content_type="application/jsonl; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="journal-{clock.today():%Y-%m-%d}.jsonl"'
        },
    )


def file_of(ending: str, name: str, lines: Iterable[Line]) -> Response:
    """Send acts as a file; numbers and hashes only as far as they tell nothing secret."""
    numbered = current_actor().may(Permission.JOURNAL_READ)
    columns = [one for one in _COLUMNS if numbered or one.key not in {"seq", "hash"}]
    until = numbered_until(db.session, current_actor()) if numbered else None
    told = (_cells(line, numbered=until is None or line.seq < until) for line in lines)
    rows = ([_in(ending, cells[one.key]) for one in columns] for cells in told)
    return table_response(ending, name, columns, rows)


def _in(ending: str, cell: object) -> object:
    """Give a cell as its file takes it: a spreadsheet has no time zones."""
    if ending == "xlsx" and isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return cell


_COLUMNS = (
    Column("seq", _l("N°"), 8),
    Column("at", _l("Date et heure"), 20),
    Column("act", _l("Acte"), 40),
    Column("actor", _l("Par"), 24),
    Column("on_behalf_of", _l("Pour le compte de"), 24),
    Column("subject_type", _l("Sorte d’objet"), 24),
    Column("subject_id", _l("Numéro interne"), 12),
    Column("reason", _l("Motif"), 40),
    Column("changes", _l("Changements"), 60),
    Column("erased_on", _l("Contenu effacé le"), 14),
    Column("hash", _l("Empreinte"), 66),
)


def _cells(line: Line, *, numbered: bool) -> dict[str, object]:
    zone = ZoneInfo(current_app.config["AGENCY_TIMEZONE"])
    changes = [
        f"{one.label} : {one.after}"
        if one.alone
        else f"{one.label} : {one.before or _('vide')} → {one.after or _('vide')}"
        for one in changes_shown(line)
    ]
    return {
        "seq": line.seq if numbered else None,
        "at": line.at.astimezone(zone),
        "act": Coded(line.tag, say(line.label)),
        "actor": line.actor or _("le système"),
        "on_behalf_of": line.on_behalf_of,
        "subject_type": Coded(line.subject_type, subject_label(line.subject_type)),
        "subject_id": line.subject_id,
        "reason": line.reason,
        "changes": " | ".join(changes),
        "erased_on": line.erased_at.astimezone(zone).date() if line.erased_at else None,
        "hash": line.hash if numbered else None,
    }


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
