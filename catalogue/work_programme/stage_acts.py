"""Acts on an item: the stage it reaches, the correction of one, and its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.policy.services import number_of
from catalogue.records.models import Edition
from catalogue.stages.models import Stage
from catalogue.work_programme.guards import (
    enquiry_days,
    need_date_not_future,
    need_reason,
    require_manager,
    require_version,
    short_enquiry,
    touch,
)
from catalogue.work_programme.history import standing
from catalogue.work_programme.hooks import after_stage, obstacles
from catalogue.work_programme.models import StageEvent, WorkItem
from catalogue.work_programme.text_acts import Upload, keep_file
from catalogue.work_programme.vocabulary import (
    COUNCIL_FROM,
    WORK_ITEM_STATUS_LABELS,
    WorkItemStatus,
)
from catalogue.work_programme.workflow import (
    ABANDON,
    DECISIONS_TO_REPEAT,
    STAGE_STATUSES,
    TRANSITIONS,
    abandon_code,
    may_stand_in,
    reason_needed,
)

PUBLISHING, PUBLISHED = "60.00", "60.60"
ENQUIRY_OPENED, ENQUIRY_CLOSED = "40.20", "40.60"
BY_HOMOLOGATION = frozenset({"50.99", PUBLISHING})
COUNCIL_STAGE = "50.00"  # where a text that awaits the council must be free to go
_PROBLEMS = N_("Ce stade n’est pas enregistré : corrigez les réponses indiquées.")


def record_stage(
    session: Session,
    item: WorkItem,
    *,
    code: str,
    reached_on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
    evidence: Upload | None = None,
) -> StageEvent:
    """Write that the item reached a stage on a day; which may follow which: see ``workflow``.

    A decision to repeat (x.92, x.93) takes an item that awaited the council back to work. 40.20 and
    40.60 give the enquiry its dates. Raises :class:`Invalid` for a stage that cannot follow, a day
    to come or before the previous stage's, a missing reason.
    """
    require_manager(actor)
    require_version(item, seen_version, {"code": item.stage_code})
    _require_moving(item)
    last = standing(events_of(session, item))[-1]
    problems = _problems_of(
        session, item, last, code=code, reached_on=reached_on, reason=reason, today=today
    )
    if problems:
        raise Invalid(_PROBLEMS, problems)
    event = StageEvent(
        work_item_id=item.id,
        code=code,
        reached_on=reached_on,
        reason=reason or None,
        recorded_at=at,
        recorded_by_id=actor.account_id,
        evidence_document_id=keep_file(session, evidence, "evidence", actor, at),
    )
    session.add(event)
    changes = {"stage": [item.stage_code, code], "reached_on": [item.stage_on, reached_on]}
    item.stage_code, item.stage_on = code, reached_on
    _follow(session, item, code, reached_on)
    touch(item)
    session.flush()
    for hook in after_stage:
        hook(session, item, event)
    _record(
        session,
        item,
        "programme:stage_recorded",
        actor=actor,
        at=at,
        changes=changes,
        reason=reason,
    )
    return event


def correct_stage(
    session: Session,
    item: WorkItem,
    event: StageEvent,
    *,
    code: str,
    reached_on: date,
    annuls: bool,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> StageEvent:
    """Write what should have been recorded instead, or (``annuls``) that it did not take place.

    The mistaken event stays readable. A correction always has a reason; its day may be before the
    previous stage's, since that one may be the next to correct. What an act of homologation
    recorded is corrected by undoing the act; a publication (60.60) keeps its code.
    """
    require_manager(actor)
    recorded = {"code": event.code, "reached_on": f"{event.reached_on:%d/%m/%Y}"}
    require_version(item, seen_version, recorded)
    stands = standing(events_of(session, item))
    if event not in stands:
        raise DomainError(N_("Ce stade a déjà été corrigé : corrigez celui qui le remplace."))
    _require_correctable(item, event, code, annuls=annuls)
    problems: dict[str, Message] = {}
    if not reason:
        problems["reason"] = need_reason()
    if reached_on > today:
        problems["reached_on"] = need_date_not_future()
    if session.get(Stage, code) is None or not may_stand_in(code, event.code):
        problems["code"] = N_("Choisissez un stade de la liste.")
    if annuls and len(stands) == 1:
        problems["annuls"] = N_("Un sujet garde au moins un stade : corrigez plutôt celui-ci.")
    else:
        last = [one for one in stands if one is not event][-1] if annuls else stands[-1]
        lands = code if last is event else last.code
        if held := obstacles(session, item, lands):
            problems["code"] = held[0]
    if problems:
        raise Invalid(_PROBLEMS, problems)
    correction = StageEvent(
        work_item_id=item.id,
        code=event.code if annuls else code,
        reached_on=event.reached_on if annuls else reached_on,
        annuls=annuls,
        reason=reason,
        recorded_at=at,
        recorded_by_id=actor.account_id,
        corrects_id=event.id,
        homologation_act_id=event.homologation_act_id,
    )
    session.add(correction)
    session.flush()
    _stand_at_last(session, item)
    if event.code == PUBLISHED:
        _publish(session, item, None if annuls else reached_on)
    for hook in after_stage:
        hook(session, item, correction)
    changes = {
        "stage": [event.code, None if annuls else code],
        "reached_on": [event.reached_on, None if annuls else reached_on],
    }
    _record(
        session,
        item,
        "programme:stage_corrected",
        actor=actor,
        at=at,
        changes=changes,
        reason=reason,
    )
    return correction


def change_status(
    session: Session,
    item: WorkItem,
    act: str,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
    on: date | None = None,
) -> None:
    """Suspend, resume, put before the council or abandon, with a reason; ``act`` is in TRANSITIONS.

    The status counts from the day ``on`` (today if not given); abandon also records the stage's own
    code of abandon (x.98) on that day.
    """
    require_manager(actor)
    require_version(item, seen_version, {})
    transition = TRANSITIONS[act]
    if item.status not in transition.sources:
        raise DomainError(
            N_(
                "Cet acte n’est plus possible : le sujet est maintenant « %(status)s ».",
                status=WORK_ITEM_STATUS_LABELS[item.status],
            )
        )
    if act == "await_council" and item.stage_code < COUNCIL_FROM:
        raise DomainError(
            N_(
                "Un sujet attend le CNNCQ après la clôture de l’enquête publique (40.60). "
                "Enregistrez d’abord les stades franchis."
            )
        )
    if act == "await_council" and (held := obstacles(session, item, COUNCIL_STAGE)):
        raise DomainError(held[0])
    problems: dict[str, Message] = {} if reason else {"reason": need_reason()}
    day = on or today
    last = standing(events_of(session, item))[-1]
    if act == "abandon":
        problems |= _day_problems(last, day, today, field="on")
    elif day > today:
        problems["on"] = need_date_not_future()
    if problems:
        raise Invalid(N_("Cet acte n’est pas enregistré : complétez-le."), problems)
    changes: dict[str, object] = {"status": [item.status, transition.target]}
    item.status, item.status_since = transition.target, day
    code = abandon_code(item.stage_code)
    if act == "abandon" and code is not None:
        changes["stage"] = [item.stage_code, code]
        session.add(
            StageEvent(
                work_item_id=item.id,
                code=code,
                reached_on=day,
                reason=reason,
                recorded_at=at,
                recorded_by_id=actor.account_id,
            )
        )
        item.stage_code, item.stage_on = code, day
    _record(session, item, transition.tag, actor=actor, at=at, changes=changes, reason=reason)


def events_of(session: Session, item: WorkItem) -> Sequence[StageEvent]:
    """Give every event of an item, in the order they were recorded."""
    return session.scalars(
        sa.select(StageEvent).where(StageEvent.work_item_id == item.id).order_by(StageEvent.id)
    ).all()


def _require_moving(item: WorkItem) -> None:
    publishing = item.status is WorkItemStatus.HOMOLOGATED and item.stage_code == PUBLISHING
    if item.status not in STAGE_STATUSES and not publishing:
        raise DomainError(
            N_(
                "Ce sujet est « %(status)s » : son stade ne change plus. S’il est suspendu, "
                "reprenez d’abord les travaux.",
                status=WORK_ITEM_STATUS_LABELS[item.status],
            )
        )


def _problems_of(
    session: Session,
    item: WorkItem,
    last: StageEvent,
    *,
    code: str,
    reached_on: date,
    reason: str,
    today: date,
) -> dict[str, Message]:
    problems = _day_problems(last, reached_on, today, field="reached_on")
    if item.status is WorkItemStatus.HOMOLOGATED:
        needed: bool | None = False if code == PUBLISHED else None
    else:
        known = session.get(Stage, code) is not None
        needed = reason_needed(item.stage_code, code) if known else None
    if needed is None:
        problems["code"] = N_(
            "Après le stade %(current)s, choisissez un stade de la liste.", current=item.stage_code
        )
    elif held := obstacles(session, item, code):
        problems["code"] = held[0]
    elif needed and not reason:
        problems["reason"] = N_(
            "Ce passage sort de l’ordre habituel des stades : écrivez pourquoi."
        )
    elif code == ENQUIRY_CLOSED and not reason:
        days = enquiry_days(item.enquiry_from, reached_on)
        least = number_of(session, "enquiry_minimum_days", on=today)
        if days is not None and 0 < days < least:
            problems["reason"] = short_enquiry(days, least)
    return problems


def _day_problems(last: StageEvent, day: date, today: date, *, field: str) -> dict[str, Message]:
    if day > today:
        return {field: need_date_not_future()}
    if day < last.reached_on:
        return {
            field: N_(
                "Le stade précédent, %(code)s, est daté du %(day)s : donnez une date qui ne le "
                "précède pas, ou corrigez d’abord celle de ce stade.",
                code=last.code,
                day=f"{last.reached_on:%d/%m/%Y}",
            )
        }
    return {}


def _require_correctable(item: WorkItem, event: StageEvent, code: str, *, annuls: bool) -> None:
    if item.status is WorkItemStatus.HOMOLOGATED and event.code in BY_HOMOLOGATION:
        raise DomainError(
            N_("Ce stade vient d’un acte d’homologation : défaites l’acte pour le corriger.")
        )
    if event.code == PUBLISHED and code != PUBLISHED and not annuls:
        raise DomainError(N_("Une publication garde son stade, 60.60 : corrigez-en la date."))


def _follow(session: Session, item: WorkItem, code: str, day: date) -> None:
    """Carry over what a stage means for the item's other facts."""
    if code[3:] in DECISIONS_TO_REPEAT:
        if item.status is not WorkItemStatus.ACTIVE:
            item.status, item.status_since = WorkItemStatus.ACTIVE, day
    elif code == ENQUIRY_OPENED:
        item.enquiry_from = day
        if item.enquiry_to is not None and item.enquiry_to < day:
            item.enquiry_to = None
    elif code == ENQUIRY_CLOSED:
        item.enquiry_to = day
    elif code == PUBLISHED:
        _publish(session, item, day)


def _publish(session: Session, item: WorkItem, day: date | None) -> None:
    edition = session.get(Edition, item.edition_id) if item.edition_id else None
    if edition is not None:
        edition.published_on = day
        edition.stage_code = PUBLISHED if day else PUBLISHING


def _stand_at_last(session: Session, item: WorkItem) -> None:
    """Bring the item's stage in step with its history, and its status with an abandon undone."""
    last = standing(events_of(session, item))[-1]
    item.stage_code, item.stage_on = last.code, last.reached_on
    if item.status is WorkItemStatus.ABANDONED and last.code[3:] != ABANDON:
        item.status, item.status_since = WorkItemStatus.ACTIVE, last.reached_on
    touch(item)


def _record(
    session: Session,
    item: WorkItem,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
    reason: str,
) -> None:
    journal.record(
        session,
        actor=actor,
        tag=tag,
        subject=item,
        at=at,
        changes=changes,
        reason=reason or None,
    )
    outbox.reindex(session, "work_item", [item.id], at=at)
    if item.edition_id is not None:
        outbox.reindex(session, "edition", [item.edition_id], at=at)
