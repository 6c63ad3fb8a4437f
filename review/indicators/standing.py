"""What stands on a file taken in: a reading closed since, which may have counted what it wrote."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.messages import N_, Message
from review.brought_files.models import BroughtFile
from review.indicators.models import IndicatorSheet, Reading

# The indicators that count what a kind of file writes.
_COUNTED_BY = {"series": ("1.3", "2.3"), "structures": ("1.2",)}


def closed_on(session: Session, brought: BroughtFile) -> Message | None:
    """Say that a reading was closed since a file was taken in; None when there is none."""
    codes = _COUNTED_BY.get(brought.kind, ())
    found = session.scalars(
        sa.select(IndicatorSheet.code)
        .join(Reading, Reading.sheet_id == IndicatorSheet.id)
        .where(IndicatorSheet.code.in_(codes), Reading.closed_at >= brought.taken_in_at)
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return N_(
        "Un relevé de l’indicateur %(code)s a été clos depuis et compte peut-être ces lignes : "
        "retirez une à une, avec leur motif, celles qui ne vont pas.",
        code=found,
    )
