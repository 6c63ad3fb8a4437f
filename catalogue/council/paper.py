"""The papers of a session: its convening with the agenda, its minutes as draft and as frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.council.minutes import PAPER_TOPIC
from catalogue.council.models import CouncilSession, Minutes, MinutesPaper
from catalogue.council.presentation import waited
from catalogue.council.queries import since, without_papers
from catalogue.council.vocabulary import RULING_LABELS, Presence, Ruling
from catalogue.documents.papers import ask_for_missing, keep_once
from catalogue.i18n import day, say
from catalogue.outbox.models import Message
from catalogue.typesetting import JSON

Block = Mapping[str, JSON]
_SIGN_HERE = "\n\n\n……………………………………"


def make_papers(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks (topic «council_minutes»): set the PDFs of closed minutes."""
    for message in messages:
        minutes = session.get(Minutes, int(message.payload["session_id"]))
        if minutes is None:
            continue
        session_id, closed_at, content = minutes.session_id, minutes.closed_at, minutes.content
        digest = minutes.digest
        for named in (True, False):
            if session.get(MinutesPaper, (session_id, named)) is not None:
                continue
            with force_locale("fr"):
                data = minutes_data(content, named=named, digest=digest)
            keep_once(
                session,
                MinutesPaper,
                {"session_id": session_id, "named": named},
                data,
                file_name=file_name(session_id),
                set_at=closed_at,
                at=at,
            )
    return {}


def ensure(app: Flask) -> None:
    """Ask at start for the PDFs that a killed process left unmade."""
    ask_for_missing(app, without_papers, topic=PAPER_TOPIC, name="session_id")


def file_name(session_id: int) -> str:
    """Name the file of the minutes."""
    return f"proces-verbal-session-{session_id}.pdf"


def agenda_data(
    meeting: CouncilSession, agency: Mapping[str, str], *, today: date
) -> dict[str, JSON]:
    """Give what the convening prints: when, where, the points, the texts with their waiting."""
    blocks: list[Block] = [
        _facts(
            [
                (_("Conseil"), agency["council"]),
                (_("Session"), meeting.label),
                (_("Date"), day(meeting.held_on)),
                (_("Heure"), meeting.begins or _("à préciser")),
                (_("Lieu"), meeting.place or _("à préciser")),
                (_("Convoquée le"), day(meeting.convened_on) or _("pas encore convoquée")),
            ]
        )
    ]
    if meeting.points:
        blocks += [_heading(_("Points de l’ordre du jour")), _list(meeting.points)]
    blocks.append(_heading(_("Textes soumis à l’adoption")))
    if meeting.agenda:
        rows = [
            [
                str(position),
                {"strong": line.work_item.number, "text": line.work_item.title_fr},
                line.work_item.committee.code if line.work_item.committee else "",
                _("depuis %(time)s", time=waited(since(line.work_item), today)),
            ]
            for position, line in enumerate(meeting.agenda, start=1)
        ]
        headings = [_("Rang"), _("Projet de norme"), _("Comité"), _("En attente")]
        blocks.append(_table(headings, rows, [8, 56, 14, 22]))
    else:
        blocks.append(_text(_("Aucun texte n’est encore à l’ordre du jour.")))
    return {
        "title": str(_("Ordre du jour : %(session)s", session=meeting.label)),
        "agency": agency["agency"],
        "kind": str(_("Convocation")),
        "about": f"{agency['acronym']}, {meeting.label}",
        "blocks": list(blocks),
    }


def minutes_data(content: Mapping[str, Any], *, named: bool, digest: str | None) -> dict[str, JSON]:
    """Give what the minutes print, from their content; a draft has no ``digest``.

    Without ``named`` nobody's name stands in them: bodies and capacities only.
    """
    blocks: list[Block] = []
    if digest is None:
        blocks.append(
            _lead(_("Projet de procès-verbal"), _("Il n’est pas arrêté et peut encore changer."))
        )
    if not named:
        blocks.append(_text(_("Exemplaire sans les noms des personnes.")))
    blocks.append(
        _facts(
            [
                (_("Conseil"), content["council"]),
                (_("Session"), content["label"]),
                (_("Date"), _day(content["held_on"])),
                (_("Heure"), content["begins"]),
                (_("Lieu"), content["place"]),
                (_("Convoquée le"), _day(content["convened_on"])),
                (_("Présences"), _presences(content["attendance_counts"])),
            ]
        )
    )
    blocks += _attendance(content["attendance"], named=named)
    if content["points"]:
        blocks += [_heading(_("Ordre du jour")), _list(content["points"])]
    blocks += _decisions(content)
    if content["record"]:
        blocks += [_heading(_("Débats et recommandations")), _text(content["record"])]
    blocks += [
        _heading(_("Signatures")),
        _table(
            [_("Présidence de la session"), _("Secrétariat de la session")],
            [[_SIGN_HERE, _SIGN_HERE]],
            [50, 50],
        ),
    ]
    if digest is not None:
        blocks.append(_text(_("Empreinte du contenu (SHA-256) : %(digest)s", digest=digest)))
    return {
        "title": str(_("Procès-verbal : %(session)s", session=content["label"])),
        "agency": content["agency"],
        "kind": str(_("Projet") if digest is None else _("Procès-verbal")),
        "about": f"{content['council_acronym']}, {content['label']}",
        "blocks": list(blocks),
    }


def _attendance(seats: Sequence[Mapping[str, Any]], *, named: bool) -> list[Block]:
    if not seats:
        return []
    blocks: list[Block] = [_heading(_("Présences"))]
    for presence, title in (
        (Presence.PRESENT, _("Étaient là")),
        (Presence.EXCUSED, _("Absences excusées")),
        (Presence.ABSENT, _("Absences")),
    ):
        of_kind = [one for one in seats if one["presence"] == presence.value]
        if not of_kind:
            continue
        headings = [_("Nom"), _("Organisme"), _("Qualité")] if named else [
            _("Organisme"), _("Qualité")
        ]  # fmt: skip
        rows: list[list[JSON]] = [
            [*([one["name"]] if named else []), one["organisation"], one["capacity"]]
            for one in of_kind
        ]
        blocks += [
            _heading(f"{title} ({len(of_kind)})", level=3),
            _table(headings, rows, [36, 40, 24] if named else [60, 40]),
        ]
    return blocks


def _decisions(content: Mapping[str, Any]) -> list[Block]:
    counts = " ; ".join(
        _("%(ruling)s : %(number)d", ruling=say(RULING_LABELS[one]).lower(),
          number=content["counts"][one.value])
        for one in Ruling
        if content["counts"].get(one.value)
    )  # fmt: skip
    blocks: list[Block] = [_heading(_("Décisions"))]
    if counts:
        blocks.append(
            _lead(
                ngettext("Un texte examiné", "%(num)d textes examinés", len(content["texts"])),
                counts[:1].upper() + counts[1:] + ".",
            )
        )
    rows: list[list[JSON]] = []
    for position, text in enumerate(content["texts"], start=1):
        told = [text["reason"]]
        if text["lifted_on"]:
            told.append(
                _("Réserve levée le %(day)s. %(note)s", day=_day(text["lifted_on"]),
                  note=text["lifted_note"])
            )  # fmt: skip
        about = "\n".join(filter(None, [text["title"], text["committee"], text["base"]]))
        rows.append(
            [
                str(position),
                {"strong": text["number"], "text": about},
                {
                    "strong": text["ruling_words"] or _("pas encore décidé"),
                    "text": "\n".join(filter(None, told)),
                },
            ]
        )
    if rows:
        blocks.append(_table([_("Rang"), _("Projet de norme"), _("Décision")], rows, [8, 50, 42]))
    else:
        blocks.append(_text(_("Aucun texte n’était à l’ordre du jour.")))
    return blocks


def _presences(counts: Mapping[str, int]) -> str:
    if not counts["noted"]:
        return str(_("pas encore notées"))
    told = [
        ngettext("une personne présente", "%(num)d personnes présentes", counts["present"])
        if counts["present"]
        else _("aucune personne présente"),
        _("titulaires : %(n)d", n=counts["titular"]),
        _("suppléances : %(n)d", n=counts["alternate"]),
        _("hors siège : %(n)d", n=counts["others"]),
    ]
    return ", ".join(str(one) for one in told)


def _day(iso: str | None) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def _heading(told: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": str(told)}


def _text(told: str) -> Block:
    return {"kind": "text", "text": str(told)}


def _lead(strong: str, told: str) -> Block:
    return {"kind": "lead", "strong": str(strong), "text": str(told)}


def _list(items: Sequence[str]) -> Block:
    return {"kind": "list", "items": [str(one) for one in items]}


def _facts(rows: Sequence[tuple[str, str]]) -> Block:
    return {"kind": "facts", "rows": [[str(name), str(told)] for name, told in rows if told]}


def _table(headings: Sequence[str], rows: Sequence[Sequence[JSON]], widths: Sequence[int]) -> Block:
    return {
        "kind": "table",
        "headings": [str(one) for one in headings],
        "rows": [
            [cell if isinstance(cell, Mapping) else str(cell) for cell in row] for row in rows
        ],
        "widths": list(widths),
    }
