"""Keeping the reference list: adding an entry, confirming what it says, correcting it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, Invalid, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.open_data.queries import deliverables_with_keys
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor
from catalogue.records.designation import key
from catalogue.records.models import Edition, SourceBody
from catalogue.records.queries import ics_named
from catalogue.reference_list.facts import EntryFacts, facts_of, recorded_texts, values_of
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import entry_with_key
from catalogue.reference_list.rules import adds_entries, adds_proposed_entries, verifies_entries

_TO_CORRECT = N_("Rien n’est enregistré : corrigez les réponses signalées.")
_WEB = ("https://", "http://")
_BLOCK = 500  # keys per statement


def add_entry(session: Session, facts: EntryFacts, *, actor: Actor, at: datetime) -> ReferenceEntry:
    """Add an entry by hand, or from a recorded standard (``facts.edition_id``)."""
    if not adds_entries(actor):
        raise NotAllowed(N_("Seul le secrétariat ajoute des entrées à la liste de référence."))
    return _add(session, facts, actor=actor, at=at)


def add_proposed_entry(
    session: Session, facts: EntryFacts, *, actor: Actor, at: datetime
) -> ReferenceEntry:
    """Add an entry from a document that the triage proposed, its facts read from its record."""
    if not adds_proposed_entries(actor):
        raise NotAllowed(N_("Le secrétariat et le point focal genre retiennent ou écartent."))
    return _add(session, facts, actor=actor, at=at)


def _add(session: Session, facts: EntryFacts, *, actor: Actor, at: datetime) -> ReferenceEntry:
    _refuse_faults(session, facts)
    entry = ReferenceEntry(edited_at=at)
    _write(entry, facts)
    session.add(entry)
    session.flush()
    stated = {
        name: value for name, value in values_of(facts).items() if value not in (None, "", [])
    }
    _record(session, entry, "reference:added", actor=actor, at=at, changes=stated)
    return entry


def confirm_entry(
    session: Session,
    entry: ReferenceEntry,
    *,
    source: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say that one has opened the document and that the entry says true: who, when, what source."""
    _refuse_others(actor)
    _refuse_stale(entry, seen_version)
    if not source:
        raise DomainError(
            N_("Écrivez ce que vous avez ouvert : le texte, une page du catalogue, une édition."),
            field="source",
        )
    _attest(entry, source, actor, today)
    entry.edited_at = at  # what was confirmed is this text: the shipped list no longer changes it
    _record(session, entry, "reference:confirmed", actor=actor, at=at, changes={"source": source})


def correct_entry(
    session: Session,
    entry: ReferenceEntry,
    facts: EntryFacts,
    *,
    source: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Correct an entry; reloading the shipped list then leaves it alone (``edited_at``).

    With a ``source`` the person confirms the entry as corrected. Without one, an earlier
    confirmation no longer stands, since it was of another text.
    """
    _refuse_others(actor)
    before = facts_of(entry)
    _refuse_stale(entry, seen_version)
    _refuse_faults(session, facts, entry)
    changes = journal.diff(values_of(before), values_of(facts))
    if not changes and not source:
        return
    reindex_spoken_of(session, [entry], at=at)
    _write(entry, facts)
    entry.edited_at = at
    entry.verified_on = entry.verified_by_id = entry.verification_source = None
    if source:
        _attest(entry, source, actor, today)
        changes["source"] = [None, source]
    _record(session, entry, "reference:corrected", actor=actor, at=at, changes=changes)


def reindex_spoken_of(
    session: Session, entries: Collection[ReferenceEntry], *, at: datetime
) -> None:
    """Have search learn anew the documents that some entries speak of.

    Call before the entries change or go: a document they no longer speak of then loses their
    interest in search results.
    """
    keys = {one.reference_key for one in entries if one.reference_key and one.edition_id is None}
    linked = {one.edition_id for one in entries if one.edition_id is not None}
    editions = set[int]()
    for some in _in_blocks(keys):
        same = sa.select(Edition.id).where(Edition.reference_key.in_(some))
        editions.update(session.scalars(same))
    said_by_iso = deliverables_with_keys(session, keys).values()
    outbox.reindex(session, "edition", editions | linked, at=at)
    outbox.reindex(session, "deliverable", [one.iso_id for one in said_by_iso], at=at)


def _in_blocks(keys: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(keys)
    yield from (every[start : start + _BLOCK] for start in range(0, len(every), _BLOCK))


def _attest(entry: ReferenceEntry, source: str, actor: Actor, today: date) -> None:
    entry.verified_on = today
    entry.verified_by_id = actor.account_id
    entry.verification_source = source


def _write(entry: ReferenceEntry, facts: EntryFacts) -> None:
    for name, value in values_of(facts).items():
        setattr(entry, name, value)
    entry.reference_key = key(facts.reference) if facts.reference else None


def _record(
    session: Session,
    entry: ReferenceEntry,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, Any],
) -> None:
    journal.record(session, actor=actor, tag=tag, subject=entry, at=at, changes=changes)
    outbox.reindex(session, "reference_entry", [entry.id], at=at)


def _refuse_others(actor: Actor) -> None:
    if not verifies_entries(actor):
        raise NotAllowed(N_("Votre rôle ne permet pas de vérifier la liste de référence."))


def _refuse_stale(entry: ReferenceEntry, seen_version: int) -> None:
    if entry.version != seen_version:
        raise Conflict(current=recorded_texts(facts_of(entry)), version=entry.version)


def _refuse_faults(
    session: Session, facts: EntryFacts, entry: ReferenceEntry | None = None
) -> None:
    found = problems(session, facts, entry)
    if found:
        raise Invalid(_TO_CORRECT, found)


def problems(
    session: Session, facts: EntryFacts, entry: ReferenceEntry | None = None
) -> dict[str, Message]:
    """Give one sentence per fact that cannot be recorded, the same for forms and imports."""
    found: dict[str, Message] = {}
    if session.get(SourceBody, facts.body_code) is None:
        found["body_code"] = N_("Choisissez l’organisme qui publie le document.")
    if not (facts.title_fr or facts.title_en):
        found["title_fr"] = N_(
            "Écrivez le titre ; sans numéro connu, décrivez le document en quelques mots."
        )
    if not facts.rationale_fr:
        found["rationale_fr"] = N_("Dites en une phrase ce que ce document a à voir avec le genre.")
    same = entry_with_key(session, key(facts.reference)) if facts.reference else None
    if same is not None and same is not entry:
        found["reference"] = N_(
            "Cette référence est déjà dans la liste : %(reference)s, « %(title)s ».",
            reference=same.reference,
            title=same.title_fr or same.title_en or "",
        )
    known = ics_named(session, facts.ics)
    unknown = [code for code in facts.ics if code not in known]
    if unknown:
        found["ics"] = N_(
            "Code ICS inconnu : %(codes)s. Écrivez un code de l’édition 7, comme 13.340.20.",
            codes=", ".join(unknown),
        )
    for name in ("evidence_url", "catalogue_url"):
        address = getattr(facts, name)
        if address and not address.startswith(_WEB):
            found[name] = N_("Écrivez l’adresse entière de la page, depuis https://.")
    found.update(_edition_problem(session, facts))
    return found


def _edition_problem(session: Session, facts: EntryFacts) -> dict[str, Message]:
    if facts.edition_id is None:
        return {}
    reference = session.scalar(sa.select(Edition.reference).where(Edition.id == facts.edition_id))
    if reference is None:
        return {"edition_id": N_("Cette norme n’est pas dans le registre.")}
    return {}
