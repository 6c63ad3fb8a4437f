"""Messages as rows of a page, and by which way each person wants which kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base
from catalogue.notices.vocabulary import NoticeKind


class Notice(Base):
    """One message to one account: what waits or happened and where to look, nothing confidential.

    The text is written at each reading from ``templates/email/<template>.txt``.
    """

    __tablename__ = "notice"
    __table_args__ = (
        sa.Index("ix_notice_unread", "account_id", "read_at"),
        sa.Index("ix_notice_read_at", "read_at"),
    )

    id: Mapped[PK]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[NoticeKind]
    template: Mapped[str] = mapped_column(sa.String(60))
    context: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class NoticePreference(Base):
    """What a person chose for one kind; without a row, a message also goes by mail."""

    __tablename__ = "notice_preference"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(primary_key=True)
    by_mail: Mapped[bool]
