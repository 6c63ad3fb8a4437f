"""Applying a staged file: checked again, worked out, then written as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError
from catalogue.exchange.closed_lists import load_lists
from catalogue.exchange.guards import refuse_others, require_state
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.kinds import (
    Importer,
    OutdatedPreviewError,
    Proposal,
    Stamp,
    Writing,
    Written,
)
from catalogue.exchange.models import ImportBatch, ImportRow, ImportSource
from catalogue.exchange.preview import Told, check_again, silent
from catalogue.exchange.vocabulary import BatchState, Verdict
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor

# States in which a file may be carried out: shown, or being carried out beside the pages.
_APPLICABLE = (BatchState.STAGED, BatchState.APPLYING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows an act has written, by verdict, and how many it has left."""

    added: int
    changed: int
    unchanged: int
    refused: int
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """A staged file checked again and worked out, waiting for the writer's place."""

    seen_version: int
    writing: Writing
    outcome: Outcome


def make_ready(
    session: Session,
    batch: ImportBatch,
    *,
    actor: Actor,
    seen_version: int,
    valid_rows_only: bool,
    at: datetime,
    today: date,
    told: Told = silent,
) -> Ready:
    """Check a staged file again and work out what applying it writes; writes nothing.

    Raises :class:`OutdatedPreviewError` when the check gives something else than the preview
    shown, :class:`Conflict` when the batch itself has changed, and :class:`DomainError` for refused
    rows or a file that would change nothing.
    """
    refuse_others(actor)
    require_state(batch, *_APPLICABLE)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    checked = check_again(session, batch, today=today, told=told)
    if _shown(session, batch) != [_said(one) for one in checked.proposals]:
        raise OutdatedPreviewError
    counts = Counter(one.verdict for one in checked.proposals)
    outcome = Outcome(*(counts[verdict] for verdict in Verdict))
    _refuse_open(outcome, valid_rows_only=valid_rows_only)
    importer: Importer[Any] = IMPORTERS[batch.kind]
    lists = load_lists(session, today=today)
    stamp = Stamp(actor, at, today, lists, batch.file_name, batch.id)
    writing = importer.work_out(session, [one for one in checked.proposals if one.writes], stamp)
    return Ready(seen_version, writing, outcome)


def write(
    session: Session, batch: ImportBatch, ready: Ready, *, actor: Actor, at: datetime
) -> Outcome:
    """Write what was made ready, all of it or nothing, with one entry in the journal for it."""
    require_state(batch, *_APPLICABLE)
    if batch.version != ready.seen_version:
        raise Conflict({}, batch.version)
    written = ready.writing.write(session)
    _keep_written(session, batch, written)
    outcome = ready.outcome
    batch.state, batch.applied_at = BatchState.APPLIED, at
    batch.asked, batch.notice, batch.holder, batch.held_until = None, None, None, None
    session.execute(sa.delete(ImportSource).where(ImportSource.batch_id == batch.id))
    journal.record(
        session,
        actor=actor,
        tag="import:applied",
        subject=batch,
        at=at,
        changes={"file_name": batch.file_name, **_counted(outcome)},
    )
    return outcome


def apply(
    session: Session,
    batch: ImportBatch,
    *,
    actor: Actor,
    seen_version: int,
    valid_rows_only: bool,
    at: datetime,
    today: date,
) -> Outcome:
    """Make a staged file ready and carry it out, in one go; see :func:`make_ready`."""
    ready = make_ready(
        session,
        batch,
        actor=actor,
        seen_version=seen_version,
        valid_rows_only=valid_rows_only,
        at=at,
        today=today,
    )
    return write(session, batch, ready, actor=actor, at=at)


def _keep_written(session: Session, batch: ImportBatch, written: Mapping[int, Written]) -> None:
    table = ImportRow.metadata.tables[ImportRow.__tablename__]
    ids = session.execute(
        sa.select(ImportRow.number, ImportRow.id).where(ImportRow.batch_id == batch.id)
    )
    session.connection().execute(
        sa.update(table)
        .where(table.c.id == sa.bindparam("b_id"))
        .values(subject_id=sa.bindparam("b_subject"), before=sa.bindparam("b_before")),
        [
            {"b_id": row.id, "b_subject": one.subject_id, "b_before": one.before}
            for row in ids
            if (one := written.get(row.number)) is not None
        ],
    )
    for held in session.identity_map.values():
        if isinstance(held, ImportRow):
            session.expire(held)


def _refuse_open(outcome: Outcome, *, valid_rows_only: bool) -> None:
    if outcome.undecided and not valid_rows_only:
        raise DomainError(
            N_(
                "Lignes à décider : %(count)d. Décidez-les d’abord, ou choisissez d’appliquer "
                "seulement les lignes valables : elles resteront de côté.",
                count=outcome.undecided,
            ),
            field="valid_rows_only",
        )
    if outcome.refused and not valid_rows_only:
        raise DomainError(
            N_(
                "Lignes refusées : %(count)d. Corrigez le fichier et importez-le de nouveau, ou "
                "choisissez d’appliquer seulement les lignes valables.",
                count=outcome.refused,
            ),
            field="valid_rows_only",
        )
    if not outcome.added + outcome.changed:
        raise DomainError(N_("Ce fichier ne change rien : il n’y a rien à appliquer."))


def _shown(session: Session, batch: ImportBatch) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for row in session.execute(
            sa.select(
                ImportRow.number,
                ImportRow.verdict,
                ImportRow.problems,
                ImportRow.changes,
                ImportRow.subject_id,
            )
            .where(ImportRow.batch_id == batch.id)
            .order_by(ImportRow.number)
        )
    ]


def _said(one: Proposal[Any]) -> tuple[Any, ...]:
    return one.number, one.verdict, one.problems, one.changes, one.subject_id


def _counted(outcome: Outcome) -> dict[str, int]:
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "refused": outcome.refused + outcome.undecided,
    }
