"""Keeping the training plan of a year: what is meant to be held, and what answers it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.training.models import PlannedTraining, TrainingEvent, TrainingModule
from review.training.rules import require_keeper
from review.training.vocabulary import FIRST_YEAR, LAST_YEAR, MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What is written about a line of the plan."""

    year: int
    month: int
    module_id: int
    public: str
    people: int | None = None
    event_id: int | None = None


def add_line(session: Session, facts: LineFacts, *, actor: Actor, at: datetime) -> PlannedTraining:
    """Add a line to the plan of a year. Raises :class:`Invalid` with a sentence per field."""
    require_keeper(actor)
    _refuse_faults(session, facts)
    line = PlannedTraining(**asdict(facts))
    session.add(line)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="training:line_added",
        subject=line,
        at=at,
        changes=journal.diff({}, asdict(facts)),
    )
    return line


def change_line(
    session: Session,
    line: PlannedTraining,
    facts: LineFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct a line, or join it to the event that answers it."""
    _require(actor, line, seen_version)
    _refuse_faults(session, facts, line)
    changes = journal.diff(asdict(facts_of(line)), asdict(facts))
    if not changes:
        return
    for name, value in asdict(facts).items():
        setattr(line, name, value)
    journal.record(
        session, actor=actor, tag="training:line_changed", subject=line, at=at, changes=changes
    )


def remove_line(
    session: Session, line: PlannedTraining, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take a line out of the plan; the event that answered it stays."""
    _require(actor, line, seen_version)
    journal.record(
        session,
        actor=actor,
        tag="training:line_removed",
        subject=line,
        at=at,
        changes=journal.diff(asdict(facts_of(line)), {}),
    )
    session.delete(line)
    session.flush()


def facts_of(line: PlannedTraining) -> LineFacts:
    """Give what is written about a line."""
    return LineFacts(**{name: getattr(line, name) for name in LineFacts.__dataclass_fields__})


def _require(actor: Actor, line: PlannedTraining, seen_version: int) -> None:
    require_keeper(actor)
    if line.version != seen_version:
        recorded = {
            name: "" if value is None else str(value)
            for name, value in asdict(facts_of(line)).items()
        }
        raise Conflict(recorded, line.version)


def _refuse_faults(session: Session, facts: LineFacts, line: PlannedTraining | None = None) -> None:
    problems: dict[str, Message] = {}
    if not FIRST_YEAR <= facts.year <= LAST_YEAR:
        problems["year"] = N_("Écrivez l’année du plan, par exemple 2026.")
    if not 1 <= facts.month <= len(MONTHS):
        problems["month"] = N_("Choisissez un mois de la liste.")
    if not facts.public:
        problems["public"] = N_("Écrivez qui est attendu, par exemple « les membres du CTN 3 ».")
    if facts.people is not None and facts.people < 1:
        problems["people"] = N_("Écrivez combien de personnes sont prévues, ou laissez vide.")
    if session.get(TrainingModule, facts.module_id) is None:
        problems["module_id"] = N_("Choisissez un module de la liste.")
    if facts.event_id is not None:
        if session.get(TrainingEvent, facts.event_id) is None:
            problems["event_id"] = N_("Choisissez une formation de la liste.")
        elif _taken(session, facts.event_id, line):
            problems["event_id"] = N_(
                "Cette formation répond déjà à une autre ligne du plan : choisissez-en une autre."
            )
    if problems:
        raise Invalid(N_("La ligne du plan n’est pas enregistrée."), problems)


def _taken(session: Session, event_id: int, line: PlannedTraining | None) -> bool:
    other = session.scalars(
        sa.select(PlannedTraining.id).where(PlannedTraining.event_id == event_id)
    ).one_or_none()
    return other is not None and (line is None or other != line.id)
