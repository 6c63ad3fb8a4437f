"""The minutes of a meeting: in words, frozen when they are closed, corrected beside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees.vocabulary import MANDATE_ROLE_LABELS
from catalogue.errors import DomainError
from catalogue.i18n import say
from catalogue.journal import services as journal
from catalogue.journal.chain import canonical_json
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.policy.services import value_of
from review.monitoring.guards import require, require_act, require_open
from review.monitoring.meetings import attendance_counts
from review.monitoring.models import (
    MeetingMinutes,
    MeetingMinutesCorrection,
    MeetingPresence,
    MonitoringMeeting,
    Recommendation,
)
from review.monitoring.queries import committees, made_until, meeting_before, of_meeting
from review.monitoring.rules import require_keeper
from review.monitoring.standing import Standing, standing
from review.monitoring.vocabulary import (
    ATTENDED_LABELS,
    RECOMMENDATION_STATE_LABELS,
    STILL_OPEN,
    Attended,
    MeetingState,
)
from review.monitoring.workflow import MEETING_ACTS

PAPER_TOPIC = "monitoring_minutes"


def content_of(session: Session, meeting: MonitoringMeeting, *, on: date) -> dict[str, Any]:
    """Give the minutes in the words of the day, as they are frozen; days as AAAA-MM-JJ.

    They open with where the recommendations made before the meeting stood on its day, and are in
    French whoever closes them.
    """
    with force_locale("fr"):
        return _content(session, meeting, on)


def _content(session: Session, meeting: MonitoringMeeting, on: date) -> dict[str, Any]:
    known = committees(session, on)
    return {
        "agency": value_of(session, "agency_name", on=on),
        "acronym": value_of(session, "agency_acronym", on=on),
        "committee": known[0].title_fr if known else _("Comité de suivi du plan d’action"),
        "number": meeting.number,
        "planned_on": meeting.planned_on.isoformat(),
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "begins": meeting.begins,
        "place": meeting.place,
        "earlier": _earlier(session, meeting),
        "attendance": [_seat(one) for one in meeting.presences],
        "attendance_counts": attendance_counts(meeting),
        "points": [{"text": one.text, "note": one.note} for one in meeting.points],
        "recommendations": [
            _asked(one, standing((), one.due_on, on=one.made_on), day=one.made_on)
            for one in of_meeting(session, meeting.id)
        ],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """Give the SHA-256 of the content, as canonical JSON."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def write(
    session: Session,
    meeting: MonitoringMeeting,
    notes: Mapping[int, str],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Write what the minutes say of each point (by its id), until they are closed."""
    require(actor, meeting, seen_version)
    require_open(meeting)
    if not meeting.points:
        raise DomainError(N_("L’ordre du jour est vide : fixez-le avant d’écrire le compte rendu."))
    changed = [
        one for one in meeting.points if one.id in notes and notes[one.id].strip() != one.note
    ]
    if not changed:
        return
    changes = {one.text: [one.note, notes[one.id].strip()] for one in changed}
    for one in changed:
        one.note = notes[one.id].strip()
    flag_modified(meeting, "place")
    journal.record(
        session,
        actor=actor,
        tag="monitoring:minutes_written",
        subject=meeting,
        at=at,
        changes=changes,
    )


def close(
    session: Session,
    meeting: MonitoringMeeting,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    on: date,
) -> MeetingMinutes:
    """Freeze the minutes of a meeting that was held; their PDFs follow."""
    require(actor, meeting, seen_version)
    require_act(meeting, "close")
    if not any(one.attended is Attended.PRESENT for one in meeting.presences):
        raise DomainError(
            N_("Notez d’abord qui était présent : le compte rendu en porte la liste.")
        )
    if not any(one.note for one in meeting.points):
        raise DomainError(
            N_("Écrivez d’abord le compte rendu : au moins un point de l’ordre du jour.")
        )
    content = content_of(session, meeting, on=on)
    minutes = MeetingMinutes(
        meeting_id=meeting.id,
        content=content,
        digest=digest_of(content),
        closed_on=on,
        closed_at=at,
        closed_by_id=actor.account_id,
    )
    session.add(minutes)
    meeting.state = MeetingState.CLOSED
    journal.record(
        session,
        actor=actor,
        tag=MEETING_ACTS["close"].tag,
        subject=meeting,
        at=at,
        changes={"digest": minutes.digest},
    )
    outbox.enqueue(session, PAPER_TOPIC, {"meeting_id": meeting.id}, at=at)
    return minutes


def correct(
    session: Session, meeting: MonitoringMeeting, *, text: str, actor: Actor, at: datetime
) -> MeetingMinutesCorrection:
    """Write beside frozen minutes what should be read otherwise; they stay as they are."""
    require_keeper(actor)
    if meeting.state is not MeetingState.CLOSED:
        raise DomainError(N_("Le compte rendu n’est pas arrêté : corrigez-le lui-même."))
    if not text:
        raise DomainError(N_("Écrivez ce qui est à lire autrement."), field="text")
    correction = MeetingMinutesCorrection(
        meeting_id=meeting.id, text=text, written_at=at, written_by_id=actor.account_id
    )
    session.add(correction)
    journal.record(
        session,
        actor=actor,
        tag="monitoring:minutes_corrected",
        subject=meeting,
        at=at,
        reason=text,
    )
    return correction


def _earlier(session: Session, meeting: MonitoringMeeting) -> dict[str, Any]:
    """Give where what was recommended before a meeting stood on its day.

    What is open, what was settled since the meeting before, and how many were settled earlier.
    """
    day = meeting.held_on or meeting.planned_on
    before = meeting_before(session, meeting)
    known = [one for one in made_until(session, day) if one.meeting_id != meeting.id]
    stood = [(one, standing(one.acts, one.due_on, on=day)) for one in known]
    settled = [(one, state) for one, state in stood if state.state not in STILL_OPEN]
    lately = [
        (one, state)
        for one, state in settled
        if before is None
        or before.held_on is None
        or (state.since is not None and state.since > before.held_on)
    ]
    return {
        "as_of": day.isoformat(),
        "open": _all_asked([pair for pair in stood if pair[1].state in STILL_OPEN], day),
        "settled": _all_asked(lately, day),
        "settled_before": len(settled) - len(lately),
        "previous": before.held_on.isoformat() if before and before.held_on else None,
    }


def _all_asked(pairs: Sequence[tuple[Recommendation, Standing]], day: date) -> list[dict[str, Any]]:
    return [_asked(one, state, day=day) for one, state in pairs]


def _asked(one: Recommendation, stood: Standing, *, day: date) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": one.text,
        "owner": one.owner,
        "owner_name": one.owner_person.full_name if one.owner_person else "",
        "due_on": stood.due_on.isoformat() if stood.due_on else None,
        "state": stood.state.value,
        "state_words": say(RECOMMENDATION_STATE_LABELS[stood.state]),
        "since": stood.since.isoformat() if stood.since else None,
        "overdue": stood.overdue(day),
        "note": stood.note,
    }


def _seat(one: MeetingPresence) -> dict[str, Any]:
    return {
        "name": one.shown_name,
        "organisation": one.organisation,
        "capacity": say(MANDATE_ROLE_LABELS[one.role]) if one.role else _("hors siège"),
        "attended": one.attended.value,
        "attended_words": say(ATTENDED_LABELS[one.attended]),
    }
