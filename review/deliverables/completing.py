"""What settles a deliverable: its decision, that it is done, that it is given up or taken up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, Invalid
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.work_programme.services import Upload
from catalogue.work_programme.text_acts import keep_file
from review.deliverables.guards import (
    IN_THE_FUTURE,
    note,
    require_reason,
    require_under_way,
    require_version,
    written,
)
from review.deliverables.models import PlanDeliverable
from review.deliverables.rules import require_keeper
from review.deliverables.vocabulary import CompletionBasis


def record_decision(
    session: Session,
    deliverable: PlanDeliverable,
    *,
    body: str,
    reference: str,
    decided_on: date,
    document: Upload | None,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Record who decided, by which act and when; changing a decision recorded needs a reason.

    A file chosen takes the place of the former one; without one, the former one stays.
    """
    require_keeper(actor)
    current = {
        "body": deliverable.decision_body or "",
        "reference": deliverable.decision_reference,
        "decided_on": written(deliverable.decided_on),
    }
    require_version(deliverable, seen_version, current)
    require_under_way(deliverable)
    problems: dict[str, Message] = {}
    if not body.strip():
        problems["body"] = N_("Écrivez qui a décidé, par exemple la direction.")
    if decided_on > today:
        problems["decided_on"] = IN_THE_FUTURE
    recorded = deliverable.decided_on is not None
    if recorded and not reason.strip():
        problems["reason"] = N_("Écrivez pourquoi la décision enregistrée change.")
    if problems:
        raise Invalid(N_("La décision n’est pas enregistrée."), problems)
    kept = keep_file(session, document, "document", actor, at, title=reference, dated_on=decided_on)
    deliverable.decision_document_id = kept or deliverable.decision_document_id
    deliverable.decision_body, deliverable.decision_reference = body.strip(), reference
    deliverable.decided_on = decided_on
    changes = {
        "decision_body": body.strip(),
        "decision_reference": reference,
        "decided_on": decided_on,
        "document_id": deliverable.decision_document_id,
    }
    note(
        session,
        deliverable,
        "deliverable:decided",
        actor=actor,
        at=at,
        changes=changes,
        reason=reason.strip() or None,
    )


def basis_of(deliverable: PlanDeliverable) -> CompletionBasis | None:
    """Say what shows that a deliverable is done, once every step is; None when nothing does."""
    if deliverable.decided_on is not None:
        return CompletionBasis.DECISION
    if deliverable.steps and deliverable.steps[-1].shown_by_something:
        return CompletionBasis.EVIDENCE
    return None


def complete(
    session: Session,
    deliverable: PlanDeliverable,
    *,
    completed_on: date,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that a deliverable is done: every step is, and a decision or the last evidence shows it.

    Raises :class:`DomainError` saying what is lacking.
    """
    require_keeper(actor)
    require_version(deliverable, seen_version, {"completed_on": written(deliverable.completed_on)})
    require_under_way(deliverable)
    waiting = next((one for one in deliverable.steps if one.done_on is None), None)
    if waiting is not None:
        raise DomainError(
            N_("Il reste une étape à faire : « %(step)s ». Dites d’abord quand elle a été faite.",
               step=waiting.title)
        )  # fmt: skip
    basis = basis_of(deliverable)
    if basis is None:
        raise DomainError(
            N_(
                "Rien ne montre que ce livrable est terminé : joignez une preuve à sa dernière "
                "étape, ou enregistrez la décision."
            )
        )
    if completed_on > today:
        raise DomainError(IN_THE_FUTURE, field="completed_on")
    first_day = _first_possible(deliverable)
    if first_day is not None and completed_on < first_day:
        raise DomainError(
            N_("Le livrable ne peut pas être terminé avant le %(day)s : ses étapes et sa décision "
               "le disent.", day=written(first_day)),
            field="completed_on",
        )  # fmt: skip
    deliverable.completed_on, deliverable.completion_basis = completed_on, basis
    if basis is CompletionBasis.EVIDENCE:
        last = deliverable.steps[-1]
        deliverable.closing_evidence = last.evidence_note or last.title
    changes = {"completed_on": completed_on, "basis": basis.value}
    note(session, deliverable, "deliverable:completed", actor=actor, at=at, changes=changes)


def drop(
    session: Session,
    deliverable: PlanDeliverable,
    *,
    dropped_on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Give a deliverable up, from a day, with a reason: it is no longer among what is planned."""
    require_keeper(actor)
    require_version(deliverable, seen_version, {})
    require_under_way(deliverable)
    why = require_reason(reason)
    if dropped_on > today:
        raise DomainError(IN_THE_FUTURE, field="dropped_on")
    deliverable.dropped_on, deliverable.drop_reason = dropped_on, why
    note(
        session,
        deliverable,
        "deliverable:dropped",
        actor=actor,
        at=at,
        changes={"dropped_on": dropped_on},
        reason=why,
    )


def take_up_again(
    session: Session,
    deliverable: PlanDeliverable,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Take up again a deliverable recorded as done or given up, with a reason."""
    require_keeper(actor)
    require_version(deliverable, seen_version, {})
    if deliverable.completed_on is None and deliverable.dropped_on is None:
        raise DomainError(N_("Ce livrable est déjà en cours."))
    why = require_reason(reason)
    changes = {
        "completed_on": [deliverable.completed_on, None],
        "dropped_on": [deliverable.dropped_on, None],
    }
    deliverable.completed_on = deliverable.completion_basis = None
    deliverable.closing_evidence = None
    deliverable.dropped_on = deliverable.drop_reason = None
    note(
        session,
        deliverable,
        "deliverable:reopened",
        actor=actor,
        at=at,
        changes=changes,
        reason=why,
    )


def _first_possible(deliverable: PlanDeliverable) -> date | None:
    days = [one.done_on for one in deliverable.steps if one.done_on is not None]
    if deliverable.decided_on is not None:
        days.append(deliverable.decided_on)
    return max(days, default=None)
