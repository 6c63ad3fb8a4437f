"""A staged import: the batch, each row with its verdict, the file while it is looked at."""

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
    layout: Mapped[dict[str, Any]] = mapped_column(
        default=dict,
        comment="How the file is read: sheet, heading rows, the place of each column",
    )
    notes: Mapped[list[str]] = mapped_column(
        default=list, comment="French sentences: what was done with formulas, hidden rows…"
    )
    readings: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="By column, doubtful cells and how a person has said to read them"
    )
    asked: Mapped[dict[str, Any] | None] = mapped_column(
        comment="What the act under way was asked with, and by whom"
    )
    dealt: Mapped[int] = mapped_column(default=0, comment="Rows dealt with by the act under way")
    awaited: Mapped[int] = mapped_column(default=0, comment="Of how many; 0 while not known")
    notice: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why the last act did not go through, in French"
    )
    holder: Mapped[str | None] = mapped_column(
        sa.String(120), comment="The process that carries out the act under way"
    )
    held_until: Mapped[datetime | None]
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
    choice: Mapped[str | None] = mapped_column(
        sa.String(20), comment="Which of two values a person has chosen: file or recorded"
    )
    subject_id: Mapped[int | None] = mapped_column(comment="The row it matches or has created")
    before: Mapped[dict[str, Any] | None] = mapped_column(comment="For undo")
    kept_reason: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why undoing the import left this row as it was, in French"
    )

    batch: Mapped[ImportBatch] = relationship(back_populates="rows", lazy="raise_on_sql")


class ImportSource(Base):
    """The sheets of a file that is being verified, as they were read: forgotten once it is over."""

    __tablename__ = "import_source"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(comment="JSON of the sheets, compressed by zlib")


class ColumnMatching(Base):
    """How people have matched the columns of files with these headings, for the next such file."""

    __tablename__ = "column_matching"
    __table_args__ = (sa.UniqueConstraint("kind", "headings_key"),)

    id: Mapped[PK]
    kind: Mapped[ImportKind]
    headings_key: Mapped[str] = mapped_column(
        sa.String(64), comment="SHA-256 of the headings, folded, in their order"
    )
    headings: Mapped[list[str]] = mapped_column(comment="As the file writes them")
    places: Mapped[dict[str, Any]] = mapped_column(comment="Column code to place in the file")
    file_name: Mapped[str] = mapped_column(sa.String(255), comment="The last file read this way")
    matched_at: Mapped[datetime]
    matched_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
