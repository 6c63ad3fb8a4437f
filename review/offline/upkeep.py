"""The rows of spreadsheets brought back are forgotten once they have had their time."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.offline.models import ChecklistImport
from review.offline.vocabulary import ImportState

# How long a file's rows are kept after it was brought; OPERATIONS.md and the privacy page say it.
SHEET_ROWS = timedelta(days=90)


def forget_rows(session: Session, at: datetime) -> None:
    """Forget what old files said, answer by answer; that a file came, when and whose, stays.

    A file still waiting is given up with it; one applied can no longer be undone. The answers it
    wrote are those of the review and are not touched.
    """
    old = ChecklistImport.created_at < at - SHEET_ROWS
    session.execute(
        sa.update(ChecklistImport)
        .where(old, ChecklistImport.state == ImportState.STAGED)
        .values(state=ImportState.DISCARDED)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        sa.update(ChecklistImport)
        .where(old, sa.cast(ChecklistImport.rows, sa.Text) != "[]")
        .values(rows=[], prints={}, before={})
        .execution_options(synchronize_session=False)
    )
