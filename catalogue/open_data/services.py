"""A file of ISO Open Data from its arrival to its publication, and back: each act is short.

Reading the file is :mod:`catalogue.open_data.receiving`; cleaning after it, ``sweeping``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.open_data.classification import put_back, put_in_force
from catalogue.open_data.models import Deliverable, Release
from catalogue.open_data.queries import last_published, pending
from catalogue.open_data.rules import may_import
from catalogue.open_data.stored_files import StoredFile
from catalogue.open_data.vocabulary import (
    DATASET_LABELS,
    RELEASE_STATE_LABELS,
    Dataset,
    ReleaseState,
)
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor

_LONGEST_NAME = 255
# Above, building the whole index anew is quicker than taking the documents in one by one.
MOST_INDEXED = 5_000
SEARCH_KIND, EVERYTHING = "deliverable", "everything"


def begin(
    session: Session, stored: StoredFile, *, file_name: str, actor: Actor, at: datetime
) -> Release:
    """Take a stored file in, to be read; the same file sent twice gives the same release.

    Raises :class:`DomainError` while another file of the data set is being read or waits to be
    published: each is compared with what people see.
    """
    _refuse_others(actor)
    waiting = pending(session, stored.dataset)
    if waiting is not None:
        if waiting.sha256 == stored.sha256:
            return waiting
        raise DomainError(
            N_(
                "Un autre fichier attend déjà pour « %(dataset)s » : l’import n° %(id)d "
                "(%(file)s). Publiez-le ou abandonnez-le d’abord.",
                dataset=DATASET_LABELS[stored.dataset],
                id=waiting.id,
                file=waiting.file_name,
            ),
            field="file",
        )
    release = Release(
        dataset=stored.dataset,
        file_name=file_name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:],
        sha256=stored.sha256,
        size=stored.size,
        begun_at=at,
        begun_by_id=actor.account_id,
    )
    session.add(release)
    session.flush()
    return release


def publish(
    session: Session,
    release: Release,
    *,
    actor: Actor,
    seen_version: int,
    valid_rows_only: bool,
    at: datetime,
) -> Release:
    """Let everybody see what a file brings, all of it at once; the search index follows.

    Gives the release as it now stands. Raises :class:`DomainError` when
    records are refused and ``valid_rows_only`` is not set.
    """
    _refuse_others(actor)
    _require(release, ReleaseState.READY, seen_version)
    if release.refused and not valid_rows_only:
        raise DomainError(
            N_(
                "Lignes refusées : %(count)d. Choisissez de publier seulement les lignes valables, "
                "ou abandonnez ce fichier.",
                count=release.refused,
            ),
            field="valid_rows_only",
        )
    if release.dataset is Dataset.ICS:
        put_in_force(session, release, at=at)
    release.state, release.published_at = ReleaseState.PUBLISHED, at
    release.published_by_id = actor.account_id
    _journal(session, release, "open_data:published", actor=actor, at=at)
    _reindex(session, release, at=at)
    return release


def undo(
    session: Session,
    release: Release,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> Release:
    """Show again what stood before the last published file of a data set, with a reason.

    Gives the release as it now stands. Raises :class:`DomainError` for an older
    one, or while a newer file waits.
    """
    _refuse_others(actor)
    _require(release, ReleaseState.PUBLISHED, seen_version)
    if not reason:
        raise DomainError(N_("Dites pourquoi l’import est annulé."), field="reason")
    last = last_published(session, release.dataset)
    if last is not release:
        raise DomainError(
            N_("Seul le dernier fichier publié s’annule : ici, l’import n° %(id)d.", id=last.id)
            if last
            else N_("Cet import n’est pas publié.")
        )
    waiting = pending(session, release.dataset)
    if waiting is not None:
        raise DomainError(
            N_(
                "L’import n° %(id)d (%(file)s) attend et a été comparé à celui-ci : abandonnez-le "
                "d’abord.",
                id=waiting.id,
                file=waiting.file_name,
            )
        )
    if release.dataset is Dataset.ICS:
        put_back(session, release)
    release.state, release.ended_at, release.undo_reason = ReleaseState.UNDONE, at, reason
    release.swept = False
    _journal(session, release, "open_data:undone", actor=actor, at=at, reason=reason)
    _reindex(session, release, at=at)
    return release


def discard(
    session: Session, release: Release, *, actor: Actor, seen_version: int | None, at: datetime
) -> None:
    """Give up a file that is being read or waits: nobody has seen anything of it.

    ``seen_version`` is None for one that its own reading moves on.
    """
    _refuse_others(actor)
    if release.state is not ReleaseState.RECEIVING:
        _require(release, ReleaseState.READY, seen_version)
    release.state, release.ended_at = ReleaseState.DISCARDED, at
    release.holder = release.held_until = None
    _journal(session, release, "open_data:discarded", actor=actor, at=at)


def _refuse_others(actor: Actor) -> None:
    if not may_import(actor):
        raise NotAllowed(N_("Seul le secrétariat importe des fichiers."))


def _require(release: Release, state: ReleaseState, seen_version: int | None) -> None:
    if release.state is not state:
        raise DomainError(
            N_(
                "Cet import est « %(state)s » : rien n’a été fait une seconde fois.",
                state=RELEASE_STATE_LABELS[release.state],
            )
        )
    if seen_version is not None and release.version != seen_version:
        raise Conflict({}, release.version)


def _journal(
    session: Session,
    release: Release,
    tag: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> None:
    changes = {
        "file_name": release.file_name,
        "added": release.added,
        "changed": release.changed,
        "unchanged": release.unchanged,
        "refused": release.refused,
    }
    journal.record(
        session, actor=actor, tag=tag, subject=release, at=at, changes=changes, reason=reason
    )


def _reindex(session: Session, release: Release, *, at: datetime) -> None:
    if release.dataset is not Dataset.DELIVERABLES:
        return
    if release.added + release.changed > MOST_INDEXED:
        outbox.enqueue(session, "index", {"kind": EVERYTHING, "ids": []}, at=at)
        return
    ids: Sequence[int] = session.scalars(
        sa.select(Deliverable.iso_id).where(Deliverable.first_release_id == release.id)
    ).all()
    outbox.reindex(session, SEARCH_KIND, ids, at=at)
