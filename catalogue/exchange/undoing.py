"""Undoing an applied import: what goes back, what stays as people have made it since, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import Conflict, DomainError
from catalogue.exchange.closed_lists import load_lists
from catalogue.exchange.guards import refuse_others, require_state
from catalogue.exchange.importers import IMPORTERS
from catalogue.exchange.kinds import Beside, Importer, Stamp, chunks
from catalogue.exchange.models import ImportBatch, ImportRow
from catalogue.exchange.snapshots import holders
from catalogue.exchange.vocabulary import BatchState, Verdict
from catalogue.journal import services as journal
from catalogue.journal.in_bulk import Line, Told, record_lines, tell
from catalogue.messages import N_, Message
from catalogue.outbox import services as outbox
from catalogue.permissions import Actor

MOST_INDEXED = 1_000  # ids in one message to the search index


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row that the import wrote: what about, what it changed, what stood before."""

    id: int
    number: int
    verdict: Verdict
    subject_id: int
    changes: Mapping[str, Any]
    before: Mapping[str, Any]
    mark: Any
    added: Mapping[str, int]  # besides its subject: table to id


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing does: rows to remove, rows to put back, rows kept with the reason."""

    removed: Sequence[WrittenRow]
    restored: Sequence[WrittenRow]
    kept: Mapping[int, Message]  # by row number
    kept_rows: Mapping[int, Message]  # the same by row of the database
    beside: Sequence[Beside] = ()  # added with the rows, such as people: to remove, or kept

    @property
    def writes(self) -> bool:
        """Tell whether there is anything left to undo."""
        return bool(self.removed or self.restored)

    @property
    def beside_removed(self) -> Sequence[Beside]:
        """Give what goes with the rows that are removed."""
        return [one for one in self.beside if one.kept is None]

    @property
    def beside_kept(self) -> Sequence[Beside]:
        """Give what the import added with its rows and that stays, each with its reason."""
        return [one for one in self.beside if one.kept is not None]


def plan_of(session: Session, batch: ImportBatch) -> Plan:
    """Say what undoing an applied import would do, as things stand."""
    importer: Importer[Any] = IMPORTERS[batch.kind]
    rows = _written_rows(session, batch)
    marks = importer.marks(session, [row.subject_id for row in rows])
    table = importer.model.metadata.tables[importer.model.__tablename__]
    created = sa.select(ImportRow.subject_id).where(
        ImportRow.batch_id == batch.id, ImportRow.verdict == Verdict.NEW
    )
    held = holders(session, table, created, parts=importer.own_parts())
    kept: dict[int, Message] = {}
    for row in rows:
        if row.subject_id not in marks:
            kept[row.number] = N_("Cette fiche n’existe plus.")
        elif marks[row.subject_id] != row.mark:
            kept[row.number] = N_("Cette fiche a été modifiée depuis l’import : elle reste ainsi.")
        elif row.verdict is Verdict.NEW and row.subject_id in held:
            kept[row.number] = N_(
                "Cette fiche sert ailleurs (%(holder)s) : elle reste.",
                holder=held[row.subject_id],
            )
    going = [row for row in rows if row.number not in kept]
    removed = [row for row in going if row.verdict is Verdict.NEW]
    return Plan(
        removed=removed,
        restored=[row for row in going if row.verdict is Verdict.CHANGED],
        kept=kept,
        kept_rows={row.id: kept[row.number] for row in rows if row.number in kept},
        beside=importer.beside(
            session,
            [row.added for row in rows if row.added],
            [row.subject_id for row in removed],
        ),
    )


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
    refuse_others(actor)
    require_state(batch, BatchState.APPLIED, BatchState.UNDOING)
    if batch.version != seen_version:
        raise Conflict({}, batch.version)
    if not reason:
        raise DomainError(N_("Dites pourquoi l’import est annulé."), field="reason")
    plan = plan_of(session, batch)
    if not plan.writes:
        raise DomainError(
            N_("Il n’y a plus rien à annuler : toutes les lignes ont changé ou servent ailleurs.")
        )
    importer: Importer[Any] = IMPORTERS[batch.kind]
    lists = load_lists(session, today=today)
    stamp = Stamp(actor, at, today, lists, batch.file_name, batch.id)
    importer.put_back(
        session,
        {row.subject_id: row.before for row in plan.restored},
        [row.subject_id for row in plan.removed],
        stamp,
    )
    table = importer.model.__tablename__
    lines = [
        Line(_told(row, stamp, tag, reason), table, row.subject_id)
        for tag, rows in (
            ("import:row_restored", plan.restored),
            ("import:row_removed", plan.removed),
        )
        for row in rows
    ]
    importer.remove_beside(session, plan.beside_removed)
    why = str(N_("Annulation de l’import n° %(batch)d : %(reason)s", batch=batch.id, reason=reason))
    lines += [
        Line(tell("import:added_removed", changes={}, reason=why), one.table, one.id)
        for one in plan.beside_removed
    ]
    record_lines(session, lines, actor=actor, at=at)
    _keep_reasons(session, plan)
    ids = [row.subject_id for row in (*plan.restored, *plan.removed)]
    for some in chunks(ids, MOST_INDEXED):
        outbox.reindex(session, importer.search_kind, some, at=at)
    batch.asked, batch.notice, batch.holder, batch.held_until = None, None, None, None
    batch.state, batch.undone_at = BatchState.UNDONE, at
    batch.notes = [
        *batch.notes,
        *(
            str(N_("Annulation : %(name)s reste. %(why)s", name=one.name, why=one.kept))
            for one in plan.beside_kept
        ),
    ]
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
            "beside_removed": len(plan.beside_removed),
            "beside_kept": len(plan.beside_kept),
        },
        reason=reason,
    )
    return plan


def _written_rows(session: Session, batch: ImportBatch) -> list[WrittenRow]:
    return [
        WrittenRow(
            row.id,
            row.number,
            row.verdict,
            row.subject_id,
            row.changes,
            (row.before or {}).get("values") or {},
            (row.before or {}).get("mark"),
            (row.before or {}).get("added") or {},
        )
        for row in session.execute(
            sa.select(
                ImportRow.id,
                ImportRow.number,
                ImportRow.verdict,
                ImportRow.subject_id,
                ImportRow.changes,
                ImportRow.before,
            )
            .where(
                ImportRow.batch_id == batch.id,
                ImportRow.verdict.in_((Verdict.NEW, Verdict.CHANGED)),
                ImportRow.subject_id.is_not(None),
            )
            .order_by(ImportRow.number)
        )
    ]


def _keep_reasons(session: Session, plan: Plan) -> None:
    if not plan.kept_rows:
        return
    table = ImportRow.metadata.tables[ImportRow.__tablename__]
    session.connection().execute(
        sa.update(table)
        .where(table.c.id == sa.bindparam("b_id"))
        .values(kept_reason=sa.bindparam("b_reason")),
        [{"b_id": row, "b_reason": str(reason)} for row, reason in plan.kept_rows.items()],
    )
    for held in session.identity_map.values():
        if isinstance(held, ImportRow):
            session.expire(held)


def _told(row: WrittenRow, stamp: Stamp, tag: str, reason: str) -> Told:
    return tell(
        tag,
        changes={code: [new, old] for code, (old, new) in row.changes.items()},
        reason=f"{stamp.reason(row.number)} : {reason}",
    )
