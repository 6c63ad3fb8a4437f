"""Acts on what organisations propose: note, correct, retain (a mandate), set aside, erase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees import mandates, people
from catalogue.committees.facts import MandateFacts, PersonFacts
from catalogue.committees.models import Mandate, Organisation, Person
from catalogue.committees.vocabulary import Sex
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.nominations.models import Call, Proposal
from review.nominations.rules import require_keeper
from review.nominations.texts import TO_CORRECT
from review.nominations.vocabulary import CallState, Outcome


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """Who is proposed, by whom, for which seat of the call.

    A person of the register, or a name with the sex that the person declared.
    """

    seat_id: int
    organisation_id: int
    received_on: date
    person_id: int | None = None
    family_name: str = ""
    given_names: str = ""
    sex: Sex = Sex.NOT_ASKED
    titular: bool = True


def receive(
    session: Session,
    call: Call,
    facts: ProposalFacts,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> Proposal:
    """Note a proposal received; one that comes late is noted too, its date tells."""
    require_keeper(actor)
    if call.state is not CallState.SENT:
        raise DomainError(N_("Une proposition se note pour un appel envoyé et pas encore clos."))
    _refuse_faults(session, call, facts, today=today)
    proposal = Proposal(call_id=call.id, **_values(facts))
    session.add(proposal)
    flag_modified(call, "title")
    session.flush()
    # Never the name nor the sex: the journal has readers who may not read them.
    journal.record(
        session,
        actor=actor,
        tag="proposal:received",
        subject=proposal,
        at=at,
        changes={"call": call.id, "organisation": facts.organisation_id},
    )
    return proposal


def correct(
    session: Session,
    proposal: Proposal,
    facts: ProposalFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct a proposal that has no outcome yet."""
    _require(actor, proposal, seen_version)
    _refuse_settled(proposal)
    _refuse_faults(session, proposal.call, facts, today=today)
    values = _values(facts)
    changed = sorted(name for name, value in values.items() if getattr(proposal, name) != value)
    if not changed:
        return
    for name, value in values.items():
        setattr(proposal, name, value)
    journal.record(
        session,
        actor=actor,
        tag="proposal:corrected",
        subject=proposal,
        at=at,
        changes={"corrected": changed},
    )


def retain(
    session: Session,
    proposal: Proposal,
    *,
    valid_from: date,
    valid_to: date | None,
    homonym: bool,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Mandate:
    """Give the seat to who is proposed: the mandate is made in the register of committees.

    A name enters the register of people; a seat that was vacant is filled from that day. Raises
    :class:`DomainError` while the seat is held by somebody else.
    """
    _require(actor, proposal, seen_version)
    _refuse_settled(proposal)
    if proposal.call.state is not CallState.SENT:
        raise DomainError(N_("L’issue se note pendant que l’appel est ouvert."))
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(N_("La fin ne peut pas précéder le début du mandat."), field="valid_to")
    seat = proposal.seat.mandate
    if proposal.titular:
        _refuse_held(seat, valid_from)
    person_id = proposal.person_id
    if person_id is None:
        person_id = people.add_person(
            session,
            PersonFacts(
                family_name=proposal.family_name,
                given_names=proposal.given_names,
                sex=proposal.sex,
                organisation_id=proposal.organisation_id,
            ),
            homonym=homonym,
            actor=actor,
            at=at,
            today=today,
        ).id
    facts = MandateFacts(
        role=seat.role,
        valid_from=valid_from,
        valid_to=valid_to,
        person_id=person_id,
        organisation_id=proposal.organisation_id,
        post=seat.post,
        titular=proposal.titular,
    )
    mandate = _seat(session, seat, facts, proposal, actor=actor, at=at, today=today)
    proposal.person_id, proposal.mandate_id = person_id, mandate.id
    proposal.family_name = proposal.given_names = ""
    proposal.outcome, proposal.decided_on = Outcome.RETAINED, today
    journal.record(
        session,
        actor=actor,
        tag="proposal:retained",
        subject=proposal,
        at=at,
        changes={"mandate": mandate.id, "valid_from": valid_from, "valid_to": valid_to},
    )
    return mandate


def decline(
    session: Session,
    proposal: Proposal,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Set a proposal aside, with the reason that its organisation may be told."""
    _require(actor, proposal, seen_version)
    _refuse_settled(proposal)
    if not reason.strip():
        raise DomainError(
            N_("Écrivez la raison : l’organisation peut la demander."), field="reason"
        )
    proposal.outcome, proposal.decided_on = Outcome.DECLINED, today
    proposal.reason = reason.strip()
    journal.record(session, actor=actor, tag="proposal:declined", subject=proposal, at=at)


def erase_name(
    session: Session, proposal: Proposal, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Take away the name of somebody who was not retained (product_rules §8)."""
    _require(actor, proposal, seen_version)
    if proposal.outcome is not Outcome.DECLINED:
        raise DomainError(
            N_("Le nom s’efface une fois la proposition écartée : notez d’abord son issue.")
        )
    proposal.person_id = None
    proposal.family_name = proposal.given_names = ""
    proposal.sex, proposal.name_erased_at = Sex.NOT_ASKED, at
    journal.record(session, actor=actor, tag="proposal:name_erased", subject=proposal, at=at)


def _seat(
    session: Session,
    seat: Mandate,
    facts: MandateFacts,
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    today: date,
) -> Mandate:
    """Fill the vacant seat from the first day, or give the mandate that follows one that ends."""
    committee = seat.committee
    if not (proposal.titular and seat.person_id is None and _runs(seat, facts.valid_from)):
        return mandates.give_mandate(
            session, committee, facts, actor=actor, at=at, today=today, ahead=True
        )
    reason = f"Siège pourvu après l’appel n° {proposal.call_id}"
    if facts.valid_from == seat.valid_from:
        mandates.correct_mandate(
            session,
            seat,
            facts,
            reason=reason,
            actor=actor,
            seen_version=seat.version,
            at=at,
            today=today,
            ahead=True,
        )
        return seat
    mandates.end_mandate(
        session,
        seat,
        last_day=facts.valid_from - timedelta(days=1),
        reason=reason,
        actor=actor,
        seen_version=seat.version,
        at=at,
    )
    return mandates.give_mandate(
        session, committee, facts, actor=actor, at=at, today=today, ahead=True
    )


def _runs(seat: Mandate, on: date) -> bool:
    return seat.valid_to is None or seat.valid_to >= on


def _refuse_held(seat: Mandate, valid_from: date) -> None:
    if valid_from < seat.valid_from:
        raise DomainError(
            N_(
                "Ce siège est enregistré à partir du %(day)s : commencez ce jour-là ou après.",
                day=seat.valid_from.strftime("%d/%m/%Y"),
            ),
            field="valid_from",
        )
    if seat.person_id is None:
        return
    if seat.valid_to is None:
        raise DomainError(
            N_(
                "Ce siège est tenu sans date de fin. Mettez d’abord fin au mandat en cours, sur la "
                "page du comité."
            ),
            field="valid_from",
        )
    if valid_from <= seat.valid_to:
        raise DomainError(
            N_(
                "Le mandat en cours finit le %(day)s : commencez le lendemain, ou mettez-y fin "
                "avant.",
                day=seat.valid_to.strftime("%d/%m/%Y"),
            ),
            field="valid_from",
        )


def _require(actor: Actor, proposal: Proposal, seen_version: int) -> None:
    require_keeper(actor)
    if proposal.version != seen_version:
        raise Conflict(
            {
                "family_name": proposal.family_name,
                "given_names": proposal.given_names,
                "sex": proposal.sex.value,
                "received_on": f"{proposal.received_on:%d/%m/%Y}",
                "reason": proposal.reason or "",
            },
            proposal.version,
        )


def _refuse_settled(proposal: Proposal) -> None:
    if proposal.outcome is not None:
        raise DomainError(
            N_("L’issue de cette proposition est déjà notée ; elle ne se change plus.")
        )


def _values(facts: ProposalFacts) -> dict[str, object]:
    named = facts.person_id is None
    return {
        "seat_id": facts.seat_id,
        "organisation_id": facts.organisation_id,
        "person_id": facts.person_id,
        "family_name": facts.family_name if named else "",
        "given_names": facts.given_names if named else "",
        "sex": facts.sex if named else Sex.NOT_ASKED,
        "titular": facts.titular,
        "received_on": facts.received_on,
    }


def _refuse_faults(session: Session, call: Call, facts: ProposalFacts, *, today: date) -> None:
    found: dict[str, Message] = {}
    if facts.seat_id not in {one.id for one in call.seats}:
        found["seat_id"] = N_("Choisissez un siège de cet appel.")
    if session.get(Organisation, facts.organisation_id) is None:
        found["organisation_id"] = N_("Choisissez une organisation de la liste.")
    if facts.person_id is None and not facts.family_name:
        found["family_name"] = N_(
            "Choisissez une personne du registre, ou écrivez le nom de la personne proposée."
        )
    if facts.person_id is not None:
        if facts.family_name:
            found["family_name"] = N_(
                "Une personne du registre est choisie : effacez ce nom, ou ne choisissez personne."
            )
        person = session.get(Person, facts.person_id)
        if person is None or person.erased_at is not None:
            found["person_id"] = N_("Choisissez une personne de la liste.")
    if facts.received_on > today:
        found["received_on"] = N_("Cette date est à venir.")
    elif call.sent_on is not None and facts.received_on < call.sent_on:
        found["received_on"] = N_("L’appel n’était pas encore envoyé ce jour-là.")
    if found:
        raise Invalid(TO_CORRECT, found)
