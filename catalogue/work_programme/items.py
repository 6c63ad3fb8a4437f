"""Acts on an item: registering it, editing its facts, its forecast and its planned days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.policy.services import number_of
from catalogue.records.vocabulary import AdoptionMethod, Correspondence, DocumentKind, Nature
from catalogue.work_programme.facts import (
    BaseFacts,
    ItemFacts,
    as_typed,
    checked,
    facts_of,
    next_number,
    plan_field,
    plan_problems,
    told,
    write,
)
from catalogue.work_programme.guards import (
    enquiry_days,
    require_manager,
    require_version,
    short_enquiry,
    touch,
)
from catalogue.work_programme.models import Milestone, StageEvent, WorkItem
from catalogue.work_programme.rules import may_set_forecast
from catalogue.work_programme.vocabulary import FIRST_YEAR, LAST_YEAR, Forecast

REGISTERED_CODES = ("10.99", "20.00")
_PROBLEMS = N_("Ce sujet n’est pas enregistré : corrigez les réponses indiquées.")


def register_item(
    session: Session,
    *,
    title_fr: str,
    title_en: str | None,
    scope: str | None,
    committee_id: int | None,
    nature: Nature,
    kind: DocumentKind,
    base_reference: str | None,
    correspondence: Correspondence | None,
    ics: Sequence[str],
    forecast: Forecast | None,
    contact: str | None,
    project_leader: str | None,
    milestones: Mapping[str, date],
    registered_on: date,
    number: str | None,
    actor: Actor,
    at: datetime,
    revises: str | None = None,
    planned_reference: str | None = None,
    adoption_method: AdoptionMethod | None = None,
    further_bases: Sequence[BaseFacts] = (),
    today: date | None = None,
) -> WorkItem:
    """Put an item on the programme: approved (10.99) and registered (20.00) on the same day.

    A national decision of registration is both at once (programme_process §2.3). Without a
    ``number`` the item takes the year's next project number. ``milestones`` maps stage codes to
    planned days; ``today`` is the agency's day (that of ``at`` in UTC if not given). Raises
    :class:`Invalid` with one sentence per fact that cannot be kept.
    """
    require_manager(actor)
    facts = ItemFacts(
        number=number or next_number(session, registered_on.year),
        title_fr=title_fr,
        title_en=title_en or "",
        scope=scope or "",
        committee_id=committee_id,
        nature=nature,
        kind=kind,
        base_reference=base_reference or "",
        correspondence=correspondence,
        adoption_method=adoption_method,
        further_bases=tuple(further_bases),
        revises=revises or "",
        planned_reference=planned_reference or "",
        ics=tuple(ics),
        forecast=forecast,
        contact=contact or "",
        project_leader=project_leader or "",
    )
    problems, found = checked(session, facts, of=None)
    if registered_on > (today or at.date()):
        problems["registered_on"] = N_("Donnez une date qui n’est pas dans l’avenir.")
    problems |= plan_problems(session, milestones)
    if problems:
        raise Invalid(_PROBLEMS, problems)
    last = REGISTERED_CODES[-1]
    item = WorkItem(stage_code=last, stage_on=registered_on, registered_on=registered_on)
    write(item, facts, found)
    item.stage_events = [
        StageEvent(
            code=code, reached_on=registered_on, recorded_at=at, recorded_by_id=actor.account_id
        )
        for code in REGISTERED_CODES
    ]
    item.milestones = [
        Milestone(code=code, planned_on=day) for code, day in sorted(milestones.items())
    ]
    session.add(item)
    journal.record(
        session,
        actor=actor,
        tag="programme:registered",
        subject=item,
        at=at,
        changes=journal.diff({}, told(facts)),
    )
    outbox.reindex(session, "work_item", [item.id], at=at)
    return item


def edit_item(
    session: Session,
    item: WorkItem,
    facts: ItemFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
    reason: str = "",
) -> None:
    """Correct or complete what is written about an item.

    The forecast may be given where there is none; afterwards only the focal point reclassifies it
    (product_rules §2). An enquiry shorter than the WTO code asks needs a reason.
    """
    require_manager(actor)
    before = facts_of(session, item)
    require_version(item, seen_version, as_typed(before))
    problems, found = checked(session, facts, of=item)
    if item.forecast is not None and facts.forecast is not item.forecast:
        problems["forecast"] = N_(
            "La prévision ne change que par un avis du point focal genre sur la fiche."
        )
    days = enquiry_days(facts.enquiry_from, facts.enquiry_to)
    least = number_of(session, "enquiry_minimum_days", on=today)
    changed = (facts.enquiry_from, facts.enquiry_to) != (item.enquiry_from, item.enquiry_to)
    if days is not None and days < 0:
        problems["enquiry_to"] = N_("L’enquête se termine avant de commencer : revoyez les dates.")
    elif days is not None and changed and days < least and not reason:
        problems["reason"] = short_enquiry(days, least)
    if problems:
        raise Invalid(_PROBLEMS, problems)
    _load_lists(session, item, facts)
    write(item, facts, found)
    changes = journal.diff(told(before), told(facts))
    if not changes:
        return
    touch(item)
    journal.record(
        session,
        actor=actor,
        tag="programme:edited",
        subject=item,
        at=at,
        changes=changes,
        reason=reason or None,
    )
    outbox.reindex(session, "work_item", [item.id], at=at)


def set_forecast(
    session: Session, item: WorkItem, forecast: Forecast, *, actor: Actor, at: datetime, reason: str
) -> None:
    """Reclassify the forecast, as the focal point's opinion says (field 48)."""
    if not may_set_forecast(actor):
        raise NotAllowed(N_("Seul le point focal genre reclasse une prévision."))
    if item.forecast is forecast:
        return
    changes = {"forecast": [item.forecast, forecast]}
    item.forecast = forecast
    journal.record(
        session,
        actor=actor,
        tag="programme:forecast_set",
        subject=item,
        at=at,
        changes=changes,
        reason=reason,
    )
    outbox.reindex(session, "work_item", [item.id], at=at)


def set_exercise(
    session: Session,
    item: WorkItem,
    year: int,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    reason: str = "",
) -> None:
    """Carry an item in the programme of another year; the journal keeps where it was before."""
    require_manager(actor)
    require_version(item, seen_version, {"exercise": str(item.exercise)})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(N_("Donnez l’année de l’exercice, par exemple 2027."), field="exercise")
    if item.exercise == year:
        raise DomainError(N_("Ce sujet est déjà dans cet exercice."), field="exercise")
    changes = {"exercise": [item.exercise, year]}
    item.exercise = year
    journal.record(
        session,
        actor=actor,
        tag="programme:exercise_set",
        subject=item,
        at=at,
        changes=changes,
        reason=reason or None,
    )


def plan(
    session: Session,
    item: WorkItem,
    dates: Mapping[str, date],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put these planned days in place of those recorded; a stage left out is no longer planned."""
    require_manager(actor)
    known = {
        one.code: one
        for one in session.scalars(sa.select(Milestone).where(Milestone.work_item_id == item.id))
    }
    before = {code: one.planned_on for code, one in known.items()}
    current = {plan_field(code): f"{day:%d/%m/%Y}" for code, day in before.items()}
    require_version(item, seen_version, current)
    problems = plan_problems(session, dates)
    if problems:
        raise Invalid(N_("Ces dates ne sont pas enregistrées : corrigez-les."), problems)
    changes = journal.diff(before, dict(dates))
    if not changes:
        return
    for code, milestone in known.items():
        if code not in dates:
            session.delete(milestone)
        else:
            milestone.planned_on = dates[code]
    session.add_all(
        Milestone(work_item_id=item.id, code=code, planned_on=day)
        for code, day in sorted(dates.items())
        if code not in known
    )
    touch(item)
    journal.record(
        session, actor=actor, tag="programme:planned", subject=item, at=at, changes=changes
    )


def _load_lists(session: Session, item: WorkItem, facts: ItemFacts) -> None:
    """Have the item's codes and base standards at hand: replacing a list needs what it was.

    An item without a base standard has none beside it.
    """
    lists: list[Any] = [WorkItem.ics_codes]
    if item.base_reference is not None or facts.further_bases:
        lists.append(WorkItem.further_bases)
    missing = [one for one in lists if one.key in sa.inspect(item).unloaded]
    if missing:
        session.scalars(
            sa.select(WorkItem)
            .where(WorkItem.id == item.id)
            .options(*(selectinload(one) for one in missing))
        ).one()
