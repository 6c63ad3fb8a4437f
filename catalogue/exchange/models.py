"""A staged import: the batch, and each row with its verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base
from catalogue.exchange.vocabulary import BatchState, ImportKind, Verdict


class ImportBatch(Base):
    """One file, previewed then applied or discarded; undone as a whole."""

    __tablename__ = "import_batch"

    id: Mapped[PK]
    kind: Mapped[ImportKind]
    file_name: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[BatchState] = mapped_column(default=BatchState.STAGED)
    staged_at: Mapped[datetime]
    staged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    unread: Mapped[list[str]] = mapped_column(
        default=list, comment="Headings of the file that no column answers to"
    )
    version: Mapped[int] = mapped_column()

    rows: Mapped[list[ImportRow]] = relationship(
        back_populates="batch", lazy="raise_on_sql", order_by="ImportRow.number"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ImportRow(Base):
    """One row as it came, what applying it does, and what stood there before."""

    __tablename__ = "import_row"
    __table_args__ = (sa.Index("ix_import_row_batch_verdict", "batch_id", "verdict", "number"),)

    id: Mapped[PK]
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"))
    number: Mapped[int] = mapped_column(comment="Row number in the file, as a person counts it")
    raw: Mapped[dict[str, Any]]
    verdict: Mapped[Verdict]
    problems: Mapped[list[str]] = mapped_column(
        default=list, comment="French sentences: why it is refused, or what to know of it"
    )
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    subject_id: Mapped[int | None] = mapped_column(comment="The row it matches or has created")
    before: Mapped[dict[str, Any] | None] = mapped_column(comment="For undo")
    kept_reason: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why undoing the import left this row as it was, in French"
    )

    batch: Mapped[ImportBatch] = relationship(back_populates="rows", lazy="raise_on_sql")
