"""Keeping deliverables and their steps: written, ordered, done with what shows it, corrected."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotFound
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.services import Upload
from catalogue.work_programme.text_acts import keep_file
from review.action_plan.models import PlanLine
from review.deliverables.guards import (
    IN_THE_FUTURE,
    note,
    require_reason,
    require_under_way,
    require_version,
    title_missing,
    written,
)
from review.deliverables.models import DeliverableStep, PlanDeliverable
from review.deliverables.queries import last_position
from review.deliverables.rules import require_keeper
from review.deliverables.vocabulary import DeliverableKind


@dataclass(frozen=True, slots=True)
class DeliverableFacts:
    """What is written of a deliverable."""

    line_code: str
    kind: DeliverableKind
    title: str
    owner: str = ""
    due_on: date | None = None


def add_deliverable(
    session: Session,
    plan_id: int,
    facts: DeliverableFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> PlanDeliverable:
    """Write a deliverable of a plan, planned from today on."""
    require_keeper(actor)
    _check(session, plan_id, facts)
    made = PlanDeliverable(
        **asdict(facts),
        plan_id=plan_id,
        position=last_position(session, plan_id, facts.line_code) + 1,
        planned_from=today,
    )
    session.add(made)
    session.flush()
    note(session, made, "deliverable:added", actor=actor, at=at, changes=_plain(facts))
    return made


def edit_deliverable(
    session: Session,
    deliverable: PlanDeliverable,
    facts: DeliverableFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change what is written of a deliverable that is under way."""
    require_keeper(actor)
    before = facts_of(deliverable)
    require_version(deliverable, seen_version, _texts(before))
    require_under_way(deliverable)
    _check(session, deliverable.plan_id, facts)
    told, now = _plain(before), _plain(facts)
    changes = {name: [told[name], now[name]] for name in now if told[name] != now[name]}
    if not changes:
        return
    if facts.line_code != before.line_code:
        place = last_position(session, deliverable.plan_id, facts.line_code)
        deliverable.position = place + 1
    for name, value in asdict(facts).items():
        setattr(deliverable, name, value)
    note(session, deliverable, "deliverable:edited", actor=actor, at=at, changes=changes)


def facts_of(deliverable: PlanDeliverable) -> DeliverableFacts:
    """Give what is written of a deliverable."""
    return DeliverableFacts(
        deliverable.line_code,
        deliverable.kind,
        deliverable.title,
        deliverable.owner,
        deliverable.due_on,
    )


def add_step(
    session: Session,
    deliverable: PlanDeliverable,
    *,
    title: str,
    planned_on: date | None,
    actor: Actor,
    at: datetime,
) -> DeliverableStep:
    """Write a step after those there are; its day may be unknown."""
    require_keeper(actor)
    require_under_way(deliverable)
    _check_title(title)
    position = max((one.position for one in deliverable.steps), default=0) + 1
    step = DeliverableStep(position=position, title=title, planned_on=planned_on)
    deliverable.steps.append(step)
    changes = {"step": title, "planned_on": planned_on}
    note(session, deliverable, "deliverable:step_added", actor=actor, at=at, changes=changes)
    return step


def edit_step(
    session: Session,
    step: DeliverableStep,
    *,
    title: str,
    planned_on: date | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change the words or the planned day of a step still to do."""
    require_keeper(actor)
    current = {"title": step.title, "planned_on": written(step.planned_on)}
    require_version(step, seen_version, current)
    require_under_way(step.deliverable)
    _require_to_do(step)
    _check_title(title)
    if (step.title, step.planned_on) == (title, planned_on):
        return
    changes = {"step": [step.title, title], "planned_on": [step.planned_on, planned_on]}
    step.title, step.planned_on = title, planned_on
    note(session, step.deliverable, "deliverable:step_edited", actor=actor, at=at, changes=changes)


def move_step_up(
    session: Session, step: DeliverableStep, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Put a step before the one that precedes it; the first stays where it is."""
    require_keeper(actor)
    deliverable = step.deliverable
    require_version(deliverable, seen_version, {})
    require_under_way(deliverable)
    steps = list(deliverable.steps)
    place = steps.index(step)
    if place == 0:
        return
    steps[place - 1 : place + 1] = [step, steps[place - 1]]
    for position, one in enumerate(steps, start=1):
        one.position = position
    changes = {"step": step.title, "place": [place + 1, place]}
    note(session, deliverable, "deliverable:step_moved", actor=actor, at=at, changes=changes)


def remove_step(
    session: Session, step: DeliverableStep, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take away a step still to do; the journal keeps what it said."""
    require_keeper(actor)
    require_version(step, seen_version, {})
    deliverable = step.deliverable
    require_under_way(deliverable)
    _require_to_do(step)
    changes = {"step": step.title, "planned_on": step.planned_on}
    deliverable.steps.remove(step)
    note(session, deliverable, "deliverable:step_removed", actor=actor, at=at, changes=changes)


def do_step(
    session: Session,
    step: DeliverableStep,
    *,
    done_on: date,
    evidence_note: str,
    evidence: Upload | None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Record that a step is done, when, and what shows it; the last one needs something to show."""
    require_keeper(actor)
    require_version(step, seen_version, _done_texts(step))
    require_under_way(step.deliverable)
    _require_to_do(step)
    if done_on > today:
        raise DomainError(IN_THE_FUTURE, field="done_on")
    step.document_id = keep_file(session, evidence, "evidence", actor, at, title=step.title)
    step.done_on, step.evidence_note = done_on, evidence_note
    changes = _told(step)
    note(session, step.deliverable, "deliverable:step_done", actor=actor, at=at, changes=changes)


def correct_step(
    session: Session,
    step: DeliverableStep,
    *,
    done_on: date,
    evidence_note: str,
    evidence: Upload | None,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct the day or the evidence of a step done, with a reason.

    A file chosen takes the place of the former one; without one, the former one stays.
    """
    require_keeper(actor)
    require_version(step, seen_version, _done_texts(step))
    require_under_way(step.deliverable)
    _require_done(step)
    why = require_reason(reason)
    if done_on > today:
        raise DomainError(IN_THE_FUTURE, field="done_on")
    before = _told(step)
    kept = keep_file(session, evidence, "evidence", actor, at, title=step.title)
    step.document_id = kept or step.document_id
    step.done_on, step.evidence_note = done_on, evidence_note
    after = _told(step)
    changes = {name: [before[name], value] for name, value in after.items()}
    note(
        session,
        step.deliverable,
        "deliverable:step_corrected",
        actor=actor,
        at=at,
        changes=changes,
        reason=why,
    )


def reopen_step(
    session: Session,
    step: DeliverableStep,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Say that a step recorded as done is still to do; the journal keeps what was recorded."""
    require_keeper(actor)
    require_version(step, seen_version, {})
    require_under_way(step.deliverable)
    _require_done(step)
    why = require_reason(reason)
    changes = _told(step)
    step.done_on, step.evidence_note, step.document_id = None, "", None
    note(
        session,
        step.deliverable,
        "deliverable:step_reopened",
        actor=actor,
        at=at,
        changes=changes,
        reason=why,
    )


def step_of(deliverable: PlanDeliverable, step_id: int) -> DeliverableStep:
    """Give a step of a deliverable; :class:`NotFound` when it was taken away."""
    found = next((one for one in deliverable.steps if one.id == step_id), None)
    if found is None:
        raise NotFound(N_("Cette étape n’existe plus : la page du livrable les donne toutes."))
    return found


def _check(session: Session, plan_id: int, facts: DeliverableFacts) -> None:
    problems: dict[str, Message] = dict(title_missing(facts.title))
    line = PlanLine.plan_id == plan_id, PlanLine.code == facts.line_code
    known = sa.select(sa.exists().where(*line))
    if not session.scalar(known):
        problems["line_code"] = N_("Choisissez une ligne du plan.")
    if problems:
        raise Invalid(N_("Le livrable n’est pas enregistré."), problems)


def _check_title(title: str) -> None:
    problems = title_missing(title)
    if problems:
        raise Invalid(N_("L’étape n’est pas enregistrée."), problems)


def _require_to_do(step: DeliverableStep) -> None:
    if step.done_on is not None:
        raise DomainError(N_("Cette étape est faite : corrigez-la avec un motif."))


def _require_done(step: DeliverableStep) -> None:
    if step.done_on is None:
        raise DomainError(N_("Cette étape n’est pas encore faite : il n’y a rien à corriger."))


def _plain(facts: DeliverableFacts) -> dict[str, object]:
    return asdict(facts) | {"kind": facts.kind.value}


def _texts(facts: DeliverableFacts) -> dict[str, str]:
    plain = _plain(facts) | {"due_on": written(facts.due_on)}
    return {name: str(value) for name, value in plain.items()}


def _done_texts(step: DeliverableStep) -> dict[str, str]:
    return {"done_on": written(step.done_on), "evidence_note": step.evidence_note}


def _told(step: DeliverableStep) -> dict[str, object]:
    return {
        "step": step.title,
        "done_on": step.done_on,
        "evidence_note": step.evidence_note,
        "document_id": step.document_id,
    }
