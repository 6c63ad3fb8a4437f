"""Taking in a commenting table: staged, checked by a person, taken or left, undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.enquiry.commenting import add_comments
from catalogue.enquiry.facts import CommentFacts
from catalogue.enquiry.guards import record, require_stage, require_version
from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquirySheet
from catalogue.enquiry.table import Row, identity, read_table
from catalogue.enquiry.vocabulary import Channel, CommentKind, SheetState
from catalogue.errors import DomainError
from catalogue.exchange.workbook import Sheet
from catalogue.messages import N_
from catalogue.permissions import Actor
from catalogue.work_programme.guards import need_reason, require_manager

_TEXTS = tuple(name for name in CommentFacts.__dataclass_fields__ if name != "kind")


def stage_table(
    session: Session,
    enquiry: Enquiry,
    sheets: Sequence[Sheet],
    *,
    file_name: str,
    organisation: str,
    actor: Actor,
    at: datetime,
) -> EnquirySheet:
    """Keep the rows of a table until somebody has checked them; nothing is received yet.

    A table may come after the last day, by post, as long as the item is in the enquiry stage. A
    row recorded before is said to be. Raises :class:`DomainError` for what is no such table.
    """
    require_manager(actor)
    require_stage(enquiry.work_item)
    rows = read_table(sheets, organisation=organisation)
    known = _recorded(session, enquiry)
    sheet = EnquirySheet(
        enquiry_id=enquiry.id,
        file_name=file_name[:255],
        organisation=organisation,
        state=SheetState.STAGED,
        rows=[_kept(row, known.get(identity(row.facts))) for row in rows],
        received_at=at,
        received_by_id=actor.account_id,
    )
    session.add(sheet)
    record(
        session,
        sheet,
        "enquiry:sheet_staged",
        actor=actor,
        at=at,
        changes={"enquiry": enquiry.id, "count": len(rows)},
    )
    return sheet


def apply_table(
    session: Session,
    enquiry: Enquiry,
    sheet: EnquirySheet,
    *,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> int:
    """Receive the rows that have no fault, all at once; give how many."""
    require_manager(actor)
    require_version(sheet, seen_version, {})
    _require_state(sheet, SheetState.STAGED)
    require_stage(enquiry.work_item)
    given = [facts_of(row) for row in sheet.rows if not row["faults"]]
    known = _recorded(session, enquiry)
    new = [facts for facts in given if identity(facts) not in known]
    if not new:
        raise DomainError(N_("Aucune ligne de ce tableau ne peut être reprise."))
    add_comments(
        session, enquiry, new, channel=Channel.TABLE, actor=actor, at=at, sheet_id=sheet.id
    )
    sheet.state, sheet.settled_at = SheetState.APPLIED, at
    record(
        session,
        sheet,
        "enquiry:sheet_applied",
        actor=actor,
        at=at,
        changes={"enquiry": enquiry.id, "count": len(new)},
    )
    return len(new)


def drop_table(
    session: Session, sheet: EnquirySheet, *, actor: Actor, seen_version: int, at: datetime
) -> EnquirySheet:
    """Leave a table that was only staged; its rows are forgotten."""
    require_manager(actor)
    require_version(sheet, seen_version, {})
    _require_state(sheet, SheetState.STAGED)
    sheet.state, sheet.settled_at, sheet.rows = SheetState.DROPPED, at, []
    record(session, sheet, "enquiry:sheet_dropped", actor=actor, at=at)
    return sheet


def undo_table(
    session: Session,
    enquiry: Enquiry,
    sheet: EnquirySheet,
    *,
    reason: str,
    actor: Actor,
    seen_version: int,
    at: datetime,
) -> EnquirySheet:
    """Take back what a table brought, as a whole: its comments are void, their numbers stay taken.

    Not once one of them is answered: the answer is taken back first.
    """
    require_manager(actor)
    require_version(sheet, seen_version, {})
    _require_state(sheet, SheetState.APPLIED)
    require_stage(enquiry.work_item)
    if not reason:
        raise DomainError(need_reason(), field="reason")
    comments = session.scalars(
        sa.select(EnquiryComment)
        .where(EnquiryComment.sheet_id == sheet.id)
        .order_by(EnquiryComment.number)
    ).all()
    answered = [one.number for one in comments if one.outcome is not None]
    if answered:
        raise DomainError(
            N_(
                "Des remarques de ce tableau ont une réponse (n° %(numbers)s) : retirez d’abord "
                "ces réponses.",
                numbers=", ".join(str(one) for one in answered[:10]),
            )
        )
    for one in comments:
        one.void = True
    sheet.state, sheet.settled_at = SheetState.UNDONE, at
    record(
        session,
        sheet,
        "enquiry:sheet_undone",
        actor=actor,
        at=at,
        changes={"enquiry": enquiry.id, "count": len(comments)},
        reason=reason,
    )
    return sheet


def facts_of(row: dict[str, Any]) -> CommentFacts:
    """Give a kept row as the comment it says."""
    kind = CommentKind(row["kind"]) if row["kind"] else None
    return CommentFacts(kind=kind, **{name: row[name] for name in _TEXTS})


def _kept(row: Row, recorded: int | None) -> dict[str, Any]:
    faults = [str(one) for one in row.faults]
    if recorded is not None:
        faults.append(
            str(N_("Cette remarque est déjà enregistrée sous le n° %(number)d.", number=recorded))
        )
    return {**asdict(row.facts), "number": row.number, "faults": faults}


def _recorded(session: Session, enquiry: Enquiry) -> dict[tuple[str, ...], int]:
    """Give the number of each comment that came by a table, by what it says."""
    rows = session.scalars(
        sa.select(EnquiryComment).where(
            EnquiryComment.enquiry_id == enquiry.id,
            EnquiryComment.channel == Channel.TABLE,
            EnquiryComment.void.is_(False),
        )
    )
    return {
        (
            one.organisation,
            one.code,
            one.line,
            one.clause,
            one.place,
            one.comment,
            one.proposed_change,
        ): one.number
        for one in rows
    }


def _require_state(sheet: EnquirySheet, wanted: SheetState) -> None:
    if sheet.state is not wanted:
        raise DomainError(N_("Ce tableau a déjà été traité : rechargez la page."))
