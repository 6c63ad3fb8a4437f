"""Taking the decisions of a session back as a whole, where nothing stands on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.council.guards import require, require_act
from catalogue.council.models import AgendaItem, CouncilSession
from catalogue.council.queries import acts_of, later_sessions_with
from catalogue.council.vocabulary import Ruling, SessionState
from catalogue.council.workflow import TRANSITIONS
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme import services as programme
from catalogue.work_programme.history import standing
from catalogue.work_programme.models import StageEvent
from catalogue.work_programme.stage_acts import events_of
from catalogue.work_programme.vocabulary import WorkItemStatus

# Where a decision that moves a subject leaves it.
_STATUS_AFTER: Mapping[Ruling | None, WorkItemStatus] = {
    Ruling.ADOPTED: WorkItemStatus.AWAITING_COUNCIL,
    Ruling.REFERRED_BACK: WorkItemStatus.ACTIVE,
    Ruling.REJECTED: WorkItemStatus.ABANDONED,
}


def undo(
    session: Session,
    meeting: CouncilSession,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> CouncilSession:
    """Take the decisions of a session back as a whole: each subject stands where it stood.

    Raises :class:`DomainError` naming what stands on them: an act of homologation, a stage passed
    since, a later session that has the text.
    """
    require(actor, meeting, seen_version)
    if meeting.state is SessionState.CLOSED:
        raise DomainError(
            N_(
                "Le procès-verbal est arrêté : les décisions ne se défont plus. Écrivez une "
                "correction à côté du procès-verbal, et corrigez le sujet sur sa page."
            )
        )
    require_act(meeting, "undo")
    if not reason:
        raise DomainError(N_("Écrivez pourquoi ces décisions sont défaites."), field="reason")
    found = what_stands_on(session, meeting)
    if found:
        raise Invalid(
            N_("Ces décisions ne peuvent pas être défaites."),
            {f"standing{number}": message for number, message in enumerate(found)},
        )
    told = {line.work_item.number: line.ruling for line in meeting.agenda}
    for line in meeting.agenda:
        _put_back(session, line, reason, actor=actor, at=at, today=today)
    transition = TRANSITIONS["undo"]
    meeting.state = transition.target
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=meeting,
        at=at,
        changes=told,
        reason=reason,
    )
    return meeting


def what_stands_on(session: Session, meeting: CouncilSession) -> list[Message]:
    """Name what was done since with the decisions of a session."""
    ids = [line.work_item_id for line in meeting.agenda]
    acts, later = acts_of(session, ids), later_sessions_with(session, meeting, ids)
    found: list[Message] = []
    for line in meeting.agenda:
        number = line.work_item.number
        if line.work_item_id in acts:
            found.append(
                N_(
                    "Le sujet %(number)s est homologué par l’acte « %(act)s » : défaites-le "
                    "d’abord.",
                    number=number,
                    act=acts[line.work_item_id].session_label,
                )
            )
        elif line.work_item_id in later:
            found.append(
                N_(
                    "Le sujet %(number)s est à l’ordre du jour de « %(session)s ».",
                    number=number,
                    session=later[line.work_item_id].label,
                )
            )
        elif _moves(line) and not _stands_as_left(session, line):
            found.append(
                N_("Le sujet %(number)s a changé de stade ou de statut depuis.", number=number)
            )
    return found


def _moves(line: AgendaItem) -> bool:
    return line.ruling in _STATUS_AFTER or line.reserve_lifted_on is not None


def _stands_as_left(session: Session, line: AgendaItem) -> bool:
    """Tell whether nothing moved the subject since the decision."""
    lifted = Ruling.ADOPTED if line.ruling is Ruling.RESERVED else line.ruling
    if line.work_item.status is not _STATUS_AFTER[lifted]:
        return False
    if line.stage_event_id is None:
        return True
    return standing(events_of(session, line.work_item))[-1].id == line.stage_event_id


def _put_back(
    session: Session, line: AgendaItem, reason: str, *, actor: Actor, at: datetime, today: date
) -> None:
    item = line.work_item
    if line.stage_event_id is not None:
        event = session.get_one(StageEvent, line.stage_event_id)
        programme.correct_stage(
            session,
            item,
            event,
            code=event.code,
            reached_on=event.reached_on,
            annuls=True,
            reason=reason,
            actor=actor,
            seen_version=item.version,
            at=at,
            today=today,
        )
        if line.previous_status is not None:
            item.status, item.status_since = line.previous_status, line.previous_status_since
    line.ruling = line.reason = line.stage_event_id = line.previous_status = None
    line.previous_status_since = None
    line.reserve_lifted_on = line.reserve_note = None
    session.flush()
