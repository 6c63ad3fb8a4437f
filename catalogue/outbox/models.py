"""What must happen after commit, kept in the same transaction as the act that asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base


class Message(Base):
    """One thing to do after commit; done once, tried again when it fails."""

    __tablename__ = "outbox_message"
    __table_args__ = (sa.Index("ix_outbox_message_waiting", "done_at", "due_at"),)

    id: Mapped[PK]
    topic: Mapped[str] = mapped_column(sa.String(60), comment="«index», «mail»")
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(sa.Text)


class WorkerLease(Base):
    """Who drains the outbox, until when: one worker at a time, whatever the number of machines."""

    __tablename__ = "worker_lease"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(sa.String(120))
    expires_at: Mapped[datetime]
