"""Keeping mandates: who sits where, in which role, from which day to which."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.facts import MandateFacts, facts_of, recorded_texts, values_of
from catalogue.committees.models import Committee, Mandate, Organisation, Person
from catalogue.committees.rules import too_far_ahead
from catalogue.committees.services import TO_CORRECT, refuse_others, stated, unknown
from catalogue.committees.vocabulary import CommitteeStatus
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor


def give_mandate(
    session: Session,
    committee: Committee,
    facts: MandateFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
    ahead: bool,
) -> Mandate:
    """Seat a person in a committee from a day on, or record a vacant seat.

    ``ahead`` says that a first day to come is meant; without it such a day is refused on that
    field, so that a mistyped date does not seat nobody without a word.
    """
    refuse_others(actor)
    if committee.status is CommitteeStatus.CLOSED:
        raise DomainError(
            N_("Ce comité est fermé : rouvrez-le avant de donner un mandat."), field="role"
        )
    _refuse_mandate_faults(session, committee.id, facts, today=today)
    if not ahead:
        _ask_whether_meant(facts, today)
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
    today: date,
    ahead: bool,
) -> None:
    """Correct a mandate that was entered wrongly; what was true and has ended is ended instead.

    ``ahead`` is as for :func:`give_mandate`, when the first day is what is corrected.
    """
    refuse_others(actor)
    before = _refuse_stale(mandate, seen_version)
    _refuse_mandate_faults(session, mandate.committee_id, facts, mandate, today=today)
    if facts.valid_from != before.valid_from and not ahead:
        _ask_whether_meant(facts, today)
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


def _ask_whether_meant(facts: MandateFacts, today: date) -> None:
    if facts.valid_from > today:
        raise DomainError(
            N_(
                "Ce mandat commence le %(day)s, dans l’avenir : il ne comptera pas avant ce jour. "
                "Cochez la case si c’est voulu, ou corrigez la date, puis enregistrez.",
                day=f"{facts.valid_from:%d/%m/%Y}",
            ),
            field="ahead",
        )


def _refuse_mandate_faults(
    session: Session,
    committee_id: int,
    facts: MandateFacts,
    mandate: Mandate | None = None,
    *,
    today: date,
) -> None:
    found: dict[str, Message] = {}
    moved = mandate is None or facts.valid_from != mandate.valid_from
    if moved and (fault := too_far_ahead(facts.valid_from, today)) is not None:
        found["valid_from"] = fault
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        found["valid_to"] = N_("La fin ne peut pas précéder le début du mandat.")
    person = None if facts.person_id is None else session.get(Person, facts.person_id)
    seated = mandate is not None and mandate.person_id == facts.person_id
    if facts.person_id is not None and (person is None or (person.erased_at and not seated)):
        found["person_id"] = N_("Choisissez une personne de la liste.")
    if unknown(session, Organisation, facts.organisation_id):
        found["organisation_id"] = N_("Choisissez une organisation de la liste.")
    if not found and (same := _overlapping(session, committee_id, facts, mandate)) is not None:
        found["person_id"] = N_(
            "Cette personne a déjà ce mandat dans ce comité, depuis le %(day)s. Mettez-y fin avant "
            "d’en donner un autre, ou changez les dates.",
            day=same.valid_from.strftime("%d/%m/%Y"),
        )
    if found:
        raise Invalid(TO_CORRECT, found)


def _overlapping(
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
