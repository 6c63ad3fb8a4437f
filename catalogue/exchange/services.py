"""A staged import: a file is read and shown, then applied as a whole, or discarded; then undone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.exchange.columns import find_headings
from catalogue.exchange.mandate_rows import MandateImporter
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.programme_rows import ProgrammeImporter
from catalogue.exchange.proposals import Importer, Proposal, Stamp, load_lists, propose
from catalogue.exchange.reference_rows import ReferenceImporter
from catalogue.exchange.rules import may_import
from catalogue.exchange.standards_rows import StandardsImporter
from catalogue.exchange.vocabulary import BATCH_STATE_LABELS, BatchState, ImportKind, Verdict
from catalogue.exchange.workbook import FILE, read
from catalogue.journal import services as journal
from catalogue.messages import N_
from catalogue.permissions import Actor

IMPORTERS: Mapping[ImportKind, Importer[Any]] = {
    ImportKind.REFERENCE: ReferenceImporter(),
    ImportKind.STANDARDS: StandardsImporter(),
    ImportKind.PROGRAMME: ProgrammeImporter(),
    ImportKind.MANDATES: MandateImporter(),
}

_LONGEST_NAME = 255
# One act, one transaction: others wait while it writes, so it stays within some ten seconds on a
# modest machine. An item of the programme takes about ten times what a standard does.
MOST_WRITTEN: dict[ImportKind, int] = {
    ImportKind.REFERENCE: 2_000,
    ImportKind.STANDARDS: 4_000,
    ImportKind.PROGRAMME: 500,
    ImportKind.MANDATES: 1_000,
}


class OutdatedPreviewError(DomainError):
    """What is recorded has changed since the preview was shown: it must be read again."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Les données ont changé depuis la vérification : elle vient d’être refaite. "
                "Relisez-la, puis appliquez."
            )
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows an act has written, by verdict, and how many it has left."""

    added: int
    changed: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it was read, and what each of its rows would do."""

    kind: ImportKind
    file_name: str
    sha256: str
    unread: tuple[str, ...]
    rows: Mapping[int, Mapping[str, str]]
    proposals: Sequence[Proposal[Any]]


def check(
    session: Session,
    kind: ImportKind,
    content: bytes,
    *,
    file_name: str,
    actor: Actor,
    today: date,
) -> Checked:
    """Read a file and say row by row what applying it would do; writes nothing.

    Apart from :func:`keep`, so that nobody's act waits while a large file is read. Raises
    :class:`DomainError` on the field ``file`` for a file that cannot be read or is too large.
    """
    _refuse_others(actor)
    importer = IMPORTERS[kind]
    headed = find_headings(read(content, file_name), importer.columns)
    rows = {line.number: headed.raw(line) for line in headed.lines}
    proposals = propose(session, importer, rows.items(), load_lists(session, today=today))
    writing = sum(one.writes for one in proposals)
    if writing > MOST_WRITTEN[kind]:
        raise DomainError(
            N_(
                "Ce fichier écrirait %(count)d fiches ; un import en écrit au plus %(most)d. "
                "Importez-le en plusieurs parties.",
                count=writing,
                most=MOST_WRITTEN[kind],
            ),
            field=FILE,
        )
    return Checked(
        kind=kind,
        file_name=file_name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        unread=headed.unknown,
        rows=rows,
        proposals=proposals,
    )


def keep(session: Session, checked: Checked, *, actor: Actor, at: datetime) -> ImportBatch:
    """Keep a checked file to be shown, then applied or discarded.

    The same file sent twice gives the same batch, checked again.
    """
    _refuse_others(actor)
    batch = session.scalars(
        sa.select(ImportBatch).where(
            ImportBatch.kind == checked.kind,
            ImportBatch.sha256 == checked.sha256,
            ImportBatch.state == BatchState.STAGED,
        )
    ).first()
    if batch is None:
        batch = ImportBatch(kind=checked.kind, sha256=checked.sha256)
        session.add(batch)
    batch.file_name = checked.file_name
    batch.staged_at, batch.staged_by_id = at, actor.account_id
    batch.unread = list(checked.unread)
    session.flush()
    _write_rows(session, batch, checked.proposals, checked.rows)
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
    """Say again what a staged file would do, from what is recorded now."""
    _refuse_others(actor)
    _require_state(batch, BatchState.STAGED)
    rows = _rows_of(session, batch)
    proposals = _proposals(session, batch, rows, today=today)
    batch.staged_at = at
    session.flush()
    _write_rows(session, batch, proposals, {row.number: row.raw for row in rows})


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
    """Carry out a staged file, all of it or (``valid_rows_only``) its valid rows, in one go.

    The rows are checked again first. Raises :class:`OutdatedPreviewError` when that gives something
    else than the preview shown, :class:`Conflict` when the batch itself has changed, and
    :class:`DomainError` for refused rows or a file that would change nothing.
    """
    _refuse_others(actor)
    _require_state(batch, BatchState.STAGED)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    rows = _rows_of(session, batch)
    proposals = _proposals(session, batch, rows, today=today)
    if any(_shown(row) != _said(one) for row, one in zip(rows, proposals, strict=True)):
        raise OutdatedPreviewError
    counts = Counter(one.verdict for one in proposals)
    outcome = Outcome(*(counts[verdict] for verdict in Verdict))
    if outcome.refused and not valid_rows_only:
        raise DomainError(
            N_(
                "Lignes refusées : %(count)d. Corrigez le fichier et importez-le de nouveau, ou "
                "choisissez d’appliquer seulement les lignes valables.",
                count=outcome.refused,
            ),
            field="valid_rows_only",
        )
    if not outcome.added + outcome.changed:
        raise DomainError(N_("Ce fichier ne change rien : il n’y a rien à appliquer."))
    lists = load_lists(session, today=today)
    stamp = Stamp(actor, at, today, lists, batch.file_name, batch.id)
    _carry_out(session, IMPORTERS[batch.kind], rows, proposals, stamp)
    batch.state, batch.applied_at = BatchState.APPLIED, at
    journal.record(
        session,
        actor=actor,
        tag="import:applied",
        subject=batch,
        at=at,
        changes={"file_name": batch.file_name, **_counted(outcome)},
    )
    return outcome


def discard(
    session: Session, batch: ImportBatch, *, actor: Actor, seen_version: int, at: datetime
) -> None:
    """Give up a staged file: its rows are forgotten, nothing was written."""
    _refuse_others(actor)
    _require_state(batch, BatchState.STAGED)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    batch.state = BatchState.DISCARDED
    journal.record(session, actor=actor, tag="import:discarded", subject=batch, at=at)


def require_applied(batch: ImportBatch) -> None:
    """Refuse to undo what is not applied, or is undone already."""
    _require_state(batch, BatchState.APPLIED)


def _refuse_others(actor: Actor) -> None:
    if not may_import(actor):
        raise NotAllowed(N_("Seul le secrétariat importe des fichiers."))


def _require_state(batch: ImportBatch, state: BatchState) -> None:
    if batch.state is state:
        return
    since = {BatchState.APPLIED: batch.applied_at, BatchState.UNDONE: batch.undone_at}.get(
        batch.state
    )
    raise DomainError(
        N_(
            "Cet import est « %(state)s »%(since)s : rien n’a été fait une seconde fois.",
            state=BATCH_STATE_LABELS[batch.state],
            since=N_(" depuis le %(day)s", day=f"{since:%d/%m/%Y}") if since else "",
        )
    )


def _rows_of(session: Session, batch: ImportBatch) -> Sequence[ImportRow]:
    return session.scalars(
        sa.select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.number)
    ).all()


def _proposals(
    session: Session, batch: ImportBatch, rows: Sequence[ImportRow], *, today: date
) -> list[Proposal[Base]]:
    lists = load_lists(session, today=today)
    return propose(session, IMPORTERS[batch.kind], [(row.number, row.raw) for row in rows], lists)


def _write_rows(
    session: Session,
    batch: ImportBatch,
    proposals: Sequence[Proposal[Any]],
    raws: Mapping[int, Mapping[str, str]],
) -> None:
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    written: Iterator[dict[str, Any]] = (
        {
            "batch_id": batch.id,
            "number": one.number,
            "raw": dict(raws[one.number]),
            "verdict": one.verdict,
            "problems": one.problems,
            "changes": one.changes,
            "subject_id": one.subject_id,
            "before": None,
        }
        for one in proposals
    )
    session.execute(sa.insert(ImportRow), list(written))


def _carry_out(
    session: Session,
    importer: Importer[Any],
    rows: Sequence[ImportRow],
    proposals: Sequence[Proposal[Any]],
    stamp: Stamp,
) -> None:
    writing = [one for one in proposals if one.writes]
    importer.load(session, [one.subject.id for one in writing if one.subject is not None])
    before = {
        one.number: importer.snapshot(one.subject) if one.subject is not None else None
        for one in writing
    }
    subjects = importer.carry_out_all(session, writing, stamp)
    written = {number: subject.id for number, subject in subjects.items()}
    marks = {
        subject_id: importer.mark(subject)
        for subject_id, subject in importer.load(session, list(written.values())).items()
    }
    for row in rows:
        if row.number in written:
            row.subject_id = written[row.number]
            row.before = {"values": before[row.number], "mark": marks[row.subject_id]}


def _shown(row: ImportRow) -> tuple[Any, ...]:
    return row.verdict, row.problems, row.changes, row.subject_id


def _said(proposal: Proposal[Any]) -> tuple[Any, ...]:
    return proposal.verdict, proposal.problems, proposal.changes, proposal.subject_id


def _counted(outcome: Outcome) -> dict[str, int]:
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "refused": outcome.refused,
    }
