"""Reading the spreadsheets that came back for an assignment."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from review.assignments.models import Assignment
from review.offline.models import ChecklistImport
from review.offline.vocabulary import ImportState

SHOWN = 10


def import_of(session: Session, assignment: Assignment, import_id: int) -> ChecklistImport | None:
    """Give one file sent back for this assignment, or nothing."""
    return session.scalars(
        sa.select(ChecklistImport).where(
            ChecklistImport.id == import_id, ChecklistImport.assignment_id == assignment.id
        )
    ).one_or_none()


def imports_of(session: Session, assignment: Assignment) -> Sequence[ChecklistImport]:
    """Give the last files sent back for an assignment, latest first, without their rows."""
    return session.scalars(
        sa.select(ChecklistImport)
        .where(ChecklistImport.assignment_id == assignment.id)
        .options(
            defer(ChecklistImport.rows),
            defer(ChecklistImport.before),
            defer(ChecklistImport.prints),
        )
        .order_by(ChecklistImport.id.desc())
        .limit(SHOWN)
    ).all()


def staged_twin(session: Session, assignment: Assignment, sha256: str) -> ChecklistImport | None:
    """Give the same file already waiting for this assignment, if it is."""
    return session.scalars(
        sa.select(ChecklistImport).where(
            ChecklistImport.assignment_id == assignment.id,
            ChecklistImport.sha256 == sha256,
            ChecklistImport.state == ImportState.STAGED,
        )
    ).first()
