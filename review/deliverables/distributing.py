"""Keeping materials, and each time some of them were given out, shown or broadcast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.deliverables.guards import (
    require_reason,
    require_version,
    title_missing,
)
from review.deliverables.models import Distribution, Material
from review.deliverables.rules import require_keeper
from review.deliverables.vocabulary import MaterialKind


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """What is written of a material."""

    title: str
    kind: MaterialKind
    gender_theme: str = ""
    note: str = ""


def add_material(session: Session, facts: MaterialFacts, *, actor: Actor, at: datetime) -> Material:
    """Write a material that is distributed, or will be."""
    require_keeper(actor)
    _check(facts)
    made = Material(**asdict(facts), recorded_at=at)
    session.add(made)
    session.flush()
    _note(session, made, "material:added", actor=actor, at=at, changes=_plain(facts))
    return made


def edit_material(
    session: Session,
    material: Material,
    facts: MaterialFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change what is written of a material."""
    require_keeper(actor)
    before = _plain(facts_of(material))
    require_version(material, seen_version, {name: str(text) for name, text in before.items()})
    _check(facts)
    now = _plain(facts)
    changes = {name: [before[name], now[name]] for name in now if before[name] != now[name]}
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(material, name, value)
    _note(session, material, "material:edited", actor=actor, at=at, changes=changes)


def facts_of(material: Material) -> MaterialFacts:
    """Give what is written of a material."""
    return MaterialFacts(material.title, material.kind, material.gender_theme, material.note)


def distribute(
    session: Session,
    material: Material,
    *,
    distributed_on: date,
    copies: int | None,
    audience: str,
    medium: str,
    actor: Actor,
    at: datetime,
    today: date,
) -> Distribution:
    """Record that so many were distributed on a day; a day to come is refused."""
    require_keeper(actor)
    problems: dict[str, Message] = {}
    if distributed_on > today:
        problems["distributed_on"] = N_(
            "Donnez une date qui n’est pas dans l’avenir : une diffusion s’enregistre une fois "
            "faite."
        )
    if copies is None or copies < 1:
        problems["copies"] = N_("Écrivez combien, en chiffres : au moins 1.")
    if not audience.strip():
        problems["audience"] = N_("Écrivez où, ou à qui.")
    if problems:
        raise Invalid(N_("La diffusion n’est pas enregistrée."), problems)
    made = Distribution(
        material_id=material.id,
        distributed_on=distributed_on,
        copies=copies,
        audience=audience.strip(),
        medium=medium.strip(),
        recorded_at=at,
    )
    session.add(made)
    changes = {"distributed_on": distributed_on, "copies": copies, "audience": audience.strip()}
    _note(session, material, "material:distributed", actor=actor, at=at, changes=changes)
    return made


def cancel_distribution(
    session: Session,
    distribution: Distribution,
    *,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Take back a distribution recorded by mistake: it stays in sight and counts no more."""
    require_keeper(actor)
    if distribution.cancelled_at is not None:
        raise DomainError(N_("Cette diffusion est déjà annulée."))
    why = require_reason(reason)
    distribution.cancelled_at, distribution.cancel_reason = at, why
    changes = {"distributed_on": distribution.distributed_on, "copies": distribution.copies}
    _note(
        session,
        distribution.material,
        "material:distribution_cancelled",
        actor=actor,
        at=at,
        changes=changes,
        reason=why,
    )


def _check(facts: MaterialFacts) -> None:
    problems = title_missing(facts.title)
    if problems:
        raise Invalid(N_("Le support n’est pas enregistré."), problems)


def _plain(facts: MaterialFacts) -> dict[str, object]:
    return asdict(facts) | {"kind": facts.kind.value}


def _note(
    session: Session,
    material: Material,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, object],
    reason: str | None = None,
) -> None:
    journal.record(
        session, actor=actor, tag=tag, subject=material, at=at, changes=changes, reason=reason
    )
