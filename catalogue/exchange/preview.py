"""The preview of a file: what each of its rows would do, kept to be shown, then applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import DomainError
from catalogue.exchange.closed_lists import load_lists
from catalogue.exchange.guards import refuse_others, require_state
from catalogue.exchange.importers import IMPORTERS, MOST_WRITTEN
from catalogue.exchange.kinds import Incoming, Proposal
from catalogue.exchange.layout import Laid, lay, repeated
from catalogue.exchange.models import ImportBatch, ImportRow, ImportSource
from catalogue.exchange.proposals import propose
from catalogue.exchange.receiving import Received, notes_of, packed, receive, unpacked
from catalogue.exchange.vocabulary import BatchState, Choice, ImportKind
from catalogue.exchange.workbook import FILE
from catalogue.messages import N_
from catalogue.permissions import Actor

Told = Callable[[int], None]


def silent(_count: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What each row of a file would do, and the doubtful cells a person must decide on."""

    rows: Sequence[Incoming]
    proposals: Sequence[Proposal[Any]]
    readings: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file read and checked at one go."""

    received: Received
    laid: Laid
    checked: Checked


def check(
    session: Session,
    kind: ImportKind,
    content: bytes,
    *,
    file_name: str,
    actor: Actor,
    today: date,
) -> CheckedFile:
    """Read a file and say row by row what applying it would do; writes nothing.

    Apart from :func:`keep`, so that nobody's act waits while a large file is read. Raises
    :class:`DomainError` on the field ``file`` for a file that cannot be read, is too large, or of
    which a person must first say how it is laid out.
    """
    refuse_others(actor)
    columns = IMPORTERS[kind].columns
    received = receive(session, kind, content, file_name=file_name, columns=columns)
    _require_plain(received)
    return check_received(session, received, today=today)


def check_received(session: Session, received: Received, *, today: date) -> CheckedFile:
    """Check a file by its layout; writes nothing."""
    laid = lay(received.layout, received.sheets, IMPORTERS[received.kind].columns)
    rows = [Incoming(number, raw) for number, raw in laid.rows.items()]
    return CheckedFile(received, laid, _checked(session, received.kind, rows, {}, today=today))


def take_in(
    session: Session, received: Received, *, state: BatchState, actor: Actor, at: datetime
) -> ImportBatch:
    """Keep a file with its sheets, to be looked at; the same file sent twice gives one batch."""
    refuse_others(actor)
    batch = session.scalars(
        sa.select(ImportBatch).where(
            ImportBatch.kind == received.kind,
            ImportBatch.sha256 == received.sha256,
            ImportBatch.state.in_((BatchState.STAGED, BatchState.MATCHING)),
        )
    ).first()
    if batch is None:
        batch = ImportBatch(kind=received.kind, sha256=received.sha256)
        session.add(batch)
    batch.state, batch.file_name = state, received.file_name
    batch.staged_at, batch.staged_by_id = at, actor.account_id
    batch.readings, batch.notice = {}, None
    session.flush()
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    session.execute(sa.delete(ImportSource).where(ImportSource.batch_id == batch.id))
    session.add(ImportSource(batch_id=batch.id, content=packed(received)))
    lay_out(batch, received)
    session.flush()
    return batch


def lay_out(batch: ImportBatch, received: Received) -> None:
    """Write down how a file is read, and what to say of it."""
    batch.layout = received.layout.plain()
    batch.notes = [str(note) for note in notes_of(received)]
    batch.unread = list(Laid(received.layout).unread())
    batch.dealt, batch.awaited = 0, len(received.sheet.lines)


def keep(session: Session, one: CheckedFile, *, actor: Actor, at: datetime) -> ImportBatch:
    """Keep a checked file to be shown, then applied or discarded."""
    batch = take_in(session, one.received, state=BatchState.STAGED, actor=actor, at=at)
    finish(session, batch, one.checked, at=at)
    return batch


def stage(
    session: Session,
    kind: ImportKind,
    content: bytes,
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
    today: date,
) -> ImportBatch:
    """Check a file and keep it, in one go."""
    checked = check(session, kind, content, file_name=file_name, actor=actor, today=today)
    return keep(session, checked, actor=actor, at=at)


def restage(
    session: Session, batch: ImportBatch, *, actor: Actor, at: datetime, today: date
) -> None:
    """Say again what a staged file would do, from what is recorded now, in one go."""
    refuse_others(actor)
    require_state(batch, BatchState.STAGED)
    finish(session, batch, check_again(session, batch, today=today), at=at)


def check_again(
    session: Session, batch: ImportBatch, *, today: date, told: Told = silent
) -> Checked:
    """Say what the rows of a kept file would do, as things stand; writes nothing."""
    return _checked(
        session, batch.kind, incoming_of(session, batch), batch.readings, today=today, told=told
    )


def incoming_of(session: Session, batch: ImportBatch) -> list[Incoming]:
    """Give the rows of a kept file, each with what a person has chosen for it."""
    held = [
        Incoming(number, raw, Choice(choice) if choice else None)
        for number, raw, choice in session.execute(
            sa.select(ImportRow.number, ImportRow.raw, ImportRow.choice)
            .where(ImportRow.batch_id == batch.id)
            .order_by(ImportRow.number)
        )
    ]
    if session.get(ImportSource, batch.id) is None:
        return held
    received = received_of(session, batch)
    laid = lay(received.layout, received.sheets, IMPORTERS[batch.kind].columns)
    if len(held) == len(laid.rows):
        return held
    # Not verified yet, or by a process that was stopped half-way.
    return [Incoming(number, raw) for number, raw in laid.rows.items()]


def received_of(session: Session, batch: ImportBatch) -> Received:
    """Read back the file of an import that is not over."""
    source = session.get(ImportSource, batch.id)
    if source is None:
        raise DomainError(N_("Ce fichier n’est plus gardé : importez-le de nouveau."))
    return unpacked(
        source,
        kind=batch.kind,
        file_name=batch.file_name,
        sha256=batch.sha256,
        layout=batch.layout,
    )


def finish(session: Session, batch: ImportBatch, checked: Checked, *, at: datetime) -> None:
    """Keep what each row would do, and show it."""
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    session.execute(sa.insert(ImportRow), list(rows_of(batch.id, checked)))
    close(batch, checked, at=at)
    session.flush()


def close(batch: ImportBatch, checked: Checked, *, at: datetime) -> None:
    """Show a file whose rows are kept."""
    batch.state, batch.staged_at = BatchState.STAGED, at
    batch.readings = dict(checked.readings)
    batch.asked, batch.holder, batch.held_until = None, None, None
    flag_modified(batch, "state")  # a preview made again is another one, even if it says the same


def rows_of(batch_id: int, checked: Checked) -> Iterator[dict[str, Any]]:
    """Give the rows of the preview as the database keeps them."""
    for row, one in zip(checked.rows, checked.proposals, strict=True):
        yield {
            "batch_id": batch_id,
            "number": one.number,
            "raw": dict(row.raw),
            "choice": row.choice,
            "verdict": one.verdict,
            "problems": one.problems,
            "changes": one.changes,
            "subject_id": one.subject_id,
            "before": None,
        }


def said_to_read(readings: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Give, by column, how people have said to read doubtful cells: an empty text for «not so»."""
    return {
        column: {
            text: one["likely"] if one["said"] else ""
            for text, one in cells.items()
            if one["said"] is not None
        }
        for column, cells in readings.items()
    }


def _checked(
    session: Session,
    kind: ImportKind,
    rows: Sequence[Incoming],
    readings: Mapping[str, Mapping[str, Any]],
    *,
    today: date,
    told: Told = silent,
) -> Checked:
    doubts: dict[str, dict[str, Any]] = {}
    proposals = propose(
        session,
        IMPORTERS[kind],
        rows,
        load_lists(session, today=today),
        readings=said_to_read(readings),
        doubts=doubts,
        told=told,
    )
    writing = sum(one.writes for one in proposals)
    if writing > MOST_WRITTEN[kind]:
        raise DomainError(
            N_(
                "Ce fichier écrirait %(count)d fiches ; un import en écrit au plus %(most)d. "
                "Importez-le en plusieurs parties.",
                count=writing,
                most=MOST_WRITTEN[kind],
            ),
            field=FILE,
        )
    kept = {
        column: {text: one for text, one in cells.items() if one["said"] is not None}
        for column, cells in readings.items()
    }
    for column, cells in doubts.items():
        kept[column] = {**kept.get(column, {}), **cells}
    return Checked(rows, proposals, kept)


def _require_plain(received: Received) -> None:
    """Refuse a file of which only a person can say how it is laid out."""
    layout = received.layout
    if layout.also:
        raise DomainError(
            N_(
                "Plusieurs feuilles peuvent convenir : %(sheets)s. Gardez-en une dans le "
                "classeur, ou importez-le à l’écran, qui demande laquelle.",
                sheets=", ".join(
                    f"« {received.sheets[one].name} »" for one in (layout.sheet, *layout.also)
                ),
            ),
            field=FILE,
        )
    for column in repeated(layout, IMPORTERS[received.kind].columns):
        raise DomainError(
            N_(
                "Deux colonnes du fichier sont « %(column)s ». Supprimez-en une ou changez "
                "son titre.",
                column=column.heading,
            ),
            field=FILE,
        )
