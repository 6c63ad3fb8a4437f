"""Keeping people: what they declared themselves, and their right to leave the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.facts import PersonFacts, facts_of, recorded_texts, values_of
from catalogue.committees.models import Mandate, Organisation, Person
from catalogue.committees.naming import Bearer, bearers_of_names, name_key
from catalogue.committees.services import TO_CORRECT, refuse_others, stated, unknown
from catalogue.committees.vocabulary import Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor

# The journal says that these changed, never what they say: more people read it than may read them.
_PERSONAL = frozenset({"sex", "email", "phone"})
_KEPT_BACK = "…"
ERASED_NAME = "Personne effacée"


def add_person(
    session: Session,
    facts: PersonFacts,
    *,
    homonym: bool,
    actor: Actor,
    at: datetime,
    today: date,
) -> Person:
    """Add a person to the register; ``homonym`` says that somebody of the same name is another.

    ``sex`` is what the person declared; the day of the declaration is kept (product_rules §8).
    """
    refuse_others(actor)
    _refuse_person_faults(session, facts, today=today)
    if not homonym and (same := _same_name(session, facts)) is not None:
        raise DomainError(
            N_(
                "%(name)s est déjà dans le registre. Si c’est une autre personne du même nom, "
                "cochez la case et enregistrez de nouveau.",
                name=same.full_name,
            ),
            field="homonym",
        )
    person = Person(**values_of(facts))
    person.sex_declared_on = today if facts.sex.answered else None
    session.add(person)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="person:added",
        subject=person,
        at=at,
        changes=_kept_back(stated(values_of(facts))),
    )
    return person


def change_person(
    session: Session,
    person: Person,
    facts: PersonFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct what the register says of a person."""
    refuse_others(actor)
    before = facts_of(PersonFacts, person)
    if person.version != seen_version:
        raise Conflict(current=recorded_texts(before), version=person.version)
    _refuse_person_faults(session, facts, today=today)
    changes = journal.diff(values_of(before), values_of(facts))
    if not changes:
        return
    if facts.sex is not before.sex:
        person.sex_declared_on = today if facts.sex.answered else None
    for name, value in values_of(facts).items():
        setattr(person, name, value)
    journal.record(
        session,
        actor=actor,
        tag="person:changed",
        subject=person,
        at=at,
        changes=_kept_back(changes),
    )


def erase_person(
    session: Session,
    person: Person,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Take a person out of the register at their request (product_rules §8).

    Past mandates and presences stay without a name and without a declared sex, so that a committee
    keeps its past; closed readings hold no name. Refused while a mandate runs or is to come.
    """
    refuse_others(actor)
    if person.version != seen_version:
        raise Conflict(
            current=recorded_texts(facts_of(PersonFacts, person)), version=person.version
        )
    running = session.scalars(
        sa.select(Mandate)
        .where(
            Mandate.person_id == person.id,
            sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= today),
        )
        .options(joinedload(Mandate.committee))
        .limit(1)
    ).one_or_none()
    if running is not None:
        raise DomainError(
            N_(
                "Cette personne tient encore un mandat dans %(code)s. Mettez-y fin d’abord : la "
                "composition d’un comité en cours ne peut pas perdre un nom.",
                code=running.committee.code,
            )
        )
    if not reason:
        raise DomainError(N_("Dites qui a demandé l’effacement, et quand."), field="reason")
    person.family_name, person.given_names = ERASED_NAME, ""
    person.sex, person.sex_declared_on = Sex.NOT_ASKED, None
    person.organisation_id = None
    person.function = person.email = person.phone = None
    person.gender_trained_on = None
    person.erased_at = at
    journal.record(
        session, actor=actor, tag="person:erased", subject=person, at=at, changes={}, reason=reason
    )


def _kept_back(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: _KEPT_BACK if name in _PERSONAL else value for name, value in changes.items()}


def _same_name(session: Session, facts: PersonFacts) -> Bearer | None:
    same = bearers_of_names(session).get(name_key(facts.given_names, facts.family_name))
    return same[0] if same else None


def _refuse_person_faults(session: Session, facts: PersonFacts, *, today: date) -> None:
    found: dict[str, Message] = {}
    if not facts.family_name:
        found["family_name"] = N_("Écrivez le nom de famille.")
    if facts.gender_trained_on is not None and facts.gender_trained_on > today:
        found["gender_trained_on"] = N_("Cette formation est à venir : notez-la une fois suivie.")
    if unknown(session, Organisation, facts.organisation_id):
        found["organisation_id"] = N_("Choisissez une organisation de la liste.")
    if found:
        raise Invalid(TO_CORRECT, found)
