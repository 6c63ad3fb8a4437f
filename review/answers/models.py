"""The filled checklist: a review, its answers, and the marker computed from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base, freeze_rows
from catalogue.documents.models import Document
from review.answers.vocabulary import Marker
from review.assignments.models import Assignment


class Review(Base):
    """One coding by one person. Submitted, it never changes: reopening makes the next revision."""

    __tablename__ = "review"
    __table_args__ = (
        sa.UniqueConstraint("assignment_id", "revision"),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (marker_strict IS NULL)", name="submitted_has_marker"
        ),
        sa.CheckConstraint(
            "revision = 1 OR reopen_reason IS NOT NULL", name="reopening_has_reason"
        ),
    )

    id: Mapped[PK]
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    revision: Mapped[int] = mapped_column(default=1, comment="1 is the first coding, used for κ")
    reopen_reason: Mapped[str | None] = mapped_column(sa.Text)
    purpose_clause: Mapped[str | None] = mapped_column(
        sa.Text, comment="Clause stating that the standard would not exist without a gender need"
    )
    covered_by_reference: Mapped[str | None] = mapped_column(
        sa.Text, comment="K2′, the cited standard"
    )
    covered_by_clause: Mapped[str | None] = mapped_column(sa.Text, comment="K2′, the citing clause")
    covered_by_quotation: Mapped[str | None] = mapped_column(sa.Text)
    purpose_reason: Mapped[str] = mapped_column(
        sa.Text, default="", comment="The adjudicator's reason on the statement of purpose"
    )
    covered_reason: Mapped[str] = mapped_column(
        sa.Text, default="", comment="The adjudicator's reason on «déjà couvert»"
    )
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    marker_strict: Mapped[Marker | None]
    marker_pilot: Mapped[Marker | None]
    trace: Mapped[dict[str, Any] | None] = mapped_column(
        comment="K1 to K4 as computed, with reasons"
    )
    depth_score: Mapped[str | None] = mapped_column(
        sa.String(20), comment="Fraction «n/d»; empty for sans objet; in no indicator"
    )
    entered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id"), comment="Who typed it from a paper that its reader signed"
    )
    signed_document_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id"), comment="The scan of that paper"
    )
    confirmed_at: Mapped[datetime | None] = mapped_column(
        comment="When its reader confirmed on the screen what was typed from the paper"
    )
    version: Mapped[int] = mapped_column()

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
    entered_by: Mapped[Account | None] = relationship(lazy="raise_on_sql")
    signed_document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list[Answer]] = relationship(
        back_populates="review", lazy="raise_on_sql", order_by="Answer.id"
    )
    extracts: Mapped[list[AnswerExtract]] = relationship(
        back_populates="review", lazy="raise_on_sql", order_by="AnswerExtract.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Answer(Base):
    """What the reviewer says of one criterion."""

    __tablename__ = "answer"
    __table_args__ = (sa.UniqueConstraint("review_id", "code"),)

    id: Mapped[PK]
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"))
    code: Mapped[str] = mapped_column(sa.String(4))
    value: Mapped[str | None] = mapped_column(
        sa.String(80), comment="Code of product_rules §3; several separated by commas for F3"
    )
    material: Mapped[bool | None] = mapped_column(comment="Importante: oui or non")
    clause: Mapped[str] = mapped_column(sa.Text, default="")
    quotation: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="", comment="Reason or comment")
    source: Mapped[str] = mapped_column(sa.Text, default="")
    disagreement_reason: Mapped[str] = mapped_column(
        sa.Text, default="", comment="The adjudicator's reason where two reviewers differed"
    )

    review: Mapped[Review] = relationship(back_populates="answers", lazy="raise_on_sql")


class AnswerExtract(Base):
    """A page or a picture attached to the answer of one criterion, as evidence."""

    __tablename__ = "answer_extract"
    __table_args__ = (sa.UniqueConstraint("review_id", "code", "document_id"),)

    id: Mapped[PK]
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"))
    code: Mapped[str] = mapped_column(sa.String(4))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    review: Mapped[Review] = relationship(back_populates="extracts", lazy="raise_on_sql")
    document: Mapped[Document] = relationship(lazy="raise_on_sql")


REVIEW_FROZEN = "OLD.submitted_at IS NOT NULL"
ANSWER_FROZEN = (
    "EXISTS (SELECT 1 FROM review WHERE review.id = OLD.review_id"
    " AND review.submitted_at IS NOT NULL)"
)
freeze_rows(Review.__table__, REVIEW_FROZEN)  # type: ignore[arg-type]
freeze_rows(Answer.__table__, ANSWER_FROZEN)  # type: ignore[arg-type]
freeze_rows(AnswerExtract.__table__, ANSWER_FROZEN)  # type: ignore[arg-type]
