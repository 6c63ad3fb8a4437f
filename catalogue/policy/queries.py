"""Reading the settings' past and what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.policy.models import PolicyValue


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was set: from when, why, and when it was decided."""

    value: str
    valid_from: date
    set_at: datetime
    reason: str | None


def changes_by_key(session: Session) -> Mapping[str, Sequence[Change]]:
    """Give every value ever set, by setting, latest first; planned ones are among them."""
    rows = session.scalars(
        sa.select(PolicyValue).order_by(PolicyValue.valid_from.desc(), PolicyValue.id.desc())
    )
    found: dict[str, list[Change]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(
            Change(row.value, row.valid_from, row.set_at, row.reason)
        )
    return found
