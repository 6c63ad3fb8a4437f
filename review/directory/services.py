"""Keeping the structures working for gender equality, and how many are said to exist."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.directory import guards
from review.directory.models import DeclaredUniverse, Structure
from review.directory.queries import same_name
from review.directory.rules import require_keeper
from review.directory.vocabulary import StructureKind, StructureState
from review.directory.workflow import TRANSITIONS, may

_NOT_KEPT = N_("La structure n’est pas enregistrée.")
_TWICE = N_(
    "Une structure du répertoire porte déjà ce nom ou ce sigle. Si c’est une autre, cochez cette "
    "case ; sinon, ouvrez la fiche qui existe."
)
_BEFORE = N_("La structure a été identifiée plus tard : donnez une date qui suit.")


@dataclass(frozen=True, slots=True)
class StructureFacts:
    """What is written of a structure."""

    name: str
    kind: StructureKind
    source: str
    identified_on: date
    acronym: str = ""
    region: str = ""
    domain: str = ""
    contact: str = ""
    website: str = ""
    source_link: str = ""
    source_date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UniverseFacts:
    """How many structures exist, of what, and who says so."""

    number: int | None
    scope: str
    source: str
    declared_on: date
    source_link: str = ""
    source_date: str = ""


def add_structure(
    session: Session,
    facts: StructureFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
    apart: bool = False,
) -> Structure:
    """Write a structure; one of the same name or acronym is refused unless said to be another."""
    require_keeper(actor)
    problems = structure_problems(facts, today)
    if not problems and not apart and same_name(session, facts.name, facts.acronym):
        problems["apart"] = _TWICE
    if problems:
        raise Invalid(_NOT_KEPT, problems)
    made = Structure(**asdict(facts), state=StructureState.IDENTIFIED, edited_at=at)
    session.add(made)
    session.flush()
    journal.record(
        session, actor=actor, tag="structure:added", subject=made, at=at, changes=_plain(facts)
    )
    return made


def edit_structure(
    session: Session,
    structure: Structure,
    facts: StructureFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Change what is written of a structure."""
    require_keeper(actor)
    before = facts_of(structure)
    told = asdict(before) | {"kind": before.kind.value}
    guards.require_version(
        structure, seen_version, {name: guards.written(value) for name, value in told.items()}
    )
    problems = structure_problems(facts, today)
    ends = [day for day in (structure.verified_on, structure.retired_on) if day is not None]
    if "identified_on" not in problems and any(day < facts.identified_on for day in ends):
        problems["identified_on"] = N_("La structure a été vérifiée ou retirée avant cette date.")
    if problems:
        raise Invalid(_NOT_KEPT, problems)
    changes = guards.differences(_plain(before), _plain(facts))
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(structure, name, value)
    structure.edited_at = at
    journal.record(
        session, actor=actor, tag="structure:edited", subject=structure, at=at, changes=changes
    )


def move_structure(
    session: Session,
    structure: Structure,
    act: str,
    *,
    on: date | None,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Verify a structure, take it away or put it back; each is dated and says why.

    Put back, it is as if it had never been taken away: the journal keeps that it was.
    """
    require_keeper(actor)
    guards.require_version(structure, seen_version, {})
    if not may(act, structure.state):
        raise DomainError(N_("Cet acte n’est plus possible : la fiche dit où elle en est."))
    why = guards.require_reason(reason)
    before = {"state": structure.state.value, "on": structure.retired_on or structure.verified_on}
    if act == "restore":
        structure.retired_on, structure.retire_reason = None, None
        structure.verified_on, structure.verified_how = None, ""
        day = today
    else:
        day = guards.require_past(on, today, "on")
        if day < structure.identified_on:
            raise DomainError(_BEFORE, field="on")
        if act == "verify":
            structure.verified_on, structure.verified_how = day, why
        else:
            structure.retired_on, structure.retire_reason = day, why
    moved = TRANSITIONS[act]
    structure.state = moved.target
    structure.edited_at = at
    changes = {"state": [before["state"], moved.target.value], "on": [before["on"], day]}
    journal.record(
        session, actor=actor, tag=moved.tag, subject=structure, at=at, changes=changes, reason=why
    )


def declare_universe(
    session: Session, facts: UniverseFacts, *, actor: Actor, at: datetime, today: date
) -> DeclaredUniverse:
    """Record how many structures a source says there are; the former ones stay beside."""
    require_keeper(actor)
    problems = guards.link_problems(source_link=facts.source_link)
    if not facts.number or facts.number < 1:
        problems["number"] = N_("Écrivez combien de structures existent, en chiffres.")
    if not facts.scope.strip():
        problems["scope"] = N_("Écrivez ce que ce total compte, et où.")
    if not facts.source.strip():
        problems["source"] = guards.NO_SOURCE
    if facts.declared_on > today:
        problems["declared_on"] = guards.IN_THE_FUTURE
    if problems:
        raise Invalid(N_("Le total n’est pas enregistré."), problems)
    made = DeclaredUniverse(**asdict(facts), recorded_at=at, recorded_by_id=actor.account_id)
    session.add(made)
    session.flush()
    journal.record(
        session, actor=actor, tag="universe:declared", subject=made, at=at, changes=asdict(facts)
    )
    return made


def facts_of(structure: Structure) -> StructureFacts:
    """Give what is written of a structure."""
    return StructureFacts(
        **{name: getattr(structure, name) for name in StructureFacts.__dataclass_fields__}
    )


def structure_problems(facts: StructureFacts, today: date) -> dict[str, Message]:
    """Say what is missing or wrong in what is written of a structure, by field."""
    problems = guards.link_problems(website=facts.website, source_link=facts.source_link)
    if not facts.name.strip():
        problems["name"] = guards.NO_NAME
    if not facts.source.strip():
        problems["source"] = guards.NO_SOURCE
    if facts.identified_on > today:
        problems["identified_on"] = guards.IN_THE_FUTURE
    return problems


def _plain(facts: StructureFacts) -> dict[str, object]:
    return asdict(facts) | {"kind": facts.kind.value}
