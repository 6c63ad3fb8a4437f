"""The decision on a need (field 50): put on the programme, postponed, merged, rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.records.designation import key
from catalogue.records.vocabulary import Correspondence, Nature
from catalogue.work_programme.facts import MOST_FURTHER_BASES, BaseFacts
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.services import register_item
from review.needs import queries, rules
from review.needs.acts import (
    PROBLEMS,
    REASON_WANTED,
    Incomplete,
    check_version,
    move,
    must_instruct,
    refuse_future,
    tell_author,
)
from review.needs.cited import references_in
from review.needs.models import NeedsExpression
from review.needs.next_act import missing_for_programme, settled_forecast
from review.needs.vocabulary import (
    NEEDS_STATE_LABELS,
    AdoptionMode,
    NeedsState,
    ProgrammeDecision,
)

MERGEABLE = frozenset(
    {NeedsState.SUBMITTED, NeedsState.RETURNED, NeedsState.POSTPONED, NeedsState.REGISTERED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Field 50 without its kind: which body decided, when, why."""

    body: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the programme needs beside the fiche; empty texts mean «not known»."""

    nature: Nature
    committee_id: int | None = None
    base_reference: str = ""
    revises: str = ""
    contact: str = ""
    number: str = ""


def register(
    session: Session,
    needs: NeedsExpression,
    verdict: Verdict,
    registration: Registration,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> WorkItem:
    """Put the need on the programme (50): every obligatory field complete, a work item created.

    Raises :class:`Incomplete` with each field the second threshold still wants.
    """
    _must_be_undecided(needs)
    must_instruct(actor, needs)
    check_version(needs, seen_version)
    missing = missing_for_programme(needs)
    if missing:
        raise Incomplete(N_("Il manque encore des réponses pour inscrire ce besoin."), missing)
    problems = _verdict_problems(needs, verdict, today)
    committee_id = needs.committee_id or registration.committee_id
    if committee_id is None:
        problems["committee_id"] = N_("Choisissez le comité qui mènera les travaux.")
    degree = _degree(needs.adoption_mode)
    if degree is not None and not registration.base_reference.strip():
        problems["base_reference"] = N_("Écrivez la référence de la norme de base reprise.")
    if problems:
        raise Invalid(PROBLEMS, problems)
    kind = needs.document_kind
    assert kind is not None  # noqa: S101 - the first threshold has asked for it (field 12)
    item = register_item(
        session,
        title_fr=needs.title_fr or "",
        title_en=needs.title_en,
        scope=needs.scope,
        committee_id=committee_id,
        nature=registration.nature,
        kind=kind,
        base_reference=registration.base_reference.strip() if degree else None,
        correspondence=degree,
        ics=needs.ics,
        forecast=settled_forecast(needs),
        contact=registration.contact.strip() or None,
        project_leader=needs.project_leader,
        milestones={c: date.fromisoformat(day) for c, day in needs.target_dates.items()},
        registered_on=verdict.on,
        number=registration.number.strip() or None,
        actor=actor,
        at=at,
        revises=registration.revises.strip() or None,
        further_bases=_further_bases(needs, registration) if degree else (),
        today=today,
    )
    session.flush()
    needs.work_item = item
    if needs.committee_id is None:
        needs.committee_id = committee_id
    changes = {"work_item": [None, item.number]}
    _decide(
        session, needs, "register", ProgrammeDecision.REGISTERED, verdict,
        actor=actor, at=at, changes=changes,
    )  # fmt: skip
    return item


def postpone(
    session: Session,
    needs: NeedsExpression,
    verdict: Verdict,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Put the decision off (50); the instruction may be resumed later."""
    _ready(needs, verdict, actor=actor, seen_version=seen_version, today=today)
    _decide(session, needs, "postpone", ProgrammeDecision.POSTPONED, verdict, actor=actor, at=at)


def reject(
    session: Session,
    needs: NeedsExpression,
    verdict: Verdict,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Turn the need down (50), with the body that decided and why."""
    _ready(needs, verdict, actor=actor, seen_version=seen_version, today=today)
    _decide(session, needs, "reject", ProgrammeDecision.REJECTED, verdict, actor=actor, at=at)


def merge(
    session: Session,
    needs: NeedsExpression,
    verdict: Verdict,
    *,
    into_number: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Join the need to another one that covers it (50), named by its number."""
    _must_be_undecided(needs)
    must_instruct(actor, needs)
    check_version(needs, seen_version)
    problems = _verdict_problems(needs, verdict, today)
    target = queries.find_by_number(session, into_number) if into_number.strip() else None
    if target is None:
        problems["into_number"] = N_("Écrivez le numéro de la fiche qui reprend ce besoin.")
    elif target.id == needs.id:
        problems["into_number"] = N_("Une fiche ne fusionne pas avec elle-même.")
    elif target.state not in MERGEABLE:
        problems["into_number"] = N_(
            "La fiche %(number)s est « %(state)s » : choisissez-en une qui suit son cours.",
            number=target.number,
            state=NEEDS_STATE_LABELS[target.state],
        )
    if problems:
        raise Invalid(PROBLEMS, problems)
    assert target is not None  # noqa: S101 - refused above
    needs.merged_into_id = target.id
    _decide(
        session, needs, "merge", ProgrammeDecision.MERGED, verdict,
        actor=actor, at=at, changes={"merged_into": [None, target.number]},
    )  # fmt: skip


def resume(
    session: Session,
    needs: NeedsExpression,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a postponed need up again; what was decided stays in the journal."""
    if not rules.RECEIVED.allows(actor, needs):
        raise NotAllowed(N_("Seul le secrétariat reprend un besoin reporté."))
    check_version(needs, seen_version)
    if not reason.strip():
        raise Invalid(PROBLEMS, {"reason": N_("Écrivez pourquoi l’instruction reprend.")})
    move(session, needs, "resume", actor=actor, at=at, reason=reason.strip())
    needs.decision = needs.decision_body = needs.decision_reason = needs.decided_on = None


def _further_bases(needs: NeedsExpression, registration: Registration) -> list[BaseFacts]:
    """Take the other standards of field 23 along; their degree is for the secretariat to give."""
    first = key(registration.base_reference)
    others = [one for one in references_in(needs.base_references) if key(one) != first]
    return [BaseFacts(one) for one in others[:MOST_FURTHER_BASES]]


def base_standard(needs: NeedsExpression) -> str:
    """Give the first standard field 23 names, as a first answer for the programme."""
    lines = (needs.base_references or "").splitlines()
    return next((line.strip() for line in lines if line.strip()), "")


def _degree(mode: AdoptionMode | None) -> Correspondence | None:
    if mode is None or mode is AdoptionMode.NO_BASE:
        return None
    return Correspondence(mode.value)


def _must_be_undecided(needs: NeedsExpression) -> None:
    if needs.decision is not None:
        raise DomainError(
            N_(
                "Ce besoin est déjà décidé : il est « %(state)s ».",
                state=NEEDS_STATE_LABELS[needs.state],
            )
        )


def _ready(
    needs: NeedsExpression,
    verdict: Verdict,
    *,
    actor: Actor,
    seen_version: int,
    today: date,
) -> None:
    _must_be_undecided(needs)
    must_instruct(actor, needs)
    check_version(needs, seen_version)
    problems = _verdict_problems(needs, verdict, today)
    if problems:
        raise Invalid(PROBLEMS, problems)


def _verdict_problems(needs: NeedsExpression, verdict: Verdict, today: date) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not verdict.body.strip():
        problems["body"] = N_("Écrivez quelle instance a décidé.")
    if not verdict.reason.strip():
        problems["reason"] = REASON_WANTED
    refuse_future("decided_on", verdict.on, today, problems)
    if needs.received_on and verdict.on < needs.received_on:
        problems["decided_on"] = N_("La décision ne peut pas précéder la réception de la fiche.")
    return problems


def _decide(
    session: Session,
    needs: NeedsExpression,
    name: str,
    decision: ProgrammeDecision,
    verdict: Verdict,
    *,
    actor: Actor,
    at: datetime,
    changes: dict[str, list[str | None]] | None = None,
) -> None:
    needs.decision = decision
    needs.decision_body = verdict.body.strip()
    needs.decision_reason = verdict.reason.strip()
    needs.decided_on = verdict.on
    facts = {"decision_body": [None, verdict.body], "decided_on": [None, verdict.on.isoformat()]}
    move(
        session, needs, name,
        actor=actor, at=at, changes={**facts, **(changes or {})}, reason=verdict.reason.strip(),
    )  # fmt: skip
    tell_author(session, "needs_decided", needs, at=at)
