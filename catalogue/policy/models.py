"""Settings that an agency may decide otherwise, each value with its date and its reason."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base


class PolicyValue(Base):
    """One value of one setting from a day on; older values stay, so that the past can be redone."""

    __tablename__ = "policy_value"
    __table_args__ = (sa.Index("ix_policy_value_key_from", "key", "valid_from"),)

    id: Mapped[PK]
    key: Mapped[str] = mapped_column(sa.String(60))
    value: Mapped[str] = mapped_column(sa.String(300))
    valid_from: Mapped[date]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(sa.Text)
