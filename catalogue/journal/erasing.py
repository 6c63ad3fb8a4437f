"""Erasing what the journal says of somebody: each act stays, in its place in the chain (§8).

What the law keeps is never erased: that an act took place, when, by whom and on what; and the
content of the acts on which a public decision rests.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.errors import DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.journal.chain import ERASED
from catalogue.journal.models import EntryPayload
from catalogue.journal.objects import About
from catalogue.journal.queries import Line, lines_of, lines_query, open_to
from catalogue.messages import N_, Message
from catalogue.permissions import Actor, Permission

# Acts whose content holds a public decision or the proof of one.
KEPT_SUBJECTS = frozenset(
    {
        "checklist_version",
        "decision",
        "gender_tag",
        "homologation_act",
        "policy_value",
        "reading",
        "review",
        "sampling_seed",
        "text_equivalence",
    }
)

KEPT_AS_DECISION = N_(
    "porte une décision publique ou sa preuve, dont l’agence doit pouvoir rendre compte"
)
KEPT_AS_ERASURE = N_("dit qu’un contenu a été effacé : sans cet acte, l’effacement serait un trou")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an erasure is about: its name, the acts, and the record the erasure itself is on."""

    title: str
    acts: tuple[About, ...]
    subject: Base


# By the word of the address («personne», «compte»); filled by the composition root.
SCOPES: dict[str, Callable[[Session, int], Scope | None]] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do: contents to erase, contents kept and why, those gone already."""

    erased: tuple[Line, ...]
    kept: tuple[tuple[Line, Message], ...]
    already: int

    @property
    def version(self) -> int:
        """Give a number that changes with the acts to erase."""
        return zlib.crc32(",".join(str(one.seq) for one in self.erased).encode()) % 10**9


def plan(session: Session, scope: Scope, *, actor: Actor) -> Plan:
    """Tell what an erasure would do, without doing it."""
    wanted = sa.or_(*(one.where for one in scope.acts)) if scope.acts else sa.false()
    query = lines_query().where(wanted, *open_to(session, actor))
    lines = lines_of(session, query, actor)
    kept: list[tuple[Line, Message]] = []
    erased: list[Line] = []
    for line in lines:
        if line.erased:
            continue
        reason = why_kept(line)
        if reason is None:
            erased.append(line)
        else:
            kept.append((line, reason))
    return Plan(tuple(erased), tuple(kept), sum(1 for one in lines if one.erased))


def why_kept(line: Line) -> Message | None:
    """Say why the content of an act cannot be erased, None when it can."""
    if line.tag == ERASED:
        return KEPT_AS_ERASURE
    return KEPT_AS_DECISION if line.subject_type in KEPT_SUBJECTS else None


def erase(
    session: Session,
    scope: Scope,
    *,
    actor: Actor,
    reason: str,
    seen_version: int,
    at: datetime,
) -> int:
    """Erase the content of the acts in a scope, and write down that it was done; give how many.

    Raises :class:`DomainError` when there is nothing to erase, or when acts were added since the
    person saw the list.
    """
    if actor.signed_in and not actor.may(Permission.JOURNAL_ERASE):
        raise NotAllowed(N_("Effacer un contenu du journal revient à l’administration."))
    planned = plan(session, scope, actor=actor)
    if not planned.erased:
        raise DomainError(N_("Il n’y a rien à effacer : aucun contenu n’est plus gardé."))
    if planned.version != seen_version:
        raise DomainError(
            N_("De nouveaux actes se sont ajoutés : relisez la liste, puis recommencez.")
        )
    if not reason.strip():
        raise DomainError(N_("Dites qui a demandé l’effacement et pourquoi."), field="reason")
    seqs = [one.seq for one in planned.erased]
    session.execute(
        sa.update(EntryPayload)
        .where(EntryPayload.entry_seq.in_(seqs))
        .values(canonical=None, erased_at=at)
        .execution_options(synchronize_session=False)
    )
    journal.record(
        session,
        actor=actor,
        tag=ERASED,
        subject=scope.subject,
        at=at,
        changes={"entries": sorted(seqs)},
        reason=reason.strip(),
    )
    return len(seqs)
