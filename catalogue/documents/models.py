"""Documents: a file known by its SHA-256, or a paper known by its title and date."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base


class Document(Base):
    """One version of one text or attachment; the bytes live in the data folder, by hash.

    Who may read it is decided by what it is attached to (``scope``).
    """

    __tablename__ = "document"
    __table_args__ = (
        sa.CheckConstraint(
            "sha256 IS NOT NULL OR (title <> '' AND dated_on IS NOT NULL)", name="file_or_paper"
        ),
    )

    id: Mapped[PK]
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    dated_on: Mapped[date | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    file_name: Mapped[str | None] = mapped_column(sa.String(255))
    media_type: Mapped[str | None] = mapped_column(sa.String(120))
    size: Mapped[int | None] = mapped_column(comment="Bytes")
    pages: Mapped[int | None] = mapped_column(comment="Of a PDF, as read by pypdf")
    pages_without_text: Mapped[int | None] = mapped_column(comment="Scanned pages of a PDF")
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
