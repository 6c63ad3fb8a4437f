"""What the council decided on each text: recorded in one act, undone in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.council.guards import require, require_act
from catalogue.council.models import AgendaItem, CouncilSession
from catalogue.council.vocabulary import Ruling, SessionState
from catalogue.council.workflow import TRANSITIONS
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme import services as programme
from catalogue.work_programme.history import standing
from catalogue.work_programme.homologation import ADOPTED
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.stage_acts import events_of
from catalogue.work_programme.vocabulary import WorkItemStatus
from catalogue.work_programme.workflow import REPEAT_EARLIER


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on one text, and why; the reason of a reservation is the reservation."""

    ruling: Ruling | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Who records, when, and the day of the session."""

    actor: Actor
    at: datetime
    today: date
    on: date


def decide(
    session: Session,
    meeting: CouncilSession,
    decided: Mapping[int, Decided],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> CouncilSession:
    """Record the decisions of a whole session, by work item; every text has one.

    Adopted: stage 50.99 on the day of the session. Referred back: x.92. Rejected: abandoned. The
    others stay where they are. Raises :class:`Invalid` with every problem, by «ruling12» or
    «reason12»; what was written before it is then to be rolled back.
    """
    require(actor, meeting, seen_version)
    require_act(meeting, "decide")
    if not meeting.agenda:
        raise DomainError(N_("Aucun texte n’est à l’ordre du jour : il n’y a rien à décider."))
    if meeting.held_on > today:
        raise DomainError(
            N_(
                "La session est prévue le %(day)s : ses décisions s’enregistrent après. Si elle a "
                "eu lieu plus tôt, corrigez sa date.",
                day=f"{meeting.held_on:%d/%m/%Y}",
            )
        )
    moment = _Moment(actor=actor, at=at, today=today, on=meeting.held_on)
    problems: dict[str, Message] = {}
    for line in meeting.agenda:
        given = decided.get(line.work_item_id, Decided(None))
        problems |= _missing(line, given)
    if not problems:
        for line in meeting.agenda:
            problems |= _record(session, meeting, line, decided[line.work_item_id], moment)
    if problems:
        raise Invalid(
            N_("Les décisions ne sont pas enregistrées : corrigez les lignes indiquées."), problems
        )
    transition = TRANSITIONS["decide"]
    meeting.state = transition.target
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=meeting,
        at=at,
        changes={
            line.work_item.number: line.ruling.value for line in meeting.agenda if line.ruling
        },
    )
    return meeting


def lift_reserve(
    session: Session,
    meeting: CouncilSession,
    line: AgendaItem,
    *,
    on: date,
    note: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that a reservation is lifted: the text is adopted (50.99) as of the session's day."""
    require(actor, meeting, seen_version)
    if meeting.state not in {SessionState.DECIDED, SessionState.CLOSED}:
        raise DomainError(N_("Les décisions de cette session ne sont pas enregistrées."))
    if line.ruling is not Ruling.RESERVED or line.reserve_lifted_on is not None:
        raise DomainError(N_("Ce texte n’a pas de réserve à lever."))
    if on > today:
        raise DomainError(N_("Donnez une date qui n’est pas dans l’avenir."), field="on")
    if on < meeting.held_on:
        raise DomainError(
            N_("La réserve a été posée le %(day)s : elle ne peut pas être levée avant.",
               day=f"{meeting.held_on:%d/%m/%Y}"),
            field="on",
        )  # fmt: skip
    if not note:
        raise DomainError(N_("Écrivez ce qui lève la réserve."), field="note")
    reason = f"{meeting.label} : réserve levée le {on:%d/%m/%Y}. {note}"
    moment = _Moment(actor=actor, at=at, today=today, on=meeting.held_on)
    problem = _stage(session, line, ADOPTED, reason, moment)
    if problem is not None:
        raise DomainError(problem)
    line.reserve_lifted_on, line.reserve_note = on, note
    journal.record(
        session,
        actor=actor,
        tag="council:reserve_lifted",
        subject=meeting,
        at=at,
        changes={line.work_item.number: on},
        reason=note,
    )


def _missing(line: AgendaItem, given: Decided) -> dict[str, Message]:
    if given.ruling is None:
        return {
            f"ruling{line.work_item_id}": N_(
                "Choisissez la décision prise sur le sujet %(number)s.",
                number=line.work_item.number,
            )
        }
    if given.ruling is not Ruling.ADOPTED and not given.reason:
        asked = (
            N_("Écrivez la réserve posée.")
            if given.ruling is Ruling.RESERVED
            else N_("Écrivez pourquoi : la décision n’est pas une adoption.")
        )
        return {f"reason{line.work_item_id}": asked}
    return {}


def _record(
    session: Session,
    meeting: CouncilSession,
    line: AgendaItem,
    given: Decided,
    moment: _Moment,
) -> dict[str, Message]:
    item, field = line.work_item, f"ruling{line.work_item_id}"
    if item.status is not WorkItemStatus.AWAITING_COUNCIL:
        return {
            field: N_(
                "Le sujet %(number)s n’attend plus le CNNCQ : retirez-le de l’ordre du jour.",
                number=item.number,
            )
        }
    line.ruling, line.reason = given.ruling, given.reason or None
    line.previous_status, line.previous_status_since = item.status, item.status_since
    line.stage_event_id = line.reserve_lifted_on = line.reserve_note = None
    reason = f"{meeting.label} : {given.reason}" if given.reason else meeting.label
    problem: Message | None = None
    if given.ruling is Ruling.ADOPTED and item.stage_code == ADOPTED:
        problem = _adopted_on_another_day(item, meeting.held_on)
    elif given.ruling is Ruling.ADOPTED:
        problem = _stage(session, line, ADOPTED, reason, moment)
    elif given.ruling is Ruling.REFERRED_BACK:
        code = f"{item.stage_code[:2]}.{REPEAT_EARLIER}"
        problem = _stage(session, line, code, reason, moment)
    elif given.ruling is Ruling.REJECTED:
        problem = _abandon(session, line, reason, moment)
    return {field: problem} if problem is not None else {}


def _stage(
    session: Session, line: AgendaItem, code: str, reason: str, moment: _Moment
) -> Message | None:
    """Record a stage of the subject by its own rules; give what stands in the way."""
    item = line.work_item
    try:
        event = programme.record_stage(
            session,
            item,
            code=code,
            reached_on=moment.on,
            reason=reason,
            actor=moment.actor,
            seen_version=item.version,
            at=moment.at,
            today=moment.today,
        )
    except DomainError as refused:
        return _about(item, refused)
    session.flush()
    line.stage_event_id = event.id
    return None


def _abandon(session: Session, line: AgendaItem, reason: str, moment: _Moment) -> Message | None:
    item = line.work_item
    try:
        programme.change_status(
            session,
            item,
            "abandon",
            reason=reason,
            on=moment.on,
            actor=moment.actor,
            seen_version=item.version,
            at=moment.at,
            today=moment.today,
        )
    except DomainError as refused:
        return _about(item, refused)
    session.flush()
    line.stage_event_id = standing(events_of(session, item))[-1].id
    return None


def _adopted_on_another_day(item: WorkItem, held_on: date) -> Message | None:
    if item.stage_on == held_on:
        return None
    return N_(
        "Le sujet %(number)s est déjà adopté (50.99), au %(day)s : corrigez ce stade, ou "
        "retirez-le de l’ordre du jour.",
        number=item.number,
        day=f"{item.stage_on:%d/%m/%Y}",
    )


def _about(item: WorkItem, refused: DomainError) -> Message:
    """Say of which subject a refusal is, with what is to be done."""
    problems = list(refused.problems.values()) if isinstance(refused, Invalid) else []
    return N_(
        "Sujet %(number)s. %(why)s",
        number=item.number,
        why=problems[0] if problems else refused.message,
    )
