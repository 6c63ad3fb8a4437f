"""Writing a draft at the screen: its lines and objectives, added, changed, removed.

The journal of these acts is the plan's: a line removed leaves what was said of it there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.action_plan.hooks import known_indicators, require_nothing_rests
from review.action_plan.lines import LineFacts, codes_written, line_problems
from review.action_plan.models import ActionPlan, PlanLine, PlanObjective
from review.action_plan.objectives import ObjectiveFacts, objective_problems
from review.action_plan.plans import require_draft
from review.action_plan.rules import require_keeper
from review.action_plan.vocabulary import COLUMNS


def add_line(
    session: Session, plan: ActionPlan, facts: LineFacts, *, actor: Actor, at: datetime
) -> PlanLine:
    """Add a line to a draft, after those of its result. Raises :class:`Invalid` by field."""
    require_keeper(actor)
    require_draft(session, plan)
    checked = _checked(session, plan, facts)
    line = made_line(plan.id, checked, position=_last(plan.lines) + 1)
    line.edited_at = at
    session.add(line)
    session.flush()
    _same_title(plan, checked)
    _note(
        session,
        plan,
        "plan:line_added",
        actor=actor,
        at=at,
        changes={"code": checked.code, **_plain(checked)},
    )
    return line


def edit_draft_line(
    session: Session,
    plan: ActionPlan,
    line: PlanLine,
    facts: LineFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change a line of a draft whole; its result's title changes for the whole result."""
    require_keeper(actor)
    require_draft(session, plan)
    before = _plain(line_facts(line))
    if line.version != seen_version:
        raise Conflict(before, line.version)
    checked = _checked(session, plan, facts, but=line)
    _keep_objective(plan, line, checked.result)
    if checked.code != line.code:
        require_nothing_rests(session, plan.id, line.code)
    changes = journal.diff(before, _plain(checked))
    if not changes:
        return
    code = line.code
    for name, value in _columns(checked).items():
        setattr(line, name, value)
    line.edited_at = at
    _same_title(plan, checked)
    _note(
        session,
        plan,
        "plan:draft_line_edited",
        actor=actor,
        at=at,
        changes={"line": code, **changes},
    )


def remove_line(
    session: Session,
    plan: ActionPlan,
    line: PlanLine,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a line off a draft; the journal keeps its words."""
    require_keeper(actor)
    require_draft(session, plan)
    if line.version != seen_version:
        raise Conflict(_plain(line_facts(line)), line.version)
    _keep_objective(plan, line, "")
    require_nothing_rests(session, plan.id, line.code)
    _note(session, plan, "plan:line_removed", actor=actor, at=at, changes=_plain(line_facts(line)))
    session.delete(line)
    session.flush()


def add_objective(
    session: Session,
    plan: ActionPlan,
    result: str,
    facts: ObjectiveFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> PlanObjective:
    """Give a result of a draft its objective; a result has one. Raises :class:`Invalid`."""
    require_keeper(actor)
    require_draft(session, plan)
    problems = objective_problems(facts, today)
    if result not in results_without_objective(plan):
        problems["result"] = N_("Choisissez un résultat du plan qui n’a pas encore d’objectif.")
    if problems:
        raise Invalid(N_("L’objectif n’est pas enregistré."), problems)
    objective = made_objective(
        plan.id, f"R{result}", result, facts, position=_last(plan.objectives) + 1
    )
    objective.edited_at = at
    session.add(objective)
    session.flush()
    told = {"code": objective.code, **asdict(facts)}
    _note(session, plan, "plan:objective_added", actor=actor, at=at, changes=told)
    return objective


def remove_objective(
    session: Session,
    plan: ActionPlan,
    objective: PlanObjective,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take the objective off a result of a draft."""
    require_keeper(actor)
    require_draft(session, plan)
    if objective.version != seen_version:
        raise Conflict({}, objective.version)
    told = {"code": objective.code, "text": objective.text, **objective.slots}
    _note(session, plan, "plan:objective_removed", actor=actor, at=at, changes=told)
    session.delete(objective)
    session.flush()


def results_without_objective(plan: ActionPlan) -> Mapping[str, str]:
    """Give the title of each result of a plan that has no objective, by its number."""
    have = {one.result for one in plan.objectives}
    return {one.result: one.result_title for one in plan.lines if one.result not in have}


def line_facts(line: PlanLine) -> LineFacts:
    """Give what is written of a line."""
    return LineFacts(
        code=line.code,
        result=line.result,
        result_title=line.result_title,
        words={name: getattr(line, name) for name in COLUMNS},
        indicator_code=line.indicator_code,
    )


def made_line(plan_id: int, facts: LineFacts, *, position: int) -> PlanLine:
    """Make a line of facts already checked."""
    sources = {f"{name}_source": text for name, text in facts.sources.items()}
    return PlanLine(plan_id=plan_id, position=position, **_columns(facts), **sources)


def made_objective(
    plan_id: int, code: str, result: str, facts: ObjectiveFacts, *, position: int, source: str = ""
) -> PlanObjective:
    """Make an objective of facts already checked."""
    return PlanObjective(
        plan_id=plan_id,
        code=code,
        result=result,
        position=position,
        text_source=source,
        **asdict(facts),
    )


def _checked(
    session: Session, plan: ActionPlan, facts: LineFacts, *, but: PlanLine | None = None
) -> LineFacts:
    others = [one for one in plan.lines if one is not but]
    tidy = replace(
        facts,
        code=facts.code.strip(),
        result=facts.result.strip(),
        result_title=facts.result_title.strip(),
        words={name: facts.words.get(name, "").strip() for name in COLUMNS},
        indicator_code=codes_written(facts.indicator_code),
    )
    if not tidy.result_title:
        titles = (one.result_title for one in others if one.result == tidy.result)
        tidy = replace(tidy, result_title=next(titles, ""))
    problems = line_problems(tidy, known_indicators(session))
    if not tidy.result_title:
        problems["result_title"] = N_("Écrivez le titre du résultat : c’est sa première ligne.")
    if any(one.code == tidy.code for one in others):
        problems["code"] = N_("Une ligne du plan a déjà ce code : choisissez-en un autre.")
    if problems:
        raise Invalid(N_("La ligne n’est pas enregistrée."), problems)
    return tidy


def _keep_objective(plan: ActionPlan, line: PlanLine, result: str) -> None:
    """Refuse to leave an objective without a line of its result."""
    alone = not any(one.result == line.result for one in plan.lines if one is not line)
    has_objective = any(one.result == line.result for one in plan.objectives)
    if alone and has_objective and line.result != result:
        raise DomainError(
            N_(
                "C’est la dernière ligne du résultat %(number)s, qui a un objectif : retirez "
                "d’abord l’objectif.",
                number=line.result,
            )
        )


def _same_title(plan: ActionPlan, facts: LineFacts) -> None:
    for one in plan.lines:
        if one.result == facts.result and one.result_title != facts.result_title:
            one.result_title = facts.result_title


def _last(rows: Collection[PlanLine] | Collection[PlanObjective]) -> int:
    return max((one.position for one in rows), default=0)


def _columns(facts: LineFacts) -> dict[str, str]:
    return {
        "code": facts.code,
        "result": facts.result,
        "result_title": facts.result_title,
        **{name: facts.words.get(name, "") for name in COLUMNS},
        "indicator_code": facts.indicator_code,
    }


def _plain(facts: LineFacts) -> dict[str, str]:
    return _columns(facts)


def _note(
    session: Session,
    plan: ActionPlan,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
) -> None:
    journal.record(session, actor=actor, tag=tag, subject=plan, at=at, changes=changes)
