"""Plans themselves: written at the screen, their title and period, taken back while drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.action_plan.hooks import require_nothing_rests
from review.action_plan.models import ActionPlan, PlanValidation
from review.action_plan.queries import is_draft
from review.action_plan.rules import require_keeper

LONGEST_TITLE = 300
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan is called, and the days it goes from and to, both among its days."""

    code: str
    title: str
    starts_on: date | None
    ends_on: date | None


def facts_of(plan: ActionPlan) -> PlanFacts:
    """Give what a plan is called and its days."""
    return PlanFacts(plan.code, plan.title_fr, plan.starts_on, plan.ends_on)


def check_plan(session: Session, facts: PlanFacts, *, but: ActionPlan | None = None) -> PlanFacts:
    """Give the facts tidied; :class:`Invalid` names those that cannot stand.

    ``but`` is the plan being changed, whose code is its own.
    """
    tidy = PlanFacts(facts.code.strip().lower(), facts.title.strip(), facts.starts_on,
                     facts.ends_on)  # fmt: skip
    problems: dict[str, Message] = {}
    if not _CODE.fullmatch(tidy.code):
        problems["code"] = N_(
            "Écrivez le code en lettres sans accent, chiffres et tirets, sans espace : par exemple "
            "amanorm-2027-2029."
        )
    elif _taken(session, tidy.code, but):
        problems["code"] = N_(
            "Un plan porte déjà le code « %(code)s » : choisissez-en un autre.", code=tidy.code
        )
    if not tidy.title:
        problems["title"] = N_("Écrivez le titre du plan.")
    elif len(tidy.title) > LONGEST_TITLE:
        problems["title"] = N_("Raccourcissez le titre : %(most)d caractères au plus.",
                               most=LONGEST_TITLE)  # fmt: skip
    if tidy.starts_on is None:
        problems["starts_on"] = N_("Donnez le premier jour du plan.")
    if tidy.ends_on is None:
        problems["ends_on"] = N_("Donnez le dernier jour du plan.")
    elif tidy.starts_on is not None and tidy.ends_on < tidy.starts_on:
        problems["ends_on"] = N_(
            "Le plan finirait avant de commencer : corrigez l’une des deux dates."
        )
    if problems:
        raise Invalid(N_("Le plan n’est pas enregistré."), problems)
    return tidy


def _taken(session: Session, code: str, but: ActionPlan | None) -> bool:
    same = sa.select(ActionPlan.id).where(ActionPlan.code == code)
    if but is not None:
        same = same.where(ActionPlan.id != but.id)
    return session.scalar(same) is not None


def new_plan(facts: PlanFacts, *, source: str | None, at: datetime) -> ActionPlan:
    """Make a plan of facts already checked; who asks adds it and records why it exists."""
    if facts.starts_on is None or facts.ends_on is None:
        raise ValueError("the facts of a plan are checked before it is made")
    return ActionPlan(
        code=facts.code,
        title_fr=facts.title,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        source=source,
        loaded_at=at,
    )


def create_plan(session: Session, facts: PlanFacts, *, actor: Actor, at: datetime) -> ActionPlan:
    """Write a plan without lines yet: a draft that only the agency reads."""
    require_keeper(actor)
    checked = check_plan(session, facts)
    plan = new_plan(checked, source=None, at=at)
    session.add(plan)
    session.flush()
    journal.record(
        session, actor=actor, tag="plan:created", subject=plan, at=at, changes=_plain(checked)
    )
    return plan


def edit_plan(
    session: Session,
    plan: ActionPlan,
    facts: PlanFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change the code, title or period of a draft; a published plan keeps them."""
    require_keeper(actor)
    require_draft(session, plan)
    before = _plain(facts_of(plan))
    if plan.version != seen_version:
        raise Conflict(written_facts(plan), plan.version)
    checked = check_plan(session, facts, but=plan)
    changes = journal.diff(before, _plain(checked))
    if not changes:
        return
    plan.code, plan.title_fr = checked.code, checked.title
    plan.starts_on, plan.ends_on = checked.starts_on, checked.ends_on  # type: ignore[assignment]
    journal.record(
        session, actor=actor, tag="plan:facts_edited", subject=plan, at=at, changes=changes
    )


def take_back(
    session: Session, plan: ActionPlan, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take back a draft on which nothing rests; its code is free again, its journal stays."""
    require_keeper(actor)
    require_draft(session, plan)
    if plan.version != seen_version:
        raise Conflict(written_facts(plan), plan.version)
    validated = sa.exists().where(PlanValidation.plan_id == plan.id)
    if session.scalar(sa.select(validated)):
        raise DomainError(
            N_("La validation de ce plan est enregistrée : il ne peut plus être retiré.")
        )
    require_nothing_rests(session, plan.id)
    journal.record(
        session,
        actor=actor,
        tag="plan:taken_back",
        subject=plan,
        at=at,
        changes=_plain(facts_of(plan)),
    )
    plan.taken_back_at = at
    # No plan can be given this code: codes have no tilde.
    plan.code = f"~{plan.id}"


def require_draft(session: Session, plan: ActionPlan) -> None:
    """Refuse an act that only a draft allows."""
    if not is_draft(session, plan):
        raise DomainError(
            N_(
                "Une version de ce plan est publiée : ses lignes et sa période ne changent plus. "
                "Corrigez les mots d’une ligne, ou chargez un autre plan."
            )
        )


def overlapping(
    session: Session, starts_on: date, ends_on: date, *, but: int | None = None
) -> Sequence[ActionPlan]:
    """Give the other plans with a day in common: the one begun last is the plan of those days."""
    found = sa.select(ActionPlan).where(
        ActionPlan.taken_back_at.is_(None),
        ActionPlan.starts_on <= ends_on,
        ActionPlan.ends_on >= starts_on,
    )
    if but is not None:
        found = found.where(ActionPlan.id != but)
    return session.scalars(found.order_by(ActionPlan.starts_on)).all()


def written_facts(plan: ActionPlan) -> dict[str, str]:
    """Give what a plan is called and its days, as a form shows them."""
    return {
        "code": plan.code,
        "title": plan.title_fr,
        "starts_on": f"{plan.starts_on:%d/%m/%Y}",
        "ends_on": f"{plan.ends_on:%d/%m/%Y}",
    }


def _plain(facts: PlanFacts) -> dict[str, object]:
    return asdict(facts)
