"""The papers of a training: the sheet to sign, and certificates that somebody attended.

A certificate names the act of the journal by which the event was noted as held: whoever doubts it
asks the agency, which finds the act and its hash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.i18n import day, say
from catalogue.journal.models import Entry
from catalogue.typesetting import JSON
from review.training.duration import written
from review.training.models import TrainingAttendance, TrainingEvent
from review.training.vocabulary import AUDIENCE_WORDS
from review.training.workflow import TRANSITIONS

Block = Mapping[str, JSON]
ROWS_TO_SIGN = 20
_ROW_TO_SIGN, _BOX_TO_SIGN = 24, 80  # heights in points
_HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class HeldAct:
    """The act of the journal by which an event was noted as held."""

    seq: int
    at: datetime
    hash: str


def held_act(session: Session, event: TrainingEvent) -> HeldAct | None:
    """Give the last act that noted an event as held."""
    found = session.execute(
        sa.select(Entry.seq, Entry.at, Entry.hash)
        .where(
            Entry.subject_type == TrainingEvent.__tablename__,
            Entry.subject_id == str(event.id),
            Entry.tag == TRANSITIONS["hold"].tag,
        )
        .order_by(Entry.seq.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else HeldAct(*found)


def sheet_data(
    event: TrainingEvent, agency: Mapping[str, str], names: Sequence[str] = ()
) -> dict[str, JSON]:
    """Give what the sheet to sign prints: names known already, then empty rows, and the notice."""
    rows: list[JSON] = [[name, "", "", "", "", "", ""] for name in names]
    rows += [["", "", "", "", "", "", ""] for _row in range(max(0, ROWS_TO_SIGN - len(rows)))]
    blocks: list[Block] = [
        _facts(
            [
                (_("Dates"), _days(event)),
                (_("Lieu"), event.place or "……………"),
                (_("Modules"), _modules(event)),
                (_("Organisée par"), event.organiser or agency["agency"]),
                (_("Animée par"), event.trainer or "……………"),
            ]
        ),
        _text(
            _(
                "Chaque personne remplit sa ligne elle-même. À la question du sexe, elle coche une "
                "seule case : F (femme), H (homme) ou NR (ne souhaite pas répondre)."
            )
        ),
        {
            "kind": "table",
            "headings": [
                str(one)
                for one in (_("Prénom et nom"), _("Organisme"), "F", "H", "NR", _("Contact"),
                            _("Signature"))
            ],
            "rows": rows,
            "widths": [26, 22, 6, 6, 6, 16, 18],
            "high": _ROW_TO_SIGN,
        },
        {"kind": "heading", "level": 2, "text": str(_("Vos données"))},
        {"kind": "list", "items": [str(one) for one in notice(agency)]},
    ]  # fmt: skip
    return {
        "title": str(_("Feuille de présence : %(title)s", title=event.title)),
        "agency": agency["agency"],
        "kind": str(_("Feuille de présence")),
        "about": f"{agency['acronym']}, {event.title}",
        "blocks": list(blocks),
    }


def notice(agency: Mapping[str, str]) -> tuple[str, ...]:
    """Say why the answers are asked for, how long they are kept, what rights people have (§8)."""
    told = (
        _(
            "Finalité : compter une seule fois chaque personne formée, dire combien de femmes et "
            "d’hommes l’ont été, et délivrer les attestations (plan d’action genre)."
        ),
        _(
            "Destinataires : le secrétariat de l’Agence lit les noms ; seuls des totaux sont "
            "publiés."
        ),
        _(
            "Conservation : tant que la formation est au dossier du plan. Répondre à la question "
            "du sexe et donner un contact n’est pas obligatoire."
        ),
        _(
            "Droits : lire vos réponses, les faire corriger ou effacer, à tout moment et sans "
            "motif (loi n° 2013-015 du 21 mai 2013 sur la protection des données à caractère "
            "personnel ; autorité de contrôle : APDP). À qui s’adresser : %(agency)s.",
            agency=agency["agency"],
        ),
    )
    return tuple(str(one) for one in told)


def certificates_data(
    event: TrainingEvent,
    attendances: Sequence[TrainingAttendance],
    act: HeldAct,
    agency: Mapping[str, str],
    *,
    today: date,
) -> dict[str, JSON]:
    """Give what certificates print, one page for each person."""
    blocks: list[Block] = []
    for number, one in enumerate(attendances):
        if number:
            blocks.append({"kind": "page"})
        blocks += _certificate(event, one, act, agency, today=today)
    alone = len(attendances) == 1
    return {
        "title": str(
            _("Attestation de participation") if alone else _("Attestations de participation")
        ),
        "agency": agency["agency"],
        "kind": str(_("Attestation")),
        "about": f"{agency['acronym']}, {event.title}",
        "blocks": list(blocks),
    }


def _certificate(
    event: TrainingEvent,
    one: TrainingAttendance,
    act: HeldAct,
    agency: Mapping[str, str],
    *,
    today: date,
) -> list[Block]:
    return [
        {"kind": "lead", "strong": one.shown_name, "text": one.organisation},
        _text(
            _("%(agency)s atteste que cette personne a suivi la formation ci-dessous, d’après sa "
              "liste de présence.", agency=agency["agency"])
        ),
        _facts(
            [
                (_("Formation"), event.title),
                (_("Modules"), _modules(event)),
                (_("Dates"), _days(event)),
                (_("Durée"), written(event.minutes or 0)),
                (_("Lieu"), event.place),
                (_("Organisée par"), event.organiser),
                (_("Animée par"), event.trainer),
                (_("Fait le"), day(today)),
            ]
        ),
        {
            "kind": "table",
            "headings": [str(_("Signature et cachet"))],
            "rows": [[""]],
            "widths": [100],
            "high": _BOX_TO_SIGN,
        },
        _text(
            _(
                "Vérifier : demandez à l’Agence l’acte n° %(seq)d de son journal, du %(day)s, qui "
                "note la formation n° %(event)d comme tenue ; son empreinte commence par %(hash)s. "
                "Présence n° %(attendance)d.",
                seq=act.seq,
                day=day(act.at.date()),
                event=event.id,
                hash=act.hash[:_HASH_SHOWN],
                attendance=one.id,
            )
        ),
    ]  # fmt: skip


def _modules(event: TrainingEvent) -> str:
    return " ; ".join(
        _("%(title)s (%(audience)s)", title=one.title, audience=say(AUDIENCE_WORDS[one.audience]))
        for one in event.modules
    )


def _days(event: TrainingEvent) -> str:
    if event.starts_on == event.ends_on:
        return day(event.starts_on)
    return str(_("du %(first)s au %(last)s", first=day(event.starts_on), last=day(event.ends_on)))


def _text(told: str) -> Block:
    return {"kind": "text", "text": str(told)}


def _facts(rows: Sequence[tuple[str, str]]) -> Block:
    return {"kind": "facts", "rows": [[str(name), str(told)] for name, told in rows if told]}
