"""The minutes of a session: in words, frozen when it is closed, corrected beside."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS, Sex
from catalogue.council.guards import require, require_act
from catalogue.council.models import Attendance, CouncilSession, Minutes, MinutesCorrection
from catalogue.council.rules import require_keeper
from catalogue.council.vocabulary import (
    PRESENCE_LABELS,
    RULING_LABELS,
    SEAT_LABELS,
    Presence,
    Ruling,
    SessionState,
)
from catalogue.council.workflow import TRANSITIONS
from catalogue.errors import DomainError
from catalogue.i18n import say
from catalogue.journal import services as journal
from catalogue.journal.chain import canonical_json
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.policy.services import value_of
from catalogue.work_programme.presentation import base_text

PAPER_TOPIC = "council_minutes"


def content_of(session: Session, meeting: CouncilSession, *, on: date) -> dict[str, Any]:
    """Give the minutes in the words of the day, as they are frozen; days as AAAA-MM-JJ."""
    return {
        "agency": value_of(session, "agency_name", on=on),
        "acronym": value_of(session, "agency_acronym", on=on),
        "council": value_of(session, "council_name", on=on),
        "council_acronym": value_of(session, "council_acronym", on=on),
        "label": meeting.label,
        "held_on": meeting.held_on.isoformat(),
        "begins": meeting.begins,
        "place": meeting.place,
        "convened_on": meeting.convened_on.isoformat() if meeting.convened_on else None,
        "points": list(meeting.points),
        "record": meeting.record,
        "attendance": [_seat(one) for one in meeting.attendance],
        "attendance_counts": attendance_counts(meeting),
        "texts": [
            {
                "number": line.work_item.number,
                "title": line.work_item.title_fr,
                "committee": line.work_item.committee.code if line.work_item.committee else "",
                "base": base_text(line.work_item),
                "ruling": line.ruling.value if line.ruling else None,
                "ruling_words": say(RULING_LABELS[line.ruling]) if line.ruling else "",
                "reason": line.reason or "",
                "lifted_on": line.reserve_lifted_on.isoformat() if line.reserve_lifted_on else None,
                "lifted_note": line.reserve_note or "",
            }
            for line in meeting.agenda
        ],
        "counts": {one.value: count for one, count in ruling_counts(meeting).items()},
    }


def digest_of(content: dict[str, Any]) -> str:
    """Give the SHA-256 of the content, as canonical JSON."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def ruling_counts(meeting: CouncilSession) -> dict[Ruling, int]:
    """Count the texts by decision, in the order of the scale."""
    counted = Counter(line.ruling for line in meeting.agenda)
    return {one: counted[one] for one in Ruling if counted[one]}


def attendance_counts(meeting: CouncilSession) -> dict[str, int]:
    """Count who came: titulars, alternates, others; women and men as declared (G8)."""
    came = [one for one in meeting.attendance if one.presence is Presence.PRESENT]
    sexes = Counter(one.person.sex for one in came if one.person is not None)
    return {
        "noted": len(meeting.attendance),
        "present": len(came),
        "titular": sum(one.titular is True for one in came),
        "alternate": sum(one.titular is False for one in came),
        "others": sum(one.titular is None for one in came),
        "excused": sum(one.presence is Presence.EXCUSED for one in meeting.attendance),
        "absent": sum(one.presence is Presence.ABSENT for one in meeting.attendance),
        "women": sexes[Sex.WOMAN],
        "men": sexes[Sex.MAN],
        "undeclared": len(came) - sexes[Sex.WOMAN] - sexes[Sex.MAN],
    }


def close(
    session: Session,
    meeting: CouncilSession,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> Minutes:
    """Freeze the minutes of a session whose decisions are recorded; its PDF follows."""
    require(actor, meeting, seen_version)
    require_act(meeting, "close")
    if not any(one.presence is Presence.PRESENT for one in meeting.attendance):
        raise DomainError(
            N_("Notez d’abord qui était présent : le procès-verbal en porte la liste.")
        )
    content = content_of(session, meeting, on=on)
    minutes = Minutes(
        session_id=meeting.id,
        content=content,
        digest=digest_of(content),
        closed_at=at,
        closed_by_id=actor.account_id,
    )
    session.add(minutes)
    transition = TRANSITIONS["close"]
    meeting.state = transition.target
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=meeting,
        at=at,
        changes={"digest": minutes.digest, "counts": content["counts"]},
    )
    outbox.enqueue(session, PAPER_TOPIC, {"session_id": meeting.id}, at=at)
    return minutes


def correct(
    session: Session, meeting: CouncilSession, *, text: str, actor: Actor, at: datetime
) -> MinutesCorrection:
    """Write beside frozen minutes what should be read otherwise; they stay as they are."""
    require_keeper(actor)
    if meeting.state is not SessionState.CLOSED:
        raise DomainError(N_("Le procès-verbal n’est pas arrêté : corrigez la session elle-même."))
    if not text:
        raise DomainError(N_("Écrivez ce qui est à lire autrement."), field="text")
    correction = MinutesCorrection(
        session_id=meeting.id, text=text, written_at=at, written_by_id=actor.account_id
    )
    session.add(correction)
    journal.record(
        session,
        actor=actor,
        tag="council:minutes_corrected",
        subject=meeting,
        at=at,
        reason=text,
    )
    return correction


def _seat(one: Attendance) -> dict[str, Any]:
    capacity = [
        say(MANDATE_ROLE_LABELS[one.role]) if one.role else "",
        say(SEAT_LABELS[one.titular]) if one.titular is not None else _("hors siège"),
    ]
    return {
        "name": one.shown_name,
        "organisation": one.organisation,
        "capacity": ", ".join(filter(None, capacity)),
        "presence": one.presence.value,
        "presence_words": say(PRESENCE_LABELS[one.presence]),
    }
