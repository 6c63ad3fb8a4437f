"""The acts on an imported file, under one name: from its arrival to its undoing.

They stand by idea: receiving and laying out, the preview, decisions, applying, undoing. What takes
long goes on beside the pages: :mod:`running`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError
from catalogue.exchange.applying import Outcome, apply
from catalogue.exchange.guards import refuse_others, require_state
from catalogue.exchange.importers import IMPORTERS, MOST_WRITTEN
from catalogue.exchange.kinds import OutdatedPreviewError
from catalogue.exchange.layout import Layout, headings_key, lay
from catalogue.exchange.models import ColumnMatching, ImportBatch, ImportRow, ImportSource
from catalogue.exchange.preview import (
    check,
    keep,
    lay_out,
    received_of,
    restage,
    stage,
    take_in,
)
from catalogue.exchange.vocabulary import BatchState, Choice, Verdict
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor

__all__ = [
    "IMPORTERS",
    "MOST_WRITTEN",
    "Outcome",
    "OutdatedPreviewError",
    "apply",
    "arrange",
    "ask",
    "check",
    "choose",
    "decide_readings",
    "discard",
    "forget_matching",
    "keep",
    "require_applied",
    "restage",
    "stage",
    "take_in",
]

_LAID_OUT = (BatchState.MATCHING, BatchState.STAGED)


def arrange(
    session: Session,
    batch: ImportBatch,
    layout: Layout,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
    remember: bool,
) -> None:
    """Say how a file is laid out; it is then verified, and the next such file is read likewise.

    Raises :class:`DomainError` when an obligatory column is missing or nothing stands below.
    """
    refuse_others(actor)
    require_state(batch, *_LAID_OUT)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    received = received_of(session, batch).laid_out(layout)
    lay(layout, received.sheets, IMPORTERS[batch.kind].columns)
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    lay_out(batch, received)
    batch.state, batch.readings = BatchState.READING, {}
    batch.asked = _by(actor)
    key = headings_key(layout.headings)
    matching = session.scalars(
        sa.select(ColumnMatching).where(
            ColumnMatching.kind == batch.kind, ColumnMatching.headings_key == key
        )
    ).one_or_none()
    if not remember:
        if matching is not None:
            session.delete(matching)
        return
    if matching is None:
        matching = ColumnMatching(kind=batch.kind, headings_key=key)
        session.add(matching)
    matching.headings, matching.places = list(layout.headings), dict(layout.places)
    matching.file_name, matching.matched_at = batch.file_name, at
    matching.matched_by_id = actor.account_id


def forget_matching(session: Session, matching: ColumnMatching, *, actor: Actor) -> None:
    """Forget how files with these headings are read: the next one asks again."""
    refuse_others(actor)
    session.delete(matching)


def ask(
    session: Session,
    batch: ImportBatch,
    state: BatchState,
    *,
    actor: Actor,
    seen_version: int,
    **asked: Any,
) -> None:
    """Ask for an act that goes on beside the pages: verifying, applying or undoing."""
    refuse_others(actor)
    came_from = BatchState.APPLIED if state is BatchState.UNDOING else BatchState.STAGED
    require_state(batch, came_from)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    batch.state, batch.asked, batch.notice = state, {**_by(actor), **asked}, None
    batch.dealt = 0
    session.flush()


def decide_readings(
    session: Session, batch: ImportBatch, said: Mapping[str, Mapping[str, bool]], *, actor: Actor
) -> None:
    """Say of doubtful cells, by column and text, whether to read them as proposed.

    The file is then to be verified again.
    """
    refuse_others(actor)
    require_state(batch, BatchState.STAGED)
    batch.readings = {
        column: {
            text: one | {"said": said.get(column, {}).get(text, one["said"])}
            for text, one in cells.items()
        }
        for column, cells in batch.readings.items()
    }
    session.flush()


def choose(
    session: Session,
    batch: ImportBatch,
    choice: Choice,
    *,
    actor: Actor,
    row_number: int | None = None,
) -> int:
    """Choose what stands where the file and a newer record differ, in one row or in all of them.

    Gives how many rows it was chosen for. The file is then to be verified again.
    """
    refuse_others(actor)
    require_state(batch, BatchState.STAGED)
    rows = sa.update(ImportRow).where(
        ImportRow.batch_id == batch.id,
        ImportRow.verdict == Verdict.UNDECIDED,
        ImportRow.subject_id.is_not(None),
    )
    if row_number is not None:
        rows = rows.where(ImportRow.number == row_number)
    chosen = session.scalars(
        rows.values(choice=choice.value)
        .returning(ImportRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not chosen:
        raise DomainError(N_("Il n’y a plus rien à choisir ici : relisez la page."))
    return len(chosen)


def discard(
    session: Session,
    batch: ImportBatch,
    *,
    actor: Actor,
    seen_version: int | None,
    at: datetime,
) -> None:
    """Give up a file before it is applied: its rows are forgotten, nothing was written.

    ``seen_version`` is None for one that is being verified, which moves on by itself.
    """
    refuse_others(actor)
    require_state(batch, *_LAID_OUT, BatchState.READING)
    if seen_version is not None and batch.version != seen_version:
        raise Conflict({}, batch.version)
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    session.execute(sa.delete(ImportSource).where(ImportSource.batch_id == batch.id))
    batch.state = BatchState.DISCARDED
    batch.holder = batch.held_until = batch.asked = None
    journal.record(session, actor=actor, tag="import:discarded", subject=batch, at=at)


def require_applied(batch: ImportBatch) -> None:
    """Refuse to undo what is not applied, or is undone already."""
    require_state(batch, BatchState.APPLIED)


def _by(actor: Actor) -> dict[str, Any]:
    return {"account_id": actor.account_id}
