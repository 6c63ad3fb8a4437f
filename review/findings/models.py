"""A text sent back: its findings, what is answered, what the next reading says of each."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base, freeze_rows
from catalogue.work_programme.models import TextVersion
from review.answers.models import Review
from review.assignments.models import Assignment, ReviewRound
from review.findings.vocabulary import ReplyAnswer, ReturnState


class RoundReturn(Base):
    """«À reprendre»: one round's list of findings, from its first line to the new version.

    It stands beside the round and changes nothing of its state, its answers or its marker.
    """

    __tablename__ = "round_return"
    __table_args__ = (
        sa.CheckConstraint("answered_at IS NULL OR sent_at IS NOT NULL", name="sent_first"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (text_version_id IS NULL)", name="answered_with_a_version"
        ),
        sa.Index("ix_round_return_answered", "answered_at", "sent_at"),
    )

    id: Mapped[PK]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"), unique=True)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    text_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("text_version.id"), index=True, comment="The version sent with the answers"
    )
    version: Mapped[int] = mapped_column()

    round: Mapped[ReviewRound] = relationship(lazy="raise_on_sql")
    text_version: Mapped[TextVersion | None] = relationship(lazy="raise_on_sql")
    findings: Mapped[list[Finding]] = relationship(
        back_populates="returned",
        lazy="raise_on_sql",
        order_by="Finding.position, Finding.id",
        primaryjoin="foreign(Finding.round_id) == RoundReturn.round_id",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def state(self) -> ReturnState:
        """Tell where the list stands."""
        if self.answered_at is not None:
            return ReturnState.ANSWERED
        return ReturnState.DRAFT if self.sent_at is None else ReturnState.SENT

    @property
    def unanswered(self) -> int:
        """Count the findings the committee has still to answer."""
        return sum(1 for one in self.findings if one.reply is None)


class Finding(Base):
    """One thing to take up again: which criterion, where in the text, and what is found there."""

    __tablename__ = "finding"

    id: Mapped[PK]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("review.id"), comment="The review it was prepared from, if from one"
    )
    code: Mapped[str] = mapped_column(sa.String(4))
    text: Mapped[str] = mapped_column(sa.Text)
    clause: Mapped[str] = mapped_column(sa.Text, default="")
    page: Mapped[int | None]
    position: Mapped[int]

    returned: Mapped[RoundReturn] = relationship(
        back_populates="findings",
        lazy="raise_on_sql",
        primaryjoin="foreign(Finding.round_id) == RoundReturn.round_id",
        viewonly=True,
    )
    review: Mapped[Review | None] = relationship(lazy="raise_on_sql")
    reply: Mapped[FindingReply | None] = relationship(
        back_populates="finding", lazy="raise_on_sql", uselist=False
    )


class FindingReply(Base):
    """What the committee answers to one finding; changed until the new version is sent."""

    __tablename__ = "finding_reply"

    id: Mapped[PK]
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), unique=True)
    author_id: Mapped[int] = mapped_column(
        sa.ForeignKey("account.id"), comment="In whose name: the chair, even if another typed it"
    )
    entered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id"), comment="Who typed it, if not the author"
    )
    answer: Mapped[ReplyAnswer]
    text: Mapped[str] = mapped_column(sa.Text)
    replied_at: Mapped[datetime]
    text_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("text_version.id"), comment="The version it was sent with"
    )
    version: Mapped[int] = mapped_column()

    finding: Mapped[Finding] = relationship(back_populates="reply", lazy="raise_on_sql")
    author: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class FindingCheck(Base):
    """What one reader of a later version says of an earlier finding: lifted or not."""

    __tablename__ = "finding_check"
    __table_args__ = (sa.UniqueConstraint("finding_id", "assignment_id"),)

    id: Mapped[PK]
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"))
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    lifted: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    checked_at: Mapped[datetime]

    finding: Mapped[Finding] = relationship(lazy="raise_on_sql")
    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")


FINDING_FROZEN = (
    "EXISTS (SELECT 1 FROM round_return WHERE round_return.round_id = OLD.round_id"
    " AND round_return.sent_at IS NOT NULL)"
)
REPLY_FROZEN = "OLD.text_version_id IS NOT NULL"
RETURN_FROZEN = "OLD.answered_at IS NOT NULL"
freeze_rows(Finding.__table__, FINDING_FROZEN)  # type: ignore[arg-type]
freeze_rows(FindingReply.__table__, REPLY_FROZEN)  # type: ignore[arg-type]
freeze_rows(RoundReturn.__table__, RETURN_FROZEN)  # type: ignore[arg-type]
