"""Enquiries on the texts of work items, what extended them, the comments and their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.database import PK, Base
from catalogue.enquiry.vocabulary import (
    LONGEST_CODE,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PLACE,
    Channel,
    CommentKind,
    Ground,
    Outcome,
    RefusalKind,
    SheetState,
)
from catalogue.work_programme.models import StageEvent, TextVersion, WorkItem


class Enquiry(Base):
    """One public enquiry of a work item; its days follow the stages 40.20 and 40.60."""

    __tablename__ = "enquiry"
    __table_args__ = (
        sa.UniqueConstraint("work_item_id", "rank"),
        sa.CheckConstraint("closes_on >= opens_on", name="ends_after_start"),
        sa.CheckConstraint(
            "(closing_event_id IS NULL) = (closed_on IS NULL)", name="closed_by_a_stage"
        ),
    )

    id: Mapped[PK]
    work_item_id: Mapped[int] = mapped_column(sa.ForeignKey("work_item.id"))
    rank: Mapped[int] = mapped_column(comment="1 for the item's first enquiry, 2 for the next")
    text_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text_version.id"))
    opens_on: Mapped[date] = mapped_column(comment="Day of the stage 40.20")
    closes_on: Mapped[date] = mapped_column(index=True, comment="Last day for comments, inclusive")
    ground: Mapped[Ground | None] = mapped_column(comment="Urgency that allows a shorter enquiry")
    short_reason: Mapped[str | None] = mapped_column(sa.Text)
    draft_published: Mapped[bool] = mapped_column(comment="Whether anybody may download the draft")
    draft_note: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why it is not online and where to ask for it (Annex 3, M)"
    )
    opening_event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stage_event.id"))
    closing_event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stage_event.id"))
    closed_on: Mapped[date | None] = mapped_column(comment="Day of the stage 40.60")
    cancelled_at: Mapped[datetime | None] = mapped_column(
        comment="When the stage that opened it was declared not to have taken place"
    )
    table_published_at: Mapped[datetime | None]
    people_erased_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    work_item: Mapped[WorkItem] = relationship(lazy="raise_on_sql")
    text_version: Mapped[TextVersion | None] = relationship(lazy="raise_on_sql")
    opening_event: Mapped[StageEvent | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[opening_event_id]
    )
    extensions: Mapped[list[EnquiryExtension]] = relationship(
        lazy="raise_on_sql", order_by="EnquiryExtension.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EnquiryExtension(Base):
    """The last day was put off, by an act with its reason."""

    __tablename__ = "enquiry_extension"

    id: Mapped[PK]
    enquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("enquiry.id"), index=True)
    closed_before_on: Mapped[date] = mapped_column(comment="The last day until then")
    closes_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text)
    extended_at: Mapped[datetime]
    extended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class EnquirySheet(Base):
    """A commenting table sent in: its rows wait until somebody has checked them."""

    __tablename__ = "enquiry_sheet"

    id: Mapped[PK]
    enquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("enquiry.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(255))
    organisation: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    state: Mapped[SheetState]
    rows: Mapped[list[Any]] = mapped_column(comment="Rows as read, with what is wrong with each")
    received_at: Mapped[datetime]
    received_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    enquiry: Mapped[Enquiry] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EnquiryComment(Base):
    """One comment of the public, with the answer that stands; earlier answers are in the journal.

    ``author_name`` and ``email`` are personal: nobody outside the agency sees them, and they are
    erased after a time. A comment of a table whose import was undone keeps its number, void.
    """

    __tablename__ = "enquiry_comment"
    __table_args__ = (
        sa.UniqueConstraint("enquiry_id", "number"),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)", name="answered_with_outcome"
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'accepted' OR answer <> ''", name="refusal_has_reason"
        ),
    )

    id: Mapped[PK]
    enquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("enquiry.id"))
    number: Mapped[int] = mapped_column(comment="From 1 in each enquiry, never given twice")
    channel: Mapped[Channel]
    sheet_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enquiry_sheet.id"), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(LONGEST_NAME), default="")
    author_name: Mapped[str | None] = mapped_column(sa.String(LONGEST_NAME))
    email: Mapped[str | None] = mapped_column(sa.String(LONGEST_EMAIL))
    code: Mapped[str] = mapped_column(
        sa.String(LONGEST_CODE), default="", comment="MB/NC of the commenting table"
    )
    line: Mapped[str] = mapped_column(sa.String(LONGEST_PLACE), default="")
    clause: Mapped[str] = mapped_column(sa.String(LONGEST_PLACE), default="")
    place: Mapped[str] = mapped_column(
        sa.String(LONGEST_PLACE), default="", comment="Paragraph, figure or table"
    )
    kind: Mapped[CommentKind]
    comment: Mapped[str] = mapped_column(sa.Text)
    proposed_change: Mapped[str] = mapped_column(sa.Text, default="")
    about_gender: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    void: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    enquiry: Mapped[Enquiry] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EnquiryRefusal(Base):
    """How many sendings were turned away on a day, by reason; nothing of what was sent."""

    __tablename__ = "enquiry_refusal"

    enquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("enquiry.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[RefusalKind] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
