"""Editions of the programme, frozen when they are published: a correction is another edition."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base, insert_only
from catalogue.documents.models import Document
from catalogue.publication.vocabulary import Change, Part


class ProgrammeEdition(Base):
    """One publication of the whole programme, at a permanent address (WTO code, annex 3, J)."""

    __tablename__ = "programme_edition"
    __table_args__ = (
        sa.UniqueConstraint("half_year", "revision"),
        sa.CheckConstraint(
            "revision = 1 OR correction_reason IS NOT NULL", name="correction_has_reason"
        ),
    )

    id: Mapped[PK]
    code: Mapped[str] = mapped_column(
        sa.String(20), unique=True, comment="«2026-S2», then «2026-S2-2» for a corrected edition"
    )
    half_year: Mapped[str] = mapped_column(sa.String(7))
    revision: Mapped[int] = mapped_column(default=1)
    dated_on: Mapped[date] = mapped_column(comment="The day the programme is shown as it stood")
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    correction_reason: Mapped[str | None] = mapped_column(sa.Text)
    previous_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("programme_edition.id"), comment="The edition its changes are told from"
    )
    agency: Mapped[dict[str, Any]] = mapped_column(
        comment="Name, acronym, country, address… as they were; empty where not known"
    )
    # Under «gender», the totals of the programme's gender.py.
    counts: Mapped[dict[str, Any]] = mapped_column(comment="Lines of each list")
    digest: Mapped[str] = mapped_column(
        sa.String(64), comment="SHA-256 of the lists and facts, as canonical JSON"
    )

    previous: Mapped[ProgrammeEdition | None] = relationship(
        lazy="raise_on_sql", remote_side="ProgrammeEdition.id"
    )
    paper: Mapped[ProgrammePaper | None] = relationship(
        back_populates="edition", lazy="raise_on_sql", uselist=False
    )


class ProgrammeLine(Base):
    """One subject or standard of an edition, in the words it had that day."""

    __tablename__ = "programme_line"
    __table_args__ = (sa.UniqueConstraint("edition_id", "part", "position"),)

    id: Mapped[PK]
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("programme_edition.id"))
    part: Mapped[Part]
    position: Mapped[int] = mapped_column(comment="From 1, in the order of the list")
    work_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("work_item.id"))
    standard_edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("edition.id"))
    stage_code: Mapped[str | None] = mapped_column(sa.String(5))
    change: Mapped[Change | None]
    cells: Mapped[dict[str, Any]] = mapped_column(comment="By column; see contents.py")


class ProgrammePaper(Base):
    """The PDF of an edition, made once, kept with its SHA-256."""

    __tablename__ = "programme_paper"

    edition_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_edition.id"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    made_at: Mapped[datetime]

    edition: Mapped[ProgrammeEdition] = relationship(back_populates="paper", lazy="raise_on_sql")
    document: Mapped[Document] = relationship(lazy="raise_on_sql")


for _table in (ProgrammeEdition, ProgrammeLine, ProgrammePaper):
    insert_only(_table.__table__)  # type: ignore[arg-type]
