"""Undoing an applied import: what goes back, what stays as people have made it since, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError, NotAllowed
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.proposals import Importer, Stamp, load_lists
from catalogue.exchange.rules import may_import
from catalogue.exchange.services import IMPORTERS, require_applied
from catalogue.exchange.snapshots import holders
from catalogue.exchange.vocabulary import BatchState, Verdict
from catalogue.journal import services as journal
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing does: rows to remove, rows to put back, rows kept with the reason."""

    removed: Sequence[ImportRow]
    restored: Sequence[ImportRow]
    kept: Mapping[int, Message]  # by row number

    @property
    def writes(self) -> bool:
        """Tell whether there is anything left to undo."""
        return bool(self.removed or self.restored)


def plan_of(session: Session, batch: ImportBatch) -> Plan:
    """Say what undoing an applied import would do, as things stand."""
    plan, _subjects = _planned(session, batch)
    return plan


def undo(
    session: Session,
    batch: ImportBatch,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
    today: date,
) -> Plan:
    """Put back what the import changed and delete what it created, with a reason.

    A row that somebody has edited since, or that something now refers to, is left as it is; the
    plan names each with its reason. Raises :class:`DomainError` when undone already.
    """
    if not may_import(actor):
        raise NotAllowed(N_("Seul le secrétariat importe des fichiers."))
    require_applied(batch)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    if not reason:
        raise DomainError(N_("Dites pourquoi l’import est annulé."), field="reason")
    plan, subjects = _planned(session, batch)
    if not plan.writes:
        raise DomainError(
            N_("Il n’y a plus rien à annuler : toutes les lignes ont changé ou servent ailleurs.")
        )
    importer: Importer[Any] = IMPORTERS[batch.kind]
    lists = load_lists(session, today=today)
    stamp = Stamp(actor, at, today, lists, batch.file_name, batch.id)
    ids = [_subject_id(row) for row in (*plan.restored, *plan.removed)]
    importer.before_undoing(session, [subjects[one] for one in ids], at=at)
    for row in plan.restored:
        subject, before = subjects[_subject_id(row)], _before(row)
        importer.restore(session, subject, before, stamp)
        _record(session, subject, row, stamp, tag="import:row_restored", reason=reason)
    gone = [subjects[_subject_id(row)] for row in plan.removed]
    for row, subject in zip(plan.removed, gone, strict=True):
        _record(session, subject, row, stamp, tag="import:row_removed", reason=reason)
    importer.remove(session, gone)
    for row in _written_rows(session, batch):
        kept = plan.kept.get(row.number)
        row.kept_reason = str(kept) if kept is not None else None
    outbox.reindex(session, importer.search_kind, ids, at=at)
    batch.state, batch.undone_at = BatchState.UNDONE, at
    journal.record(
        session,
        actor=actor,
        tag="import:undone",
        subject=batch,
        at=at,
        changes={
            "removed": len(plan.removed),
            "restored": len(plan.restored),
            "kept": len(plan.kept),
        },
        reason=reason,
    )
    return plan


def _planned(session: Session, batch: ImportBatch) -> tuple[Plan, Mapping[int, Any]]:
    importer: Importer[Any] = IMPORTERS[batch.kind]
    rows = _written_rows(session, batch)
    subjects = importer.load(session, [_subject_id(row) for row in rows])
    created = [_subject_id(row) for row in rows if row.verdict is Verdict.NEW]
    table = next(iter(subjects.values())).__table__ if subjects else None
    held = holders(session, table, created, parts=importer.own_parts()) if table is not None else {}
    kept: dict[int, Message] = {}
    for row in rows:
        subject = subjects.get(_subject_id(row))
        if subject is None:
            kept[row.number] = N_("Cette fiche n’existe plus.")
        elif importer.mark(subject) != (row.before or {}).get("mark"):
            kept[row.number] = N_("Cette fiche a été modifiée depuis l’import : elle reste ainsi.")
        elif _subject_id(row) in held:
            kept[row.number] = N_(
                "Cette fiche sert ailleurs (%(holder)s) : elle reste.",
                holder=held[_subject_id(row)],
            )
    going = [row for row in rows if row.number not in kept]
    plan = Plan(
        removed=[row for row in going if row.verdict is Verdict.NEW],
        restored=[row for row in going if row.verdict is Verdict.CHANGED],
        kept=kept,
    )
    return plan, subjects


def _written_rows(session: Session, batch: ImportBatch) -> Sequence[ImportRow]:
    return session.scalars(
        sa.select(ImportRow)
        .where(
            ImportRow.batch_id == batch.id,
            ImportRow.verdict.in_((Verdict.NEW, Verdict.CHANGED)),
            ImportRow.subject_id.is_not(None),
        )
        .order_by(ImportRow.number)
    ).all()


def _subject_id(row: ImportRow) -> int:
    if row.subject_id is None:
        raise LookupError(row.number)
    return row.subject_id


def _before(row: ImportRow) -> Mapping[str, Any]:
    values: Mapping[str, Any] = (row.before or {})["values"]
    return values


def _record(
    session: Session, subject: Any, row: ImportRow, stamp: Stamp, *, tag: str, reason: str
) -> None:
    journal.record(
        session,
        actor=stamp.actor,
        tag=tag,
        subject=subject,
        at=stamp.at,
        changes={code: [new, old] for code, (old, new) in row.changes.items()},
        reason=f"{stamp.reason(row.number)} : {reason}",
    )
