"""Acts on calls for nomination: prepare, change, send, close, abandon."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.committees.models import Mandate, Organisation
from catalogue.errors import Conflict, DomainError, Invalid
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from review.nominations.models import (
    Call,
    CallRecipient,
    CallSeat,
    ParticipationText,
    ParticipationTextVersion,
)
from review.nominations.queries import in_force_on
from review.nominations.rules import require_keeper
from review.nominations.texts import TO_CORRECT
from review.nominations.vocabulary import CALL_STATE_LABELS, CallState, TextKind
from review.nominations.workflow import TRANSITIONS, may


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call: its dates, the seats it is about, whom it is sent to, the criteria it gives."""

    title: str
    opens_on: date
    closes_on: date
    mandate_ids: frozenset[int]
    organisation_ids: frozenset[int]
    message: str = ""
    criteria_id: int | None = None


def prepare(session: Session, facts: CallFacts, *, actor: Actor, at: datetime) -> Call:
    """Prepare a call; nothing is sent by the software."""
    require_keeper(actor)
    _refuse_faults(session, facts, kept=frozenset())
    call = Call(
        title=facts.title,
        opens_on=facts.opens_on,
        closes_on=facts.closes_on,
        message=facts.message,
        criteria_id=facts.criteria_id,
        state=CallState.PREPARING,
        made_at=at,
        made_by_id=actor.account_id,
        seats=[CallSeat(mandate_id=one) for one in sorted(facts.mandate_ids)],
        recipients=[CallRecipient(organisation_id=one) for one in sorted(facts.organisation_ids)],
    )
    session.add(call)
    session.flush()
    journal.record(
        session, actor=actor, tag="call:prepared", subject=call, at=at, changes=_told(facts)
    )
    return call


def change(
    session: Session,
    call: Call,
    facts: CallFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Change a call: all of it before it is sent; afterwards its last day and whom it is sent to.

    A seat on which a proposal has arrived stays.
    """
    require(actor, call, seen_version)
    if call.state not in (CallState.PREPARING, CallState.SENT):
        raise _refusal(call)
    before = facts_of(call)
    if call.state is CallState.SENT and _fixed(before) != _fixed(facts):
        raise DomainError(
            N_(
                "Cet appel est envoyé : seuls son dernier jour et les organisations se changent "
                "encore. Pour d’autres sièges ou d’autres mots, préparez un autre appel."
            )
        )
    _refuse_faults(session, facts, kept=before.mandate_ids)
    answered = {one.seat.mandate_id for one in call.proposals}
    if not answered <= facts.mandate_ids:
        raise DomainError(
            N_("Une proposition est arrivée pour un siège que vous retirez : laissez-le."),
            field="seats",
        )
    changes = journal.diff(_told(before), _told(facts))
    if not changes:
        return
    call.title, call.message, call.criteria_id = facts.title, facts.message, facts.criteria_id
    call.opens_on, call.closes_on = facts.opens_on, facts.closes_on
    _set_seats(call, facts.mandate_ids)
    _set_recipients(call, facts.organisation_ids)
    flag_modified(call, "title")
    journal.record(session, actor=actor, tag="call:changed", subject=call, at=at, changes=changes)


def send(
    session: Session,
    call: Call,
    *,
    on: date,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Record that the call went out, with the criteria in force that day."""
    require(actor, call, seen_version)
    _require_act(call, "send")
    if not call.recipients:
        raise DomainError(N_("Choisissez d’abord à quelles organisations l’appel est envoyé."))
    if on > today:
        raise DomainError(
            N_("Cette date est à venir : enregistrez l’envoi une fois l’appel parti."), field="on"
        )
    version: ParticipationTextVersion | None = None
    if call.criteria_id is not None:
        version = in_force_on(session, call.criteria_id, on)
        if version is None:
            raise DomainError(
                N_(
                    "Les critères choisis n’étaient pas en vigueur ce jour-là. Publiez-les "
                    "d’abord, ou choisissez un autre texte."
                ),
                field="on",
            )
    call.criteria_version_id = None if version is None else version.id
    call.sent_on, call.state = on, TRANSITIONS["send"].target
    journal.record(
        session,
        actor=actor,
        tag=TRANSITIONS["send"].tag,
        subject=call,
        at=at,
        changes={
            "sent_on": on,
            "organisations": len(call.recipients),
            "criteria_version": version.number if version is not None else None,
        },
    )


def close(session: Session, call: Call, *, actor: Actor, seen_version: int, at: datetime) -> None:
    """Close a call once everything proposed has its outcome."""
    require(actor, call, seen_version)
    _require_act(call, "close")
    waiting = sum(one.outcome is None for one in call.proposals)
    if waiting:
        raise DomainError(
            N_(
                "Propositions sans issue : %(count)d. Retenez ou écartez chacune, puis fermez "
                "l’appel.",
                count=waiting,
            )
        )
    call.state = TRANSITIONS["close"].target
    journal.record(session, actor=actor, tag=TRANSITIONS["close"].tag, subject=call, at=at)


def cancel(
    session: Session,
    call: Call,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Give a call up, with the reason; what was received stays on record."""
    require(actor, call, seen_version)
    _require_act(call, "cancel")
    if not reason.strip():
        raise DomainError(N_("Écrivez pourquoi l’appel est abandonné."), field="reason")
    call.state, call.cancel_reason = TRANSITIONS["cancel"].target, reason.strip()
    journal.record(
        session,
        actor=actor,
        tag=TRANSITIONS["cancel"].tag,
        subject=call,
        at=at,
        reason=reason.strip(),
    )


def facts_of(call: Call) -> CallFacts:
    """Read the facts of a call from its record."""
    return CallFacts(
        title=call.title,
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        mandate_ids=frozenset(one.mandate_id for one in call.seats),
        organisation_ids=frozenset(one.organisation_id for one in call.recipients),
        message=call.message,
        criteria_id=call.criteria_id,
    )


def require(actor: Actor, call: Call, seen_version: int) -> None:
    """Refuse whoever does not keep calls, and an act on a call changed meanwhile."""
    require_keeper(actor)
    if call.version != seen_version:
        raise Conflict(
            {
                "title": call.title,
                "opens_on": f"{call.opens_on:%d/%m/%Y}",
                "closes_on": f"{call.closes_on:%d/%m/%Y}",
                "message": call.message,
            },
            call.version,
        )


def _require_act(call: Call, act: str) -> None:
    if not may(act, call.state):
        raise _refusal(call)


def _refusal(call: Call) -> DomainError:
    return DomainError(
        N_(
            "Cet appel est « %(state)s » : cet acte n’est plus possible.",
            state=CALL_STATE_LABELS[call.state],
        )
    )


def _fixed(facts: CallFacts) -> tuple[object, ...]:
    return (facts.title, facts.opens_on, facts.mandate_ids, facts.message, facts.criteria_id)


def _told(facts: CallFacts) -> dict[str, object]:
    return {
        "title": facts.title,
        "opens_on": facts.opens_on,
        "closes_on": facts.closes_on,
        "message": facts.message,
        "criteria": facts.criteria_id,
        "seats": sorted(facts.mandate_ids),
        "organisations": sorted(facts.organisation_ids),
    }


def _set_seats(call: Call, wanted: Collection[int]) -> None:
    for seat in [one for one in call.seats if one.mandate_id not in wanted]:
        call.seats.remove(seat)
    known = {one.mandate_id for one in call.seats}
    call.seats.extend(CallSeat(mandate_id=one) for one in sorted(set(wanted) - known))


def _set_recipients(call: Call, wanted: Collection[int]) -> None:
    for asked in [one for one in call.recipients if one.organisation_id not in wanted]:
        call.recipients.remove(asked)
    known = {one.organisation_id for one in call.recipients}
    call.recipients.extend(
        CallRecipient(organisation_id=one) for one in sorted(set(wanted) - known)
    )


def _refuse_faults(session: Session, facts: CallFacts, *, kept: frozenset[int]) -> None:
    found: dict[str, Message] = {}
    if not facts.title:
        found["title"] = N_("Nommez l’appel, par exemple « Sièges vacants des CTN, 2026 ».")
    if facts.closes_on < facts.opens_on:
        found["closes_on"] = N_("Le dernier jour ne peut pas précéder l’ouverture.")
    if not facts.mandate_ids:
        found["seats"] = N_("Choisissez au moins un siège à pourvoir.")
    else:
        # What is asked anew must be open: vacant, or ending.
        asked = facts.mandate_ids - kept
        known = session.scalar(
            sa.select(sa.func.count())
            .select_from(Mandate)
            .where(
                Mandate.id.in_(asked),
                Mandate.titular,
                sa.or_(Mandate.person_id.is_(None), Mandate.valid_to.is_not(None)),
            )
        )
        if known != len(asked):
            found["seats"] = N_(
                "Choisissez dans la liste : un siège vacant, ou dont le mandat a une fin."
            )
    if facts.organisation_ids:
        known = session.scalar(
            sa.select(sa.func.count())
            .select_from(Organisation)
            .where(Organisation.id.in_(facts.organisation_ids))
        )
        if known != len(facts.organisation_ids):
            found["organisations"] = N_("Choisissez des organisations de la liste.")
    if facts.criteria_id is not None:
        text = session.get(ParticipationText, facts.criteria_id)
        if text is None or text.kind is not TextKind.CRITERIA:
            found["criteria_id"] = N_("Choisissez des critères de participation de la liste.")
    if found:
        raise Invalid(TO_CORRECT, found)
