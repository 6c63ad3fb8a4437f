"""The papers of a meeting: its agenda, its minutes as draft and as frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.documents.papers import ask_for_missing, keep_once
from catalogue.i18n import day
from catalogue.outbox.models import Message
from catalogue.typesetting import JSON
from review.monitoring.minutes import PAPER_TOPIC
from review.monitoring.models import MeetingMinutes, MeetingMinutesPaper, MonitoringMeeting
from review.monitoring.queries import without_papers
from review.monitoring.vocabulary import Attended
from review.reports.blocks import Block, bullets, facts, heading, lead, new_page, table, text

_SIGN_HERE = "\n\n\n……………………………………"


def make_papers(session: Session, messages: list[Message], at: datetime) -> Mapping[int, str]:
    """Do what the outbox asks (topic «monitoring_minutes»): set the PDFs of closed minutes."""
    for message in messages:
        minutes = session.get(MeetingMinutes, int(message.payload["meeting_id"]))
        if minutes is None:
            continue
        meeting_id, closed_at, content = minutes.meeting_id, minutes.closed_at, minutes.content
        digest = minutes.digest
        for named in (True, False):
            if session.get(MeetingMinutesPaper, (meeting_id, named)) is not None:
                continue
            with force_locale("fr"):
                data = minutes_data(content, named=named, digest=digest)
            keep_once(
                session,
                MeetingMinutesPaper,
                {"meeting_id": meeting_id, "named": named},
                data,
                file_name=file_name(int(content["number"])),
                set_at=closed_at,
                at=at,
            )
    return {}


def ensure(app: Flask) -> None:
    """Ask at start for the PDFs that a killed process left unmade."""
    ask_for_missing(app, without_papers, topic=PAPER_TOPIC, name="meeting_id")


def file_name(number: int) -> str:
    """Name the file of the minutes."""
    return f"compte-rendu-comite-de-suivi-{number}.pdf"


def agenda_data(
    meeting: MonitoringMeeting, *, agency: str, acronym: str, committee: str
) -> dict[str, JSON]:
    """Give what the agenda prints: when, where, the points in their order."""
    blocks: list[Block] = [
        facts(
            [
                (_("Comité"), committee),
                (_("Réunion"), _("n° %(number)d", number=meeting.number)),
                (_("Date"), day(meeting.held_on or meeting.planned_on)),
                (_("Heure"), meeting.begins or _("à préciser")),
                (_("Lieu"), meeting.place or _("à préciser")),
            ]
        ),
        heading(_("Ordre du jour")),
    ]
    if meeting.points:
        rows: list[list[JSON]] = [
            [str(position), one.text] for position, one in enumerate(meeting.points, start=1)
        ]
        blocks.append(table([_("Rang"), _("Point")], rows, [10, 90]))
    else:
        blocks.append(text(_("L’ordre du jour n’est pas encore fixé.")))
    return {
        "title": _("Ordre du jour : réunion n° %(number)d", number=meeting.number),
        "agency": agency,
        "kind": _("Ordre du jour"),
        "about": f"{acronym}, {committee}",
        "blocks": list(blocks),
    }


def minutes_data(content: Mapping[str, Any], *, named: bool, digest: str | None) -> dict[str, JSON]:
    """Give what the minutes print, from their content; a draft has no ``digest``.

    Without ``named`` nobody's name stands in them: bodies and capacities only.
    """
    blocks: list[Block] = []
    if digest is None:
        blocks.append(
            lead(_("Projet de compte rendu"), _("Il n’est pas arrêté et peut encore changer."))
        )
    if not named:
        blocks.append(text(_("Exemplaire sans les noms des personnes.")))
    blocks.append(
        facts(
            [
                (_("Comité"), content["committee"]),
                (_("Réunion"), _("n° %(number)d", number=content["number"])),
                (_("Date"), _day(content["held_on"]) or _("pas encore tenue")),
                (_("Prévue le"), _day(content["planned_on"])),
                (_("Heure"), content["begins"]),
                (_("Lieu"), content["place"]),
                (_("Présences"), _presences(content["attendance_counts"])),
            ]
        )
    )
    blocks += _earlier(content["earlier"], named=named)
    blocks.append(new_page())
    blocks += _attendance(content["attendance"], named=named)
    blocks += _points(content["points"])
    blocks.append(heading(_("Recommandations de cette réunion")))
    blocks += _asked(content["recommendations"], named=named, stand=False) or [
        text(_("Aucune recommandation n’a été faite à cette réunion."))
    ]
    blocks += [
        heading(_("Signatures")),
        table(
            [_("Présidence de la réunion"), _("Secrétariat de la réunion")],
            [[_SIGN_HERE, _SIGN_HERE]],
            [50, 50],
        ),
    ]
    if digest is not None:
        blocks.append(text(_("Empreinte du contenu (SHA-256) : %(digest)s", digest=digest)))
    return {
        "title": _("Compte rendu : réunion n° %(number)d du comité de suivi",
                   number=content["number"]),
        "agency": content["agency"],
        "kind": _("Projet") if digest is None else _("Compte rendu"),
        "about": f"{content['acronym']}, {content['committee']}",
        "blocks": list(blocks),
    }  # fmt: skip


def _earlier(earlier: Mapping[str, Any], *, named: bool) -> list[Block]:
    """Open with where the recommendations made before stood on the day of the meeting."""
    blocks: list[Block] = [heading(_("État d’exécution des recommandations antérieures"))]
    late = sum(one["overdue"] for one in earlier["open"])
    still = len(earlier["open"])
    settled = len(earlier["settled"])
    if not still and not settled and not earlier["settled_before"]:
        return [*blocks, text(_("Aucune recommandation n’avait été faite avant cette réunion."))]
    told = [
        ngettext("Une recommandation ouverte", "%(num)d recommandations ouvertes", still)
        if still
        else _("Aucune recommandation ouverte"),
        _("dont en retard : %(late)d.", late=late) if still else "",
        _("Réglées depuis la réunion précédente : %(settled)d.", settled=settled)
        if earlier["previous"]
        else _("Réglées : %(settled)d.", settled=settled),
        _("Réglées plus tôt : %(count)d.", count=earlier["settled_before"])
        if earlier["settled_before"]
        else "",
    ]
    blocks.append(
        lead(_("Au %(day)s", day=_day(earlier["as_of"])), " ".join(str(one) for one in told if one))
    )
    return blocks + _asked(earlier["open"] + earlier["settled"], named=named, stand=True)


def _asked(asked: Sequence[Mapping[str, Any]], *, named: bool, stand: bool) -> list[Block]:
    if not asked:
        return []
    rows: list[list[JSON]] = []
    for one in asked:
        owner = [one["owner"], one["owner_name"]] if named else [one["owner"]]
        row: list[JSON] = [
            one["number"],
            one["text"],
            ", ".join(filter(None, owner)) or _("une personne du registre"),
            _day(one["due_on"]) or _("non fixée"),
        ]
        if stand:
            state = one["state_words"]
            if one["since"]:
                state = _("%(state)s le %(day)s", state=state, day=_day(one["since"]))
            note = _("En retard.") if one["overdue"] else ""
            row.append({"strong": state, "text": "\n".join(filter(None, [note, one["note"]]))})
        rows.append(row)
    headings = [_("Numéro"), _("Recommandation"), _("Responsable"), _("Échéance")]
    if stand:
        return [table([*headings, _("État")], rows, [11, 34, 18, 15, 22])]
    return [table(headings, rows, [12, 46, 22, 20])]


def _attendance(seats: Sequence[Mapping[str, Any]], *, named: bool) -> list[Block]:
    if not seats:
        return []
    blocks: list[Block] = [heading(_("Présences"))]
    for attended, title in (
        (Attended.PRESENT, _("Étaient là")),
        (Attended.EXCUSED, _("Absences excusées")),
        (Attended.ABSENT, _("Absences")),
    ):
        of_kind = [one for one in seats if one["attended"] == attended.value]
        if not of_kind:
            continue
        headings = [_("Nom")] if named else []
        rows: list[list[JSON]] = [
            [*([one["name"]] if named else []), one["organisation"], one["capacity"]]
            for one in of_kind
        ]
        blocks += [
            heading(f"{title} ({len(of_kind)})", level=3),
            table(
                [*headings, _("Organisme"), _("Qualité")], rows, [36, 40, 24] if named else [60, 40]
            ),
        ]
    return blocks


def _points(points: Sequence[Mapping[str, Any]]) -> list[Block]:
    blocks: list[Block] = [
        heading(_("Ordre du jour")),
        bullets([str(one["text"]) for one in points]),
        heading(_("Compte rendu")),
    ]
    for position, one in enumerate(points, start=1):
        blocks += [
            heading(f"{position}. {one['text']}", level=3),
            text(one["note"] or _("Rien n’est noté sur ce point.")),
        ]
    return blocks


def _presences(counts: Mapping[str, int]) -> str:
    if not counts["noted"]:
        return str(_("pas encore notées"))
    told = [
        ngettext("une personne présente", "%(num)d personnes présentes", counts["present"])
        if counts["present"]
        else _("aucune personne présente"),
        _("femmes : %(n)d", n=counts["women"]),
        _("hommes : %(n)d", n=counts["men"]),
        _("sexe non déclaré ou inconnu : %(n)d", n=counts["undeclared"]),
    ]
    return ", ".join(str(one) for one in told)


def _day(iso: str | None) -> str:
    return day(date.fromisoformat(iso)) if iso else ""
