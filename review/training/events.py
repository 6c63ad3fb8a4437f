"""Keeping the events: what is planned, what was held, what was cancelled and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.documents.models import Document
from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.training.duration import minutes_of, written
from review.training.guards import require, require_act, require_takes_place
from review.training.models import TrainingAttendance, TrainingEvent, TrainingModule
from review.training.rules import require_keeper
from review.training.vocabulary import EventState
from review.training.workflow import TRANSITIONS

LONGEST_DAYS = 366
_NOT_KEPT = N_("La formation n’est pas enregistrée.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What is written about an event; ``hours`` as people write it, empty for its modules' time."""

    title: str
    module_ids: tuple[int, ...]
    starts_on: date
    ends_on: date | None = None
    place: str = ""
    organiser: str = ""
    trainer: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """People present whose names are not held, and the sheet that says so."""

    women: int = 0
    men: int = 0
    undeclared: int = 0
    source: str = ""


def plan_event(session: Session, facts: EventFacts, *, actor: Actor, at: datetime) -> TrainingEvent:
    """Write an event that is to come, or that took place and is still to be noted as held."""
    require_keeper(actor)
    modules = _refuse_faults(session, facts)
    event = TrainingEvent(**_told(facts), made_at=at, made_by_id=actor.account_id)
    event.modules = modules
    session.add(event)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="training:planned",
        subject=event,
        at=at,
        changes=journal.diff({}, _told(facts) | {"module_ids": sorted(facts.module_ids)}),
    )
    return event


def change_event(
    session: Session,
    event: TrainingEvent,
    facts: EventFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct an event; one that was held stays one that was held, on days that are past."""
    require(actor, event, seen_version)
    if event.state is EventState.CANCELLED:
        raise DomainError(
            N_("Cette formation est annulée : remettez-la en préparation avant de la modifier.")
        )
    modules = _refuse_faults(session, facts)
    after = _told(facts)
    if event.state is EventState.HELD:
        _refuse_not_over(after["ends_on"], today)
        after["minutes"] = after["minutes"] or sum(one.minutes for one in modules)
    before = {name: getattr(event, name) for name in after}
    changes = journal.diff(
        before | {"module_ids": sorted(one.id for one in event.modules)},
        after | {"module_ids": sorted(one.id for one in modules)},
    )
    if not changes:
        return
    for name, value in after.items():
        setattr(event, name, value)
    event.modules = modules
    flag_modified(event, "title")
    journal.record(
        session, actor=actor, tag="training:changed", subject=event, at=at, changes=changes
    )


def hold(
    session: Session,
    event: TrainingEvent,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that an event took place; its length is kept as it was, whatever its modules become."""
    require(actor, event, seen_version)
    require_act(event, "hold")
    _refuse_not_over(event.ends_on, today)
    event.minutes = event.minutes or sum(one.minutes for one in event.modules)
    _pass(session, event, "hold", actor=actor, at=at)


def cancel(
    session: Session,
    event: TrainingEvent,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Say that an event does not take place, and why. Refused once somebody is on its list."""
    require(actor, event, seen_version)
    require_act(event, "cancel")
    if not reason:
        raise DomainError(N_("Écrivez pourquoi la formation n’a pas lieu."), field="reason")
    somebody = session.scalar(sa.select(sa.exists().where(TrainingAttendance.event_id == event.id)))
    if somebody or event.unnamed:
        raise DomainError(
            N_(
                "Des personnes figurent sur la liste de présence : retirez-les d’abord, ou notez "
                "la formation comme tenue."
            )
        )
    event.cancel_reason = reason
    _pass(session, event, "cancel", actor=actor, at=at, reason=reason)


def reopen(
    session: Session,
    event: TrainingEvent,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take back that an event was held, or that it was cancelled, with a reason."""
    require(actor, event, seen_version)
    require_act(event, "reopen")
    if not reason:
        raise DomainError(N_("Écrivez pourquoi cela change."), field="reason")
    event.cancel_reason = None
    _pass(session, event, "reopen", actor=actor, at=at, reason=reason)


def attach_report(
    session: Session,
    event: TrainingEvent,
    document: Document,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Attach the report of an event, in place of a former one."""
    require(actor, event, seen_version)
    require_takes_place(event)
    before, event.report_id = event.report_id, document.id
    journal.record(
        session,
        actor=actor,
        tag="training:report_attached",
        subject=event,
        at=at,
        changes=journal.diff({"report_id": before}, {"report_id": document.id}),
    )


def note_counts(
    session: Session,
    event: TrainingEvent,
    counts: Counts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Note how many people were present whose names are not held, in place of what was noted."""
    require(actor, event, seen_version)
    require_takes_place(event)
    refuse_not_begun(event, today)
    people = counts.women + counts.men + counts.undeclared
    if people and not counts.source:
        raise DomainError(
            N_("Dites d’où vient ce compte, par exemple « feuille de présence du 12 mars 2026 »."),
            field="counts_source",
        )
    after = {
        "women": counts.women,
        "men": counts.men,
        "undeclared": counts.undeclared,
        "counts_source": counts.source if people else "",
    }
    changes = journal.diff({name: getattr(event, name) for name in after}, after)
    if not changes:
        return
    for name, value in after.items():
        setattr(event, name, value)
    journal.record(
        session, actor=actor, tag="training:counts_noted", subject=event, at=at, changes=changes
    )


def facts_of(event: TrainingEvent) -> EventFacts:
    """Give what is written about an event."""
    return EventFacts(
        title=event.title,
        module_ids=tuple(one.id for one in event.modules),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        place=event.place,
        organiser=event.organiser,
        trainer=event.trainer,
        hours=written(event.minutes) if event.minutes else "",
    )


def refuse_not_begun(event: TrainingEvent, today: date) -> None:
    """Refuse to say who was present at an event that has not begun."""
    if event.starts_on > today:
        raise DomainError(
            N_(
                "Cette formation commence le %(day)s : notez les présences à partir de ce jour.",
                day=f"{event.starts_on:%d/%m/%Y}",
            )
        )


def _refuse_not_over(ends_on: object, today: date) -> None:
    if isinstance(ends_on, date) and ends_on > today:
        raise DomainError(
            N_(
                "Cette formation finit le %(day)s : elle se note comme tenue une fois finie.",
                day=f"{ends_on:%d/%m/%Y}",
            )
        )


def _pass(
    session: Session,
    event: TrainingEvent,
    act: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> None:
    transition = TRANSITIONS[act]
    before, event.state = event.state, transition.target
    journal.record(
        session,
        actor=actor,
        tag=transition.tag,
        subject=event,
        at=at,
        changes={"state": [before.value, event.state.value]},
        reason=reason,
    )


def _told(facts: EventFacts) -> dict[str, object]:
    told = asdict(facts)
    del told["module_ids"], told["hours"]
    return told | {
        "ends_on": facts.ends_on or facts.starts_on,
        "minutes": minutes_of(facts.hours) if facts.hours else None,
    }


def _refuse_faults(session: Session, facts: EventFacts) -> list[TrainingModule]:
    problems: dict[str, Message] = {}
    ends_on = facts.ends_on or facts.starts_on
    if not facts.title:
        problems["title"] = N_("Nommez la formation, par exemple « Atelier sur le genre, CTN 3 ».")
    if ends_on < facts.starts_on:
        problems["ends_on"] = N_("La fin ne peut pas précéder le début de la formation.")
    elif (ends_on - facts.starts_on).days > LONGEST_DAYS:
        problems["ends_on"] = N_("Une formation dure au plus un an : vérifiez les deux dates.")
    if facts.hours and minutes_of(facts.hours) is None:
        problems["hours"] = N_("Écrivez la durée en heures, par exemple 6, 7,5 ou 7 h 30.")
    modules = _modules(session, facts.module_ids)
    if not modules or len(modules) != len(set(facts.module_ids)):
        problems["module_ids"] = N_("Cochez au moins un module de la liste.")
    if problems:
        raise Invalid(_NOT_KEPT, problems)
    return modules


def _modules(session: Session, ids: Sequence[int]) -> list[TrainingModule]:
    return list(
        session.scalars(
            sa.select(TrainingModule)
            .where(TrainingModule.id.in_(ids))
            .order_by(TrainingModule.title)
        )
    )
