"""Keeping the plan: its words corrected, its objectives filled, versions published, validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.services import Upload
from catalogue.work_programme.text_acts import keep_file
from review.action_plan.hooks import known_indicators
from review.action_plan.lines import codes_written, indicator_problem
from review.action_plan.models import (
    ActionPlan,
    PlanLine,
    PlanObjective,
    PlanValidation,
    PlanVersion,
)
from review.action_plan.objectives import IN_THE_FUTURE, ObjectiveFacts, objective_problems
from review.action_plan.queries import (
    is_draft,
    last_version,
    lines_content,
    objectives_content,
)
from review.action_plan.rules import require_keeper
from review.action_plan.vocabulary import COLUMNS

_WHY = N_("Écrivez le motif : il est gardé avec le plan.")


@dataclass(frozen=True, slots=True)
class ValidationFacts:
    """Who validated the plan, by which act, and when."""

    validated_by: str
    reference: str
    validated_on: date


def edit_line(
    session: Session,
    line: PlanLine,
    words: Mapping[str, str],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change the corrected words of a line, and the indicators that follow it.

    The text of the source is never touched.
    """
    require_keeper(actor)
    names = (*COLUMNS, "indicator_code")
    before = {name: getattr(line, name) for name in names}
    if line.version != seen_version:
        raise Conflict(before, line.version)
    problems: dict[str, Message] = {}
    if not words["activity"].strip():
        problems["activity"] = N_("Écrivez l’activité : c’est le titre de la ligne.")
    after = {name: words[name].strip() for name in COLUMNS}
    after["indicator_code"] = codes_written(words.get("indicator_code", line.indicator_code))
    wrong = indicator_problem(after["indicator_code"], known_indicators(session))
    if wrong is not None:
        problems["indicator_code"] = wrong
    if problems:
        raise Invalid(N_("La ligne n’est pas enregistrée."), problems)
    changes = journal.diff(before, after)
    if not changes:
        return
    for name, (_old, new) in changes.items():
        setattr(line, name, new)
    line.edited_at = at
    journal.record(
        session, actor=actor, tag="plan:line_edited", subject=line, at=at, changes=changes
    )


def edit_objective(
    session: Session,
    objective: PlanObjective,
    facts: ObjectiveFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Change the corrected words of an objective and its slots."""
    require_keeper(actor)
    before = objective_facts(objective)
    if objective.version != seen_version:
        raise Conflict(_texts(before), objective.version)
    problems = objective_problems(facts, today)
    if problems:
        raise Invalid(N_("L’objectif n’est pas enregistré."), problems)
    now = asdict(facts)
    changes: dict[str, object] = {**journal.diff(asdict(before), now)}
    if not changes:
        return
    for name in changes:
        setattr(objective, name, now[name])
    objective.edited_at = at
    plan = session.get_one(ActionPlan, objective.plan_id)
    subject: ActionPlan | PlanObjective = objective
    if is_draft(session, plan):
        # A draft's objective may be removed: what was said of it stays with the plan.
        subject, changes = plan, {"code": objective.code, **changes}
    journal.record(
        session, actor=actor, tag="plan:objective_edited", subject=subject, at=at, changes=changes
    )


def objective_facts(objective: PlanObjective) -> ObjectiveFacts:
    """Give what is written of an objective."""
    return ObjectiveFacts(
        **{name: getattr(objective, name) for name in ObjectiveFacts.__dataclass_fields__}
    )


def publish_version(
    session: Session,
    plan: ActionPlan,
    *,
    reason: str,
    effective_on: date,
    actor: Actor,
    at: datetime,
    today: date,
) -> PlanVersion:
    """Freeze the text of a plan as it stands; it holds from a day on, with a reason."""
    require_keeper(actor)
    if not plan.lines:
        raise DomainError(N_("Ce plan n’a aucune ligne : ajoutez-en une avant de le publier."))
    last = last_version(session, plan.id)
    objectives, lines = objectives_content(plan), lines_content(plan)
    problems: dict[str, Message] = {}
    if not reason.strip():
        problems["reason"] = _WHY
    if effective_on > today:
        problems["effective_on"] = IN_THE_FUTURE
    elif last is not None and effective_on < last.effective_on:
        problems["effective_on"] = N_(
            "La version %(number)s vaut depuis le %(day)s : donnez ce jour ou un jour suivant.",
            number=last.number,
            day=f"{last.effective_on:%d/%m/%Y}",
        )
    if problems:
        raise Invalid(N_("La version n’est pas publiée."), problems)
    if last is not None and (last.objectives, last.lines) == (objectives, lines):
        raise DomainError(
            N_("Rien n’a changé depuis la dernière version : il n’y a rien à publier.")
        )
    made = PlanVersion(
        plan_id=plan.id,
        number=1 if last is None else last.number + 1,
        effective_on=effective_on,
        published_at=at,
        published_by_id=actor.account_id,
        reason=reason.strip(),
        objectives=objectives,
        lines=lines,
    )
    session.add(made)
    changes = {"number": made.number, "effective_on": effective_on}
    journal.record(
        session,
        actor=actor,
        tag="plan:version_published",
        subject=plan,
        at=at,
        changes=changes,
        reason=made.reason,
    )
    return made


def record_validation(
    session: Session,
    plan: ActionPlan,
    facts: ValidationFacts,
    *,
    document: Upload | None,
    replaces: PlanValidation | None = None,
    reason: str = "",
    actor: Actor,
    at: datetime,
    today: date,
) -> PlanValidation:
    """Record who validated a plan; a correction is a record beside the one it replaces."""
    require_keeper(actor)
    problems: dict[str, Message] = {}
    if not facts.validated_by.strip():
        problems["validated_by"] = N_("Dites quelle instance a validé le plan.")
    if not facts.reference.strip():
        problems["reference"] = N_("Écrivez la référence de la décision.")
    if facts.validated_on > today:
        problems["validated_on"] = IN_THE_FUTURE
    if replaces is not None and not reason.strip():
        problems["reason"] = _WHY
    if problems:
        raise Invalid(N_("La validation n’est pas enregistrée."), problems)
    _require_standing(session, plan, replaces)
    kept = keep_file(session, document, "document", actor, at, title=facts.reference)
    former = replaces.document_id if replaces is not None else None
    made = PlanValidation(
        plan_id=plan.id,
        validated_by=facts.validated_by.strip(),
        reference=facts.reference.strip(),
        validated_on=facts.validated_on,
        document_id=kept or former,
        replaces_id=replaces.id if replaces is not None else None,
        correction_reason=reason.strip() if replaces is not None else None,
        recorded_at=at,
        recorded_by_id=actor.account_id,
    )
    session.add(made)
    tag = "plan:validated" if replaces is None else "plan:validation_corrected"
    changes = asdict(facts) | {"document_id": made.document_id}
    journal.record(
        session,
        actor=actor,
        tag=tag,
        subject=plan,
        at=at,
        changes=changes,
        reason=made.correction_reason,
    )
    return made


def _require_standing(session: Session, plan: ActionPlan, replaces: PlanValidation | None) -> None:
    replaced = sa.select(PlanValidation.replaces_id).where(PlanValidation.replaces_id.is_not(None))
    standing = session.scalars(
        sa.select(PlanValidation.id).where(
            PlanValidation.plan_id == plan.id, PlanValidation.id.not_in(replaced)
        )
    ).all()
    if replaces is None and standing:
        raise DomainError(N_("La validation est déjà enregistrée : corrigez-la avec un motif."))
    if replaces is not None and replaces.id not in standing:
        raise DomainError(
            N_("Cette validation a déjà été corrigée : corrigez la dernière enregistrée.")
        )


def _texts(facts: ObjectiveFacts) -> dict[str, str]:
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""
        for name, value in asdict(facts).items()
    }
