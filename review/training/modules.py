"""Keeping the modules: what is taught, for whom, and from when to when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.errors import Conflict, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.training.duration import minutes_of, written
from review.training.models import TrainingModule
from review.training.rules import require_keeper
from review.training.vocabulary import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFacts:
    """What is written about a module; ``hours`` as people write it."""

    title: str
    audience: Audience
    objectives: str
    hours: str
    exists_from: date
    withdrawn_on: date | None = None


def add_module(
    session: Session,
    facts: ModuleFacts,
    *,
    document: Document | None = None,
    actor: Actor,
    at: datetime,
    today: date,
) -> TrainingModule:
    """Add a module that exists. Raises :class:`Invalid` with a sentence per field."""
    require_keeper(actor)
    minutes = _refuse_faults(session, facts, today=today)
    module = TrainingModule(
        **_told(facts, minutes), document_id=document.id if document is not None else None
    )
    session.add(module)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="training:module_added",
        subject=module,
        at=at,
        changes=journal.diff({}, _told(facts, minutes)),
    )
    return module


def change_module(
    session: Session,
    module: TrainingModule,
    facts: ModuleFacts,
    *,
    document: Document | None = None,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct a module, give it another text, or say from when it is not used any more."""
    require_keeper(actor)
    before = _told(facts_of(module), module.minutes)
    if module.version != seen_version:
        raise Conflict(recorded_texts(module), module.version)
    minutes = _refuse_faults(session, facts, today=today, module=module)
    after = _told(facts, minutes)
    if document is not None:
        before["document_id"], after["document_id"] = module.document_id, document.id
    changes = journal.diff(before, after)
    if not changes:
        return
    for name, value in after.items():
        setattr(module, name, value)
    journal.record(
        session,
        actor=actor,
        tag="training:module_changed",
        subject=module,
        at=at,
        changes=changes,
    )


def facts_of(module: TrainingModule) -> ModuleFacts:
    """Give what is written about a module."""
    return ModuleFacts(
        title=module.title,
        audience=module.audience,
        objectives=module.objectives,
        hours=written(module.minutes),
        exists_from=module.exists_from,
        withdrawn_on=module.withdrawn_on,
    )


def recorded_texts(module: TrainingModule) -> dict[str, str]:
    """Give the recorded facts of a module as texts, by the names of its form."""
    return {
        "title": module.title,
        "audience": module.audience.value,
        "objectives": module.objectives,
        "hours": written(module.minutes),
        "exists_from": f"{module.exists_from:%d/%m/%Y}",
        "withdrawn_on": f"{module.withdrawn_on:%d/%m/%Y}" if module.withdrawn_on else "",
    }


def _told(facts: ModuleFacts, minutes: int) -> dict[str, object]:
    told = asdict(facts)
    del told["hours"]
    return told | {"minutes": minutes}


def _refuse_faults(
    session: Session, facts: ModuleFacts, *, today: date, module: TrainingModule | None = None
) -> int:
    problems: dict[str, Message] = {}
    minutes = minutes_of(facts.hours)
    if not facts.title:
        problems["title"] = N_("Écrivez le titre du module.")
    same = session.scalars(
        sa.select(TrainingModule.id).where(TrainingModule.title == facts.title)
    ).one_or_none()
    if same is not None and (module is None or same != module.id):
        problems["title"] = N_("Un module porte déjà ce titre : modifiez-le, ou changez celui-ci.")
    if not facts.objectives:
        problems["objectives"] = N_("Écrivez ce que les personnes sauront faire après le module.")
    if minutes is None:
        problems["hours"] = N_("Écrivez la durée en heures, par exemple 6, 7,5 ou 7 h 30.")
    if facts.exists_from > today:
        problems["exists_from"] = N_(
            "Ce jour est à venir : notez le module une fois qu’il existe. Une formation à venir se "
            "prévoit à part."
        )
    if facts.withdrawn_on is not None and facts.withdrawn_on < facts.exists_from:
        problems["withdrawn_on"] = N_("Le retrait ne peut pas précéder le premier jour du module.")
    if problems or minutes is None:
        raise Invalid(N_("Le module n’est pas enregistré."), problems)
    return minutes
