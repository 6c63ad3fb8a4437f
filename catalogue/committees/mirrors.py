"""The committees of other bodies that ours follow: looking them up, following, no longer following.

What is known of them comes from the open data slice, which stands above and fills the lists here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee, CommitteeMirror
from catalogue.committees.services import refuse_others
from catalogue.committees.vocabulary import Membership
from catalogue.errors import DomainError, NotFound
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor

LONGEST_REFERENCE = 160
MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCommittee:
    """What its body says of a committee; what is not known is empty.

    ``membership`` is how the agency is enrolled there according to that body; ``published`` and
    ``in_preparation`` count its documents.
    """

    reference: str
    title: str = ""
    active: bool = True
    secretariat: str = ""
    membership: Membership | None = None
    published: int = 0
    in_preparation: int = 0


# Finds committees by a reference, its beginning or words of a title; given the agency's acronym.
FINDERS: list[Callable[[Session, str, str], Sequence[ForeignCommittee]]] = []

# Describes committees by their references; those unknown are left out.
DESCRIBERS: list[Callable[[Session, Sequence[str], str], Mapping[str, ForeignCommittee]]] = []


def find(session: Session, text: str, acronym: str) -> list[ForeignCommittee]:
    """Look committees of other bodies up, at most :data:`MOST_FOUND`."""
    text = " ".join(text.split())
    if not text:
        return []
    return [one for ask in FINDERS for one in ask(session, text, acronym)][:MOST_FOUND]


def described(
    session: Session, references: Sequence[str], acronym: str
) -> dict[str, ForeignCommittee]:
    """Give what is known of some committees, by reference."""
    return {
        key: one
        for ask in DESCRIBERS
        for key, one in (ask(session, references, acronym) if references else {}).items()
    }


def follow(
    session: Session,
    committee: Committee,
    reference: str,
    membership: Membership | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Follow a committee of another body, or change how the agency takes part in it."""
    refuse_others(actor)
    reference = " ".join(reference.split())
    if not reference or len(reference) > LONGEST_REFERENCE:
        raise DomainError(
            N_("Écrivez le sigle du comité, par exemple ISO/TC 34, en 160 caractères au plus."),
            field="q",
        )
    known = session.get(CommitteeMirror, (committee.id, reference))
    if known is not None and known.membership is membership:
        return
    before = known.membership if known is not None else None
    if known is None:
        session.add(
            CommitteeMirror(committee_id=committee.id, reference=reference, membership=membership)
        )
    else:
        known.membership = membership
    journal.record(
        session,
        actor=actor,
        tag="committee:mirror_added" if known is None else "committee:mirror_changed",
        subject=committee,
        at=at,
        changes={"mirror": reference, "membership": [before, membership]},
    )


def stop_following(
    session: Session, committee: Committee, reference: str, *, actor: Actor, at: datetime
) -> None:
    """Follow a committee no longer; the journal keeps that it was followed."""
    refuse_others(actor)
    gone = session.execute(
        sa.delete(CommitteeMirror).where(
            CommitteeMirror.committee_id == committee.id, CommitteeMirror.reference == reference
        )
    )
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise NotFound
    journal.record(
        session,
        actor=actor,
        tag="committee:mirror_removed",
        subject=committee,
        at=at,
        changes={"mirror": reference},
    )
