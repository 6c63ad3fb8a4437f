"""Settling candidates: into the reference list, aside, or back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.open_data.queries import deliverable
from catalogue.permissions import Actor
from catalogue.records.designation import year
from catalogue.records.queries import ics_named
from catalogue.reference_list import services as reference_list
from catalogue.reference_list.facts import EntryFacts
from catalogue.reference_list.models import ReferenceEntry
from catalogue.reference_list.queries import entry_with_key
from catalogue.reference_list.vocabulary import EvidenceKind, Relevance
from catalogue.triage.models import Candidate, Dismissal
from catalogue.triage.queries import others_in_series, standing_dismissal
from catalogue.triage.rules import settles_candidates
from catalogue.triage.vocabulary import Source

_CATALOGUE = "https://www.iso.org/standard/%d.html"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person says of a document that they take into the reference list."""

    relevance: Relevance
    rationale_fr: str
    evidence_kind: EvidenceKind
    evidence_url: str | None = None
    note: str | None = None


def catalogue_address(candidate: Candidate) -> str | None:
    """Give the page of the issuing body's own catalogue, where ISO's number is known."""
    return _CATALOGUE % candidate.source_id if candidate.source is Source.ISO else None


def accept(
    session: Session,
    candidate: Candidate,
    statement: Statement,
    *,
    actor: Actor,
    at: datetime,
) -> ReferenceEntry:
    """Take a document into the reference list, on a person's own statement.

    A title alone makes an interest *potentiel* at most: 5.1 counts the others, and a title proves
    nothing of the text (product_rules §4).
    """
    _refuse_others(actor)
    _refuse_settled(session, candidate)
    title_only = statement.evidence_kind is EvidenceKind.TITLE_ONLY
    if title_only and statement.relevance is not Relevance.POTENTIAL:
        raise DomainError(
            N_(
                "D’après le titre seul, l’intérêt est « potentiel ». Ouvrez le texte et dites sur "
                "quoi repose l’affirmation, ou choisissez « potentiel »."
            ),
            field="relevance",
        )
    return reference_list.add_proposed_entry(
        session, _facts(session, candidate, statement), actor=actor, at=at
    )


def dismiss(
    session: Session,
    candidate: Candidate,
    *,
    reason: str,
    whole_series: bool,
    actor: Actor,
    at: datetime,
) -> Sequence[Dismissal]:
    """Set a document aside for good, later editions too; with the others of its series if asked."""
    _refuse_others(actor)
    _refuse_settled(session, candidate)
    if not reason:
        raise DomainError(
            N_("Dites en une phrase pourquoi ce document n’est pas à examiner."), field="reason"
        )
    wanted = {candidate.identifier_key: candidate}
    if whole_series:
        for other in others_in_series(session, candidate):
            wanted.setdefault(other.identifier_key, other)
    made = [
        Dismissal(
            identifier_key=identifier_key,
            reference=one.reference,
            title=one.title_fr or one.title_en or "",
            reason=reason,
            dismissed_by_id=actor.account_id,
            dismissed_at=at,
        )
        for identifier_key, one in wanted.items()
    ]
    session.add_all(made)
    session.flush()
    for one in made:
        journal.record(
            session,
            actor=actor,
            tag="triage:dismissed",
            subject=one,
            at=at,
            changes={"reference": one.reference},
            reason=reason,
        )
    return made


def take_back(session: Session, dismissal: Dismissal, *, actor: Actor, at: datetime) -> None:
    """Put a document back among the candidates."""
    _refuse_others(actor)
    if dismissal.taken_back_at is not None:
        raise DomainError(
            N_("%(reference)s est déjà reprise : rien n’a changé.", reference=dismissal.reference)
        )
    dismissal.taken_back_at, dismissal.taken_back_by_id = at, actor.account_id
    journal.record(
        session,
        actor=actor,
        tag="triage:taken_back",
        subject=dismissal,
        at=at,
        changes={"reference": dismissal.reference},
    )


def _facts(session: Session, candidate: Candidate, statement: Statement) -> EntryFacts:
    iso = deliverable(session, candidate.source_id) if candidate.source is Source.ISO else None
    return EntryFacts(
        body_code=candidate.body_code,
        relevance=statement.relevance,
        evidence_kind=statement.evidence_kind,
        reference=candidate.reference,
        title_fr=candidate.title_fr,
        title_fr_official=candidate.title_fr is not None,
        title_en=candidate.title_en,
        edition_year=year(candidate.reference),
        ics=tuple(ics_named(session, candidate.ics)),
        committee_reference=candidate.committee,
        rationale_fr=statement.rationale_fr,
        evidence_url=statement.evidence_url,
        catalogue_url=catalogue_address(candidate),
        published_on=iso.published_on if iso else None,
        stage_code=iso.stage_code if iso else None,
        note=statement.note,
        edition_id=candidate.source_id if candidate.source is Source.EDITION else None,
    )


def _refuse_others(actor: Actor) -> None:
    if not settles_candidates(actor):
        raise NotAllowed(N_("Le secrétariat et le point focal genre retiennent ou écartent."))


def _refuse_settled(session: Session, candidate: Candidate) -> None:
    """Refuse what somebody else settled meanwhile, and say who did what."""
    aside = standing_dismissal(session, candidate.identifier_key)
    if aside is not None:
        raise DomainError(
            N_(
                "%(reference)s a été écartée le %(day)s par %(name)s : « %(reason)s ». Reprenez-la "
                "d’abord, depuis la liste des normes écartées.",
                reference=aside.reference,
                day=aside.dismissed_at.date(),
                name=aside.dismissed_by.name if aside.dismissed_by else "le logiciel",
                reason=aside.reason,
            )
        )
    if entry_with_key(session, candidate.reference_key) is not None:
        raise DomainError(
            N_(
                "%(reference)s vient d’entrer dans la liste de référence : il n’y a plus rien à "
                "décider ici.",
                reference=candidate.reference,
            )
        )
