"""Analysis reports: a text on a closed reading, frozen once published with what it says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base, freeze_rows, insert_only
from catalogue.documents.models import Document
from review.indicators.models import Reading


class AnalysisReport(Base):
    """What the analyst writes on a reading; a row published never changes."""

    __tablename__ = "analysis_report"

    id: Mapped[PK]
    line_code: Mapped[str] = mapped_column(sa.String(10), index=True)
    reading_id: Mapped[int] = mapped_column(sa.ForeignKey("reading.id"), index=True)
    findings: Mapped[str] = mapped_column(sa.Text, default="")
    causes: Mapped[str] = mapped_column(sa.Text, default="")
    recommendations: Mapped[str] = mapped_column(sa.Text, default="")
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    reading: Mapped[Reading] = relationship(lazy="raise_on_sql")
    publication: Mapped[ReportPublication | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReportPublication(Base):
    """A report as it was published: its number, its words and its figures, under one digest."""

    __tablename__ = "analysis_report_publication"
    __table_args__ = (sa.UniqueConstraint("line_code", "number"),)

    report_id: Mapped[int] = mapped_column(
        sa.ForeignKey("analysis_report.id"), primary_key=True, autoincrement=False
    )
    line_code: Mapped[str] = mapped_column(sa.String(10))
    number: Mapped[int] = mapped_column(comment="Of the line's reports, from 1")
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(
        sa.String(64), comment="SHA-256 of the content, as canonical JSON"
    )
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    papers: Mapped[list[ReportPaper]] = relationship(lazy="raise_on_sql")


class ReportPaper(Base):
    """The PDF of a report, made once and kept: one in full, one for readers outside."""

    __tablename__ = "analysis_report_paper"

    report_id: Mapped[int] = mapped_column(
        sa.ForeignKey("analysis_report_publication.report_id"),
        primary_key=True,
        autoincrement=False,
    )
    outside: Mapped[bool] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    made_at: Mapped[datetime]

    document: Mapped[Document] = relationship(lazy="raise_on_sql")


freeze_rows(AnalysisReport.__table__, "OLD.published_at IS NOT NULL")  # type: ignore[arg-type]
for _table in (ReportPublication, ReportPaper):
    insert_only(_table.__table__)  # type: ignore[arg-type]
