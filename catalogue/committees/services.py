"""Keeping committees and organisations; people and mandates are in their own files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.facts import (
    CommitteeFacts,
    OrganisationFacts,
    facts_of,
    recorded_texts,
    values_of,
)
from catalogue.committees.models import Committee, Organisation, Person
from catalogue.committees.rules import keeps_committees
from catalogue.committees.vocabulary import CommitteeStatus
from catalogue.errors import Conflict, Invalid, NotAllowed
from catalogue.folding import fold
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor

TO_CORRECT = N_("Rien n’est enregistré : corrigez les réponses signalées.")


def refuse_others(actor: Actor) -> None:
    """Refuse anybody who does not keep the register."""
    if not keeps_committees(actor):
        raise NotAllowed(N_("Seul le secrétariat tient le registre des comités et des personnes."))


def create_committee(
    session: Session, facts: CommitteeFacts, *, actor: Actor, at: datetime
) -> Committee:
    """Open a committee, a working group or a mirror committee."""
    refuse_others(actor)
    _refuse_committee_faults(session, facts)
    committee = Committee(**values_of(facts), edited_at=at)
    session.add(committee)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="committee:created",
        subject=committee,
        at=at,
        changes=stated(values_of(facts)),
    )
    return committee


def change_committee(
    session: Session,
    committee: Committee,
    facts: CommitteeFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct a committee; the shipped list no longer changes it (``edited_at``)."""
    refuse_others(actor)
    before = facts_of(CommitteeFacts, committee)
    if committee.version != seen_version:
        raise Conflict(current=recorded_texts(before), version=committee.version)
    _refuse_committee_faults(session, facts, committee)
    changes = journal.diff(values_of(before), values_of(facts))
    if not changes:
        return
    for name, value in values_of(facts).items():
        setattr(committee, name, value)
    committee.edited_at = at
    journal.record(
        session, actor=actor, tag="committee:changed", subject=committee, at=at, changes=changes
    )
    if "code" in changes:  # results of a search are filtered by it
        outbox.reindex(session, "committee", [committee.id], at=at)


def add_organisation(
    session: Session, facts: OrganisationFacts, *, actor: Actor, at: datetime
) -> Organisation:
    """Add an organisation that sends people or asks for standards."""
    refuse_others(actor)
    _refuse_organisation_faults(session, facts)
    organisation = Organisation(**values_of(facts))
    session.add(organisation)
    session.flush()
    journal.record(
        session,
        actor=actor,
        tag="organisation:added",
        subject=organisation,
        at=at,
        changes=stated(values_of(facts)),
    )
    return organisation


def change_organisation(
    session: Session,
    organisation: Organisation,
    facts: OrganisationFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Correct an organisation."""
    refuse_others(actor)
    before = facts_of(OrganisationFacts, organisation)
    if organisation.version != seen_version:
        raise Conflict(current=recorded_texts(before), version=organisation.version)
    _refuse_organisation_faults(session, facts, organisation)
    changes = journal.diff(values_of(before), values_of(facts))
    if not changes:
        return
    for name, value in values_of(facts).items():
        setattr(organisation, name, value)
    journal.record(
        session,
        actor=actor,
        tag="organisation:changed",
        subject=organisation,
        at=at,
        changes=changes,
    )


def stated(values: dict[str, Any]) -> dict[str, Any]:
    """Keep the facts that were given, for the journal."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def unknown(session: Session, model: type[Person | Organisation], subject_id: int | None) -> bool:
    """Tell whether a number is given that is nobody's, or no organisation's."""
    return subject_id is not None and session.get(model, subject_id) is None


def _refuse_committee_faults(
    session: Session, facts: CommitteeFacts, committee: Committee | None = None
) -> None:
    found: dict[str, Message] = {}
    if not facts.code:
        found["code"] = N_("Écrivez le sigle du comité, par exemple CTN4.")
    else:
        same = session.scalars(
            sa.select(Committee).where(sa.func.lower(Committee.code) == facts.code.lower())
        ).one_or_none()
        if same is not None and same is not committee:
            found["code"] = N_(
                "Ce sigle est déjà pris par « %(title)s ». Choisissez-en un autre.",
                title=same.title_fr,
            )
    if not facts.title_fr:
        found["title_fr"] = N_("Écrivez le nom du comité.")
    if facts.parent_id is not None:
        parent = session.get(Committee, facts.parent_id)
        if parent is None:
            found["parent_id"] = N_("Choisissez un comité de la liste.")
        elif committee is not None and _is_under(session, parent, committee):
            found["parent_id"] = N_("Un comité ne peut pas être rattaché à lui-même.")
    closed = facts.status is CommitteeStatus.CLOSED
    closing = closed and (committee is None or committee.status is not CommitteeStatus.CLOSED)
    if closing and facts.closed_on is None:
        found["closed_on"] = N_(
            "Écrivez le dernier jour du comité : ses sièges comptent jusque-là dans les chiffres."
        )
    if facts.closed_on is not None and not closed:
        found["closed_on"] = N_(
            "Un dernier jour va avec un comité fermé : fermez-le, ou effacez cette date."
        )
    if found:
        raise Invalid(TO_CORRECT, found)


def _is_under(session: Session, place: Committee, committee: Committee) -> bool:
    """Tell whether a committee stands above a place of the tree, or is that place."""
    seen: set[int] = set()
    current: Committee | None = place
    while current is not None and current.id not in seen:
        if current.id == committee.id:
            return True
        seen.add(current.id)
        current = (
            session.get(Committee, current.parent_id) if current.parent_id is not None else None
        )
    return False


def _refuse_organisation_faults(
    session: Session, facts: OrganisationFacts, organisation: Organisation | None = None
) -> None:
    if not facts.name:
        raise Invalid(TO_CORRECT, {"name": N_("Écrivez le nom de l’organisation.")})
    for known in session.execute(sa.select(Organisation.id, Organisation.name)):
        own = organisation is not None and known.id == organisation.id
        if not own and fold(known.name) == fold(facts.name):
            raise Invalid(
                TO_CORRECT,
                {
                    "name": N_(
                        "Cette organisation est déjà enregistrée : %(name)s.", name=known.name
                    )
                },
            )
