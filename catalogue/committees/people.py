"""Keeping people and their mandates: what they declared themselves, and the seats they hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from catalogue.committees.facts import (
    MandateFacts,
    PersonFacts,
    facts_of,
    recorded_texts,
    values_of,
)
from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.services import TO_CORRECT, refuse_others, stated
from catalogue.committees.vocabulary import CommitteeStatus, Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.folding import fold
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
    person.sex_declared_on = None if facts.sex is Sex.UNDECLARED else today
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
        person.sex_declared_on = None if facts.sex is Sex.UNDECLARED else today
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
    person.sex, person.sex_declared_on = Sex.UNDECLARED, None
    person.organisation_id = None
    person.function = person.email = person.phone = None
    person.gender_trained_on = None
    person.erased_at = at
    journal.record(
        session, actor=actor, tag="person:erased", subject=person, at=at, changes={}, reason=reason
    )


def give_mandate(
    session: Session,
    committee: Committee,
    facts: MandateFacts,
    *,
    actor: Actor,
    at: datetime,
) -> Mandate:
    """Seat a person in a committee from a day on, or record a vacant seat."""
    refuse_others(actor)
    if committee.status is CommitteeStatus.CLOSED:
        raise DomainError(
            N_("Ce comité est fermé : rouvrez-le avant de donner un mandat."), field="role"
        )
    _refuse_mandate_faults(session, committee.id, facts)
    mandate = Mandate(committee_id=committee.id, **values_of(facts))
    session.add(mandate)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="mandate:given",
        subject=mandate,
        at=at,
        changes={"committee": committee.code, **stated(values_of(facts))},
    )
    return mandate


def correct_mandate(
    session: Session,
    mandate: Mandate,
    facts: MandateFacts,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct a mandate that was entered wrongly; what was true and has ended is ended instead."""
    refuse_others(actor)
    before = _refuse_stale(mandate, seen_version)
    _refuse_mandate_faults(session, mandate.committee_id, facts, mandate)
    changes = journal.diff(values_of(before), values_of(facts))
    if not changes:
        return
    if not reason:
        raise DomainError(N_("Dites pourquoi ce mandat est corrigé."), field="reason")
    for name, value in values_of(facts).items():
        setattr(mandate, name, value)
    journal.record(
        session,
        actor=actor,
        tag="mandate:corrected",
        subject=mandate,
        at=at,
        changes=changes,
        reason=reason,
    )


def end_mandate(
    session: Session,
    mandate: Mandate,
    *,
    last_day: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Say which day a mandate ends, that day included; it stays in the committee's past."""
    refuse_others(actor)
    before = _refuse_stale(mandate, seen_version)
    if last_day < mandate.valid_from:
        raise DomainError(
            N_(
                "Le mandat a commencé le %(day)s : il ne peut pas finir avant.",
                day=mandate.valid_from.strftime("%d/%m/%Y"),
            ),
            field="last_day",
        )
    if mandate.valid_to is not None and mandate.valid_to <= last_day:
        raise DomainError(
            N_(
                "Ce mandat finit déjà le %(day)s. Pour le prolonger, donnez un nouveau mandat.",
                day=mandate.valid_to.strftime("%d/%m/%Y"),
            ),
            field="last_day",
        )
    mandate.valid_to = last_day
    journal.record(
        session,
        actor=actor,
        tag="mandate:ended",
        subject=mandate,
        at=at,
        changes=journal.diff({"valid_to": before.valid_to}, {"valid_to": last_day}),
        reason=reason or None,
    )


def _refuse_stale(mandate: Mandate, seen_version: int) -> MandateFacts:
    before = facts_of(MandateFacts, mandate)
    if mandate.version != seen_version:
        raise Conflict(current=recorded_texts(before), version=mandate.version)
    return before


def _kept_back(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: _KEPT_BACK if name in _PERSONAL else value for name, value in changes.items()}


def _same_name(session: Session, facts: PersonFacts) -> Person | None:
    name = fold(f"{facts.given_names} {facts.family_name}")
    candidates = session.scalars(sa.select(Person).where(Person.erased_at.is_(None)))
    return next((one for one in candidates if fold(one.full_name) == name), None)


def _refuse_person_faults(session: Session, facts: PersonFacts, *, today: date) -> None:
    found: dict[str, Message] = {}
    if not facts.family_name:
        found["family_name"] = N_("Écrivez le nom de famille.")
    if facts.gender_trained_on is not None and facts.gender_trained_on > today:
        found["gender_trained_on"] = N_("Cette formation est à venir : notez-la une fois suivie.")
    if _unknown(session, Organisation, facts.organisation_id):
        found["organisation_id"] = N_("Choisissez une organisation de la liste.")
    if found:
        raise Invalid(TO_CORRECT, found)


def _refuse_mandate_faults(
    session: Session, committee_id: int, facts: MandateFacts, mandate: Mandate | None = None
) -> None:
    found: dict[str, Message] = {}
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        found["valid_to"] = N_("La fin ne peut pas précéder le début du mandat.")
    person = None if facts.person_id is None else session.get(Person, facts.person_id)
    seated = mandate is not None and mandate.person_id == facts.person_id
    if facts.person_id is not None and (person is None or (person.erased_at and not seated)):
        found["person_id"] = N_("Choisissez une personne de la liste.")
    if _unknown(session, Organisation, facts.organisation_id):
        found["organisation_id"] = N_("Choisissez une organisation de la liste.")
    if not found and (same := overlapping(session, committee_id, facts, mandate)) is not None:
        found["person_id"] = N_(
            "Cette personne a déjà ce mandat dans ce comité, depuis le %(day)s. Mettez-y fin avant "
            "d’en donner un autre, ou changez les dates.",
            day=same.valid_from.strftime("%d/%m/%Y"),
        )
    if found:
        raise Invalid(TO_CORRECT, found)


def overlapping(
    session: Session, committee_id: int, facts: MandateFacts, mandate: Mandate | None = None
) -> Mandate | None:
    """Give a mandate of the same person in the same role whose days meet these, if one exists.

    ``mandate`` is the one the facts are of, when it is already recorded.
    """
    if facts.person_id is None:
        return None
    query = sa.select(Mandate).where(
        Mandate.committee_id == committee_id,
        Mandate.person_id == facts.person_id,
        Mandate.role == facts.role,
        sa.or_(Mandate.valid_to.is_(None), Mandate.valid_to >= facts.valid_from),
    )
    if facts.valid_to is not None:
        query = query.where(Mandate.valid_from <= facts.valid_to)
    if mandate is not None:
        query = query.where(Mandate.id != mandate.id)
    return session.scalars(query.order_by(Mandate.valid_from).limit(1)).one_or_none()


def _unknown(session: Session, model: type[Person | Organisation], subject_id: int | None) -> bool:
    return subject_id is not None and session.get(model, subject_id) is None
