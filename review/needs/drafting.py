"""The chair’s acts: start a fiche, copy one, write it, file it, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from catalogue.accounts.models import Account
from catalogue.accounts.queries import actor_of
from catalogue.errors import DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission, Role
from catalogue.records.designation import key
from catalogue.reference_list.queries import entry_with_key
from review.needs import queries, rules
from review.needs.acts import (
    PROBLEMS,
    Incomplete,
    check_version,
    move,
    must_edit,
    record,
    tell_author,
    tell_role,
)
from review.needs.answers import answers_of, is_given
from review.needs.completeness import Problem, missing_to_file
from review.needs.field_list import PART_OF
from review.needs.models import NeedsExpression, NeedsReference
from review.needs.next_act import asks_for_help
from review.needs.vocabulary import NEEDS_STATE_LABELS, NeedsState

SIGNATURE = "7"
ALREADY_FILED = N_("Cette fiche est déjà déposée : vous n’avez rien à refaire.")


def create(
    session: Session,
    answers: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    for_account: Account | None = None,
) -> NeedsExpression:
    """Start a fiche with whatever was answered so far; a draft row exists from the first save.

    ``for_account`` is the chair in whose name the secretariat types a signed paper
    (product_rules §1). Raises :class:`NotAllowed`, :class:`Invalid`.
    """
    wanted = Permission.NEEDS_DRAFT if for_account is None else Permission.NEEDS_SCREEN
    if not actor.may(wanted) or actor.account_id is None:
        raise NotAllowed(N_("Seule la présidence d’un comité commence une expression de besoin."))
    needs = NeedsExpression(
        state=NeedsState.DRAFT,
        author_id=for_account.id if for_account else actor.account_id,
        entered_by_id=actor.account_id if for_account else None,
        created_at=at,
        updated_at=at,
        aspects=[],
        ics=[],
        benefits={},
        differences=[],
        other_groups=[],
        sdgs=[],
        target_dates={},
        asked_fields=[],
    )
    session.add(needs)
    _check(session, needs, answers, actor=actor, at=at)
    _apply(session, needs, answers)
    session.flush()
    given = {name: value for name, value in answers.items() if is_given(value)}
    record(session, needs, "needs:created", actor=actor, at=at, changes=journal.diff({}, given))
    return needs


def start_from(session: Session, reference: str, *, actor: Actor, at: datetime) -> NeedsExpression:
    """Start a fiche that takes a standard for base (23); its reference-list entry is joined."""
    needs = create(session, {"base_references": reference}, actor=actor, at=at)
    entry = entry_with_key(session, key(reference))
    if entry is not None:
        session.add(NeedsReference(needs_id=needs.id, reference_entry_id=entry.id))
        session.flush()
    return needs


def copy_as_draft(
    session: Session, earlier: NeedsExpression, *, actor: Actor, at: datetime
) -> NeedsExpression:
    """Start a fiche from an earlier one: its answers and references, not its files or signature."""
    if not rules.CHAIRED.allows(actor, earlier):
        raise NotAllowed(N_("Vous ne pouvez copier que les fiches des comités que vous présidez."))
    answers = answers_of(earlier)
    answers["signatory"] = None
    needs = create(session, answers, actor=actor, at=at)
    for reference in earlier.references:
        session.add(
            NeedsReference(needs_id=needs.id, reference_entry_id=reference.reference_entry_id)
        )
    record(session, needs, "needs:copied", actor=actor, at=at, changes={"copied_from": earlier.id})
    return needs


def save_answers(
    session: Session,
    needs: NeedsExpression,
    answers: Mapping[str, Any],
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Keep the answers given, however incomplete; only what cannot be read is refused.

    The chair writes any field of A to G while the fiche is theirs; the secretariat completes 8,
    13, 18 to 33 and 42 to 45 of a filed one, and the chair sees each change (product_rules §2).
    Raises :class:`NotAllowed`, :class:`Conflict`, :class:`Invalid` by form field.
    """
    writable = rules.writable_numbers(actor, needs)
    closed = {name for name in answers if PART_OF[name][0].number not in writable}
    if closed:
        raise NotAllowed(
            N_(
                "Cette fiche est « %(state)s » : ces réponses ne s’y écrivent plus.",
                state=NEEDS_STATE_LABELS[needs.state],
            )
        )
    check_version(needs, seen_version, tuple(answers))
    _check(session, needs, answers, actor=actor, at=at)
    before = answers_of(needs, tuple(answers))
    changes = journal.diff(before, dict(answers))
    if not changes:
        return
    _apply(session, needs, answers)
    needs.updated_at = at
    completed = needs.state is NeedsState.SUBMITTED
    tag = "needs:completed" if completed else "needs:saved"
    record(session, needs, tag, actor=actor, at=at, changes=changes)


def submit(
    session: Session,
    needs: NeedsExpression,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """File the fiche: the first threshold must be met, the secretariat is told (product_rules §2).

    Raises :class:`Incomplete` with every field that is missing; a fiche typed from a paper also
    needs the scan of its signature joined to field 7.
    """
    if needs.state is NeedsState.SUBMITTED and rules.READABLE.allows(actor, needs):
        raise DomainError(ALREADY_FILED)
    must_edit(actor, needs)
    check_version(needs, seen_version)
    missing = missing_to_file(answers_of(needs))
    if needs.entered_by_id is not None and not _has_scan(needs):
        sentence = N_("Joignez le scan de la fiche signée à ce champ : elle vient d’un papier.")
        missing.append(Problem(SIGNATURE, "signatory", sentence))
    if missing:
        raise Incomplete(N_("La fiche n’est pas encore complète."), missing)
    before = {"number": needs.number, "signatory": needs.signatory}
    needs.number = needs.number or queries.next_number(session, year=today.year)
    needs.signatory = needs.signatory or _author_name(session, needs)
    if needs.submitted_at is None:
        needs.submitted_at = at
    else:
        needs.refiled_at = at
    needs.received_on = needs.received_on or (None if needs.entered_by_id else today)
    needs.admissibility = needs.admissibility_on = needs.admissibility_reason = None
    needs.asked_fields = []
    after = {"number": needs.number, "signatory": needs.signatory}
    for_another = rules.writes_for_another(actor, needs)
    name = "submit_for" if for_another else "submit"
    move(session, needs, name, actor=actor, at=at, changes=journal.diff(before, after))
    if for_another:
        tell_author(session, "needs_filed_for_you", needs, at=at)
    tell_role(session, "needs_received", Role.SECRETARIAT, needs, at=at, today=today)
    if asks_for_help(needs):
        tell_role(session, "needs_help_asked", Role.FOCAL_POINT, needs, at=at, today=today)


def withdraw(
    session: Session,
    needs: NeedsExpression,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> None:
    """Take a filed fiche back to correct it, while nobody has decided on it."""
    if not rules.CHAIRED.allows(actor, needs):
        raise NotAllowed(N_("Seule la présidence du comité reprend une fiche déposée."))
    check_version(needs, seen_version)
    if not reason.strip():
        problem = N_("Écrivez pourquoi vous reprenez la fiche.")
        raise Invalid(PROBLEMS, {"reason": problem})
    needs.admissibility = needs.admissibility_on = needs.admissibility_reason = None
    move(session, needs, "withdraw", actor=actor, at=at, reason=reason)


def _check(
    session: Session,
    needs: NeedsExpression,
    answers: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    problems: dict[str, Message] = {}
    unknown = queries.unknown_ics(session, answers.get("ics") or [])
    if unknown:
        problems["ics"] = N_(
            "Ces codes ne sont pas dans l’ICS : %(codes)s. Corrigez-les ou cherchez le bon code.",
            codes=", ".join(unknown),
        )
    committee_id = answers.get("committee_id")
    moved = committee_id not in {None, needs.committee_id}
    if moved and committee_id not in allowed_committees(session, needs, actor=actor, at=at):
        problems["committee_id"] = N_("Choisissez un comité que cette personne préside.")
    if problems:
        raise Invalid(N_("Des réponses ne peuvent pas être lues."), problems)


def allowed_committees(
    session: Session, needs: NeedsExpression | None, *, actor: Actor, at: datetime
) -> frozenset[int]:
    """Give the committees a fiche may name: those its writer chairs, or its named chair."""
    if needs is None or needs.entered_by_id is None:
        return actor.committee_ids
    return actor_of(session, needs.author_id, on=at.date()).committee_ids


def _apply(session: Session, needs: NeedsExpression, answers: Mapping[str, Any]) -> None:
    for name, value in answers.items():
        setattr(needs, name, value)
    if "requester" in answers:
        needs.requester_organisation_id = queries.organisation_named(session, needs.requester)


def _has_scan(needs: NeedsExpression) -> bool:
    return any(one.field_number == SIGNATURE for one in needs.attachments)


def _author_name(session: Session, needs: NeedsExpression) -> str:
    author = session.get(Account, needs.author_id)
    return author.name if author else ""
