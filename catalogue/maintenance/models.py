"""Systematic reviews of published standards, what committees answered, reminders sent."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.committees.models import Committee
from catalogue.database import PK, Base
from catalogue.documents.models import Document
from catalogue.maintenance.vocabulary import Opinion, Outcome
from catalogue.records.models import Edition
from catalogue.work_programme.models import WorkItem


class Examination(Base):
    """One systematic review of an edition, from its opening (90.20) to its outcome."""

    __tablename__ = "examination"
    __table_args__ = (
        sa.CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="outcome_is_dated"),
        sa.CheckConstraint("outcome IS NULL OR reason IS NOT NULL", name="outcome_has_reason"),
        sa.CheckConstraint(
            "cancel_reason IS NULL OR outcome IS NULL", name="cancelled_has_no_outcome"
        ),
    )

    id: Mapped[PK]
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(comment="The day it was due when it was opened")
    opened_on: Mapped[date]
    answers_until: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(300), comment="The body, as written")
    reason: Mapped[str | None] = mapped_column(sa.Text)
    evidence_document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    next_due_on: Mapped[date | None]
    work_item_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("work_item.id"), comment="The revision or amendment that follows"
    )
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    edition: Mapped[Edition] = relationship(lazy="raise_on_sql")
    evidence: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    work_item: Mapped[WorkItem | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list[ExaminationAnswer]] = relationship(
        lazy="raise_on_sql", order_by="ExaminationAnswer.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ExaminationAnswer(Base):
    """What a committee or a body answered to a systematic review."""

    __tablename__ = "examination_answer"

    id: Mapped[PK]
    examination_id: Mapped[int] = mapped_column(sa.ForeignKey("examination.id"), index=True)
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"))
    body: Mapped[str] = mapped_column(sa.String(300), default="", comment="Who is no committee")
    opinion: Mapped[Opinion]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    answered_on: Mapped[date]

    committee: Mapped[Committee | None] = relationship(lazy="raise_on_sql")


class ExaminationReminder(Base):
    """A reminder that was sent about the date of an edition's examination."""

    __tablename__ = "examination_reminder"

    id: Mapped[PK]
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("edition.id"), index=True)
    about_on: Mapped[date] = mapped_column(comment="The day the examination is due")
    late: Mapped[bool]
    sent_on: Mapped[date]
