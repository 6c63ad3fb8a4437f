"""The checklist in its versions; a published version never changes."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base, freeze_rows
from review.checklists.vocabulary import AnswerKind, Part


class ChecklistVersion(Base):
    """One version of the checklist; a round keeps the one it started with (product_rules §3).

    Without ``published_at`` it is a draft, or was one that got abandoned. A number is given once:
    that of an abandoned draft is not taken again.
    """

    __tablename__ = "checklist_version"

    id: Mapped[PK]
    number: Mapped[int] = mapped_column(unique=True)
    title_fr: Mapped[str] = mapped_column(sa.String(200))
    published_at: Mapped[datetime | None]
    dated_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(sa.Text)
    based_on_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("checklist_version.id"), comment="The version a draft started from"
    )
    change_note: Mapped[str | None] = mapped_column(
        sa.Text, comment="What changes and why, as published"
    )
    started_at: Mapped[datetime | None]
    abandoned_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")

    based_on: Mapped[ChecklistVersion | None] = relationship(
        remote_side="ChecklistVersion.id", lazy="raise_on_sql"
    )
    questions: Mapped[list[Question]] = relationship(
        back_populates="checklist_version", lazy="raise_on_sql", order_by="Question.position"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Question(Base):
    """One criterion as reviewers read it in one version."""

    __tablename__ = "question"
    __table_args__ = (sa.UniqueConstraint("checklist_version_id", "code"),)

    id: Mapped[PK]
    checklist_version_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_version.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(4), comment="F1 to P5: letters belong to it")
    answer_kind: Mapped[AnswerKind]
    part: Mapped[Part] = mapped_column(
        default=Part.FURTHER,
        server_default=Part.FURTHER.value,
        comment="The page of the filled checklist it stands on",
    )
    required: Mapped[bool] = mapped_column(
        default=True, server_default=sa.true(), comment="Whether submission waits for its answer"
    )
    block_fr: Mapped[str] = mapped_column(sa.String(200))
    block_en: Mapped[str] = mapped_column(sa.String(200), default="")
    question_fr: Mapped[str] = mapped_column(sa.Text)
    question_en: Mapped[str] = mapped_column(sa.Text, default="")
    help_fr: Mapped[str] = mapped_column(sa.Text, default="")
    help_en: Mapped[str] = mapped_column(sa.Text, default="")
    evidence_fr: Mapped[str] = mapped_column(sa.Text, default="")
    evidence_en: Mapped[str] = mapped_column(sa.Text, default="")
    rationale_fr: Mapped[str] = mapped_column(sa.Text, default="")
    rationale_en: Mapped[str] = mapped_column(sa.Text, default="")
    stages: Mapped[list[str]] = mapped_column(default=list)
    sources: Mapped[list[str]] = mapped_column(default=list)

    checklist_version: Mapped[ChecklistVersion] = relationship(
        back_populates="questions", lazy="raise_on_sql"
    )


class LexiconEntry(Base):
    """One wording pattern of the shipped lexicons (classes A, B, C)."""

    __tablename__ = "lexicon_entry"

    id: Mapped[PK]
    language: Mapped[str] = mapped_column(sa.String(2))
    code: Mapped[str] = mapped_column(sa.String(10), unique=True)
    pattern: Mapped[str] = mapped_column(sa.Text)
    alternatives: Mapped[str] = mapped_column(sa.Text)
    wording_class: Mapped[str] = mapped_column(sa.String(1))
    status: Mapped[str] = mapped_column(sa.String(2), comment="D read in a source, R rule applied")
    source: Mapped[str] = mapped_column(sa.String(120))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    edited_at: Mapped[datetime | None]


VERSION_FROZEN = "OLD.published_at IS NOT NULL"
QUESTION_FROZEN = (
    "EXISTS (SELECT 1 FROM checklist_version"
    " WHERE checklist_version.id = OLD.checklist_version_id"
    " AND checklist_version.published_at IS NOT NULL)"
)
freeze_rows(ChecklistVersion.__table__, VERSION_FROZEN)  # type: ignore[arg-type]
freeze_rows(Question.__table__, QUESTION_FROZEN)  # type: ignore[arg-type]
