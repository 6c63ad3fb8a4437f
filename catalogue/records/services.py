"""The register of standards: recording an edition, changing it, withdrawing it, linking it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records import succession
from catalogue.records.checks import counted_changes, problems, withdrawal_problem
from catalogue.records.designation import identifier, key, year
from catalogue.records.facts import (
    OWN_COLUMNS,
    EditionFacts,
    facts_of,
    journal_values,
    recorded_texts,
)
from catalogue.records.models import Edition, Relation, SourceBody, Standard
from catalogue.records.queries import ics_named
from catalogue.records.register import Register
from catalogue.records.rules import keeps_standards, may_change
from catalogue.records.vocabulary import EditionStatus, RelationKind

_REFUSED = N_("Seul le secrétariat tient le registre des normes.")
_TO_CORRECT = N_("La fiche n’est pas enregistrée : corrigez les réponses signalées.")


class RefusedAmong(Invalid):
    """Facts refused among many; ``position`` says which ones, from 0. Nothing is recorded."""

    def __init__(self, refused: Invalid, position: int) -> None:
        super().__init__(refused.message, refused.problems)
        self.position = position


def record_edition(
    session: Session, facts: EditionFacts, *, actor: Actor, at: datetime, today: date
) -> Edition:
    """Enter a standard that exists already, without a work item (product_rules §5).

    ``today`` is the day where the agency is. Raises :class:`NotAllowed`, or :class:`Invalid` with a
    sentence per field.
    """
    register = Register(session)
    [made] = record_editions(session, [facts], actor=actor, at=at, today=today, register=register)
    return made


def record_editions(
    session: Session,
    many: Sequence[EditionFacts],
    *,
    actor: Actor,
    at: datetime,
    today: date,
    register: Register,
) -> list[Edition]:
    """Enter many at once, each journalled as by hand; ``register`` knows what these facts name.

    Raises :class:`RefusedAmong` at the first that cannot be recorded.
    """
    if not keeps_standards(actor):
        raise NotAllowed(_REFUSED)
    made: list[Edition] = []
    with session.no_autoflush:
        for position, facts in enumerate(many):
            try:
                _refuse_faults(register, facts, today=today)
            except Invalid as refused:
                raise RefusedAmong(refused, position) from refused
            standard = _standard_for(register, facts)
            edition = Edition(standard=standard, recorded_at=at, ics_codes=[])
            session.add(edition)
            _write(register, edition, facts)
            register.add(edition)
            made.append(edition)
    session.flush()
    for edition in made:
        if edition.base_reference and edition.base_edition_id is None:
            base = register.edition(edition.base_reference)  # of the same file, numbered just now
            edition.base_edition_id = base.id if base is not None else None
        if register.mentions(edition.reference):
            _join_to_mentions(session, edition)
    acts = [
        journal.Act("standard:recorded", edition, _stated(facts))
        for edition, facts in zip(made, many, strict=True)
    ]
    journal.record_all(session, acts, actor=actor, at=at)
    outbox.reindex(session, "edition", [edition.id for edition in made], at=at)
    return made


def change_edition(
    session: Session,
    edition: Edition,
    facts: EditionFacts,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
    reason: str = "",
    register: Register | None = None,
) -> Edition:
    """Correct the facts of an edition; what an indicator counts with is only changed for a reason.

    ``edition`` comes from :func:`catalogue.records.queries.edition_of`. Raises :class:`Conflict`
    when somebody else changed it since it was opened.
    """
    _refuse_to_change(actor, edition)
    register = register or Register(session)
    before = facts_of(edition)
    if edition.version != seen_version:
        raise Conflict(current=recorded_texts(before), version=edition.version)
    _refuse_faults(register, facts, today=today, edition=edition)
    changes = journal.diff(journal_values(before), journal_values(facts))
    if not changes:
        return edition
    if counted_changes(before, facts) and not reason:
        raise Invalid(
            _TO_CORRECT,
            {
                "reason": N_(
                    "Dites pourquoi : la référence, la nature, la base, le degré, les dates et les "
                    "textes nationaux changent ce que compte l’indicateur 5.3."
                )
            },
        )
    left = edition.standard
    edition.standard = _standard_for(register, facts)
    _write(register, edition, facts)
    register.add(edition)
    session.flush()
    if register.mentions(edition.reference):
        _join_to_mentions(session, edition)
    if edition.standard is not left:
        _drop_if_empty(session, left)
    _record(
        session, edition, "standard:changed", changes, actor=actor, at=at, reason=reason or None
    )
    return edition


def withdraw(
    session: Session,
    edition: Edition,
    *,
    on: date,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
    decision: str = "",
    successor: str = "",
) -> None:
    """Withdraw an edition from a day on (stage 95.99); the reason is shown on its page.

    ``decision`` says who decided and by which act. ``successor`` is the reference of what replaces
    it: when the register has it, it is said to replace this one, until the withdrawal is undone.
    """
    _refuse_to_change(actor, edition)
    _refuse_stale(edition, seen_version)
    if edition.status is EditionStatus.WITHDRAWN:
        raise DomainError(
            N_(
                "Cette norme est déjà annulée depuis le %(day)s.",
                day=edition.withdrawn_on.strftime("%d/%m/%Y") if edition.withdrawn_on else "?",
            )
        )
    found = {}
    if (problem := withdrawal_problem(edition, on, today=today)) is not None:
        found["withdrawn_on"] = problem
    if not reason:
        found["reason"] = N_("Dites pourquoi la norme est annulée, en une phrase.")
    if successor and key(successor) == edition.reference_key:
        found["successor"] = N_("Une norme ne se remplace pas elle-même : vérifiez la référence.")
    if found:
        raise Invalid(N_("L’annulation n’est pas enregistrée."), found)
    before = {"status": edition.status, "withdrawn_on": edition.withdrawn_on}
    edition.status, edition.withdrawn_on = EditionStatus.WITHDRAWN, on
    edition.withdrawal_reason = reason
    edition.withdrawal_decision = decision or None
    edition.successor_reference = successor or None
    after: dict[str, object] = {"status": edition.status, "withdrawn_on": on}
    after |= {"decision": decision} if decision else {}
    after |= {"successor": successor} if successor else {}
    changes = journal.diff(before, after)
    if successor:
        succession.join_successor(session, edition, successor, on=on, at=at)
    _record(session, edition, "standard:withdrawn", changes, actor=actor, at=at, reason=reason)


def reinstate(
    session: Session,
    edition: Edition,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> None:
    """Put back in force an edition that was withdrawn by mistake; the journal keeps both acts."""
    _refuse_to_change(actor, edition)
    _refuse_stale(edition, seen_version)
    if edition.status is not EditionStatus.WITHDRAWN:
        raise DomainError(N_("Cette norme n’est pas annulée : il n’y a rien à défaire."))
    if not reason:
        raise DomainError(N_("Dites pourquoi l’annulation est défaite."), field="reason")
    before = {"status": edition.status, "withdrawn_on": edition.withdrawn_on}
    edition.status = EditionStatus.PUBLISHED
    edition.withdrawn_on = edition.withdrawal_reason = None
    edition.withdrawal_decision = edition.successor_reference = None
    succession.leave_successors(session, edition, at=at)
    after = {"status": edition.status, "withdrawn_on": None}
    changes = journal.diff(before, after)
    _record(session, edition, "standard:reinstated", changes, actor=actor, at=at, reason=reason)


def add_relation(
    session: Session,
    edition: Edition,
    *,
    kind: RelationKind,
    target_reference: str,
    effective_on: date | None,
    actor: Actor,
    at: datetime,
    register: Register | None = None,
) -> Relation:
    """Say that an edition replaces, amends, adopts or cites a document, recorded here or not."""
    _refuse_to_change(actor, edition)
    target_key = key(target_reference)
    if not target_reference:
        raise DomainError(N_("Écrivez la référence de l’autre document."), field="target_reference")
    if target_key == edition.reference_key:
        raise DomainError(
            N_("Une norme ne peut pas être liée à elle-même : vérifiez la référence."),
            field="target_reference",
        )
    if (kind, target_key) in {(one.kind, key(one.target_reference)) for one in edition.relations}:
        raise DomainError(N_("Ce lien est déjà enregistré."), field="target_reference")
    register = register or Register(session)
    target = register.edition(target_reference)
    register.name(target_reference)
    relation = Relation(
        edition_id=edition.id,
        kind=kind,
        target_reference=target_reference,
        target_edition_id=target.id if target is not None else None,
        effective_on=effective_on,
    )
    session.add(relation)
    _record(session, edition, "standard:relation_added", _told(relation), actor=actor, at=at)
    return relation


def remove_relation(
    session: Session, edition: Edition, relation_id: int, *, actor: Actor, at: datetime
) -> None:
    """Take back a link entered by mistake; the journal keeps what it said."""
    _refuse_to_change(actor, edition)
    relation = next((one for one in edition.relations if one.id == relation_id), None)
    if relation is None:
        raise DomainError(N_("Ce lien a déjà été retiré."))
    told = _told(relation)
    session.delete(relation)
    _record(session, edition, "standard:relation_removed", told, actor=actor, at=at)


def _record(
    session: Session,
    edition: Edition,
    tag: str,
    changes: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> None:
    journal.record(
        session, actor=actor, tag=tag, subject=edition, at=at, changes=changes, reason=reason
    )
    outbox.reindex(session, "edition", [edition.id], at=at)


def _refuse_to_change(actor: Actor, edition: Edition) -> None:
    if not keeps_standards(actor):
        raise NotAllowed(_REFUSED)
    if not may_change(actor, edition):
        raise DomainError(
            N_("L’homologation de cette norme a été défaite : sa fiche ne peut plus être modifiée.")
        )


def _refuse_stale(edition: Edition, seen_version: int) -> None:
    if edition.version != seen_version:
        raise Conflict(current=recorded_texts(facts_of(edition)), version=edition.version)


def _refuse_faults(
    register: Register, facts: EditionFacts, *, today: date, edition: Edition | None = None
) -> None:
    found = problems(register.session, facts, today=today, edition=edition, register=register)
    if found:
        raise Invalid(_TO_CORRECT, found)


def _standard_for(register: Register, facts: EditionFacts) -> Standard:
    """Give the standard an edition belongs to by its identifier, made if it is the first.

    Its body follows the edition's: the checks have refused two bodies for one identifier.
    """
    found = register.standard(facts.reference)
    if found is None:
        named = identifier(facts.reference)
        found = Standard(body_code=facts.body_code, identifier=named, identifier_key=key(named))
        register.session.add(found)
    found.body_code = facts.body_code
    return found


def _join_to_mentions(session: Session, edition: Edition) -> None:
    """Join the edition to what already named it: relations and adoptions of other editions."""
    session.execute(
        sa.update(Relation)
        .where(
            Relation.target_edition_id.is_(None),
            Relation.target_reference == edition.reference,
        )
        .values(target_edition_id=edition.id)
    )
    session.execute(
        sa.update(Edition)
        .where(Edition.base_edition_id.is_(None), Edition.base_reference == edition.reference)
        .values(base_edition_id=edition.id)
    )


def _drop_if_empty(session: Session, standard: Standard) -> None:
    """Leave no standard without editions behind when a reference was corrected."""
    used = session.scalar(
        sa.select(sa.func.count()).select_from(Edition).where(Edition.standard_id == standard.id)
    )
    if not used:
        session.delete(standard)


def _write(register: Register, edition: Edition, facts: EditionFacts) -> None:
    for name in OWN_COLUMNS:
        setattr(edition, name, getattr(facts, name))
    edition.reference_key = key(facts.reference)
    edition.year = year(facts.reference)
    body = register.session.get_one(SourceBody, facts.body_code)
    edition.national = body.is_agency
    base = register.edition(facts.base_reference) if facts.base_reference else None
    edition.base_edition_id = base.id if base is not None else None
    named = ics_named(register.session, facts.ics)
    edition.ics_codes = [named[code] for code in facts.ics]


def _stated(facts: EditionFacts) -> dict[str, Any]:
    return {name: value for name, value in journal_values(facts).items() if value not in (None, [])}


def _told(relation: Relation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "target_reference": relation.target_reference,
        "effective_on": relation.effective_on,
    }
