"""Rounds bound to one text, the people asked to read in them, and what each can read and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.models import Account
from catalogue.database import PK, Base, insert_only
from catalogue.records.models import Edition
from catalogue.work_programme.models import TextVersion, WorkItem
from review.assignments.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Phase,
    ReviewMode,
    RoundState,
)
from review.checklists.models import ChecklistVersion


class SamplingSeed(Base):
    """What the rounds of one half-year are drawn with; shown once they can no longer be guessed."""

    __tablename__ = "sampling_seed"

    id: Mapped[PK]
    half_year: Mapped[str] = mapped_column(sa.String(7), unique=True, comment="«2026-S2»")
    seed: Mapped[str] = mapped_column(sa.String(64), comment="32 random bytes, in hexadecimal")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id"), comment="Who opened a round before it was made; else nobody"
    )


class ReviewRound(Base):
    """One reading of one text version with one checklist version."""

    __tablename__ = "review_round"
    __table_args__ = (
        sa.CheckConstraint(
            "work_item_id IS NOT NULL OR edition_id IS NOT NULL", name="has_subject"
        ),
        sa.CheckConstraint(
            "(seed_id IS NULL) = (drawn IS NULL) AND (seed_id IS NULL) = (draw_percent IS NULL)",
            name="drawn_with_a_seed",
        ),
        sa.Index("ix_review_round_state", "state", "opened_at"),
        sa.Index("ix_review_round_state_phase", "state", "phase", "opened_at"),
    )

    id: Mapped[PK]
    phase: Mapped[Phase]
    work_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("work_item.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("edition.id"), index=True, comment="An older standard, without a work item"
    )
    text_version_id: Mapped[int] = mapped_column(sa.ForeignKey("text_version.id"), index=True)
    checklist_version_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_version.id"))
    state: Mapped[RoundState] = mapped_column(default=RoundState.OPEN)
    required_reviews: Mapped[int] = mapped_column(default=2)
    mode: Mapped[ReviewMode] = mapped_column(
        default=ReviewMode.DOUBLE,
        server_default=ReviewMode.DOUBLE.value,
        comment="In force when the round was opened",
    )
    seed_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("sampling_seed.id"), index=True, comment="By sampling: the half-year's draw"
    )
    draw_percent: Mapped[int | None] = mapped_column(
        comment="By sampling: the share drawn, in percent, in force when the round was opened"
    )
    drawn: Mapped[bool | None] = mapped_column(
        comment="By sampling: a second reading whatever the first says; told to nobody before both"
    )
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    discussion_until: Mapped[date | None] = mapped_column(
        comment="Last day to reopen and resubmit before adjudication"
    )
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    work_item: Mapped[WorkItem | None] = relationship(lazy="raise_on_sql")
    edition: Mapped[Edition | None] = relationship(lazy="raise_on_sql")
    text_version: Mapped[TextVersion] = relationship(lazy="raise_on_sql")
    checklist_version: Mapped[ChecklistVersion] = relationship(lazy="raise_on_sql")
    assignments: Mapped[list[Assignment]] = relationship(
        back_populates="round", lazy="raise_on_sql", order_by="Assignment.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Assignment(Base):
    """One person asked to read in one round, as reviewer or adjudicator."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "account_id"),
        sa.Index("ix_assignment_account_state", "account_id", "state"),
        sa.Index("ix_assignment_state_due", "state", "due_on"),
        sa.Index("ix_assignment_places", "round_id", "role", "state"),
        sa.Index("ix_assignment_state_respond", "state", "respond_by"),
    )

    id: Mapped[PK]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    role: Mapped[AssignmentRole] = mapped_column(default=AssignmentRole.REVIEWER)
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.INVITED)
    respond_by: Mapped[date | None] = mapped_column(comment="Last day to accept or decline")
    due_on: Mapped[date | None]
    assigned_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    assigned_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    decline_reason: Mapped[str | None] = mapped_column(sa.Text)
    agency_interest_reason: Mapped[str | None] = mapped_column(
        sa.Text, comment="Why the secretariat accepts the agency's own staff on its own proposal"
    )
    discussion_passed_at: Mapped[datetime | None] = mapped_column(
        comment="When this reviewer agreed to hand the disagreement to adjudication at once"
    )
    version: Mapped[int] = mapped_column()

    round: Mapped[ReviewRound] = relationship(back_populates="assignments", lazy="raise_on_sql")
    account: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[account_id])
    interest: Mapped[InterestDeclaration | None] = relationship(
        back_populates="assignment", lazy="raise_on_sql", uselist=False
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class InterestDeclaration(Base):
    """What the reviewer declares before the first answer (product_rules §3)."""

    __tablename__ = "interest_declaration"

    id: Mapped[PK]
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), unique=True)
    has_interest: Mapped[bool]
    detail: Mapped[str | None] = mapped_column(sa.Text)
    declared_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship(back_populates="interest", lazy="raise_on_sql")


class Competence(Base):
    """A domain of the classification (field, group or subgroup) that a person knows."""

    __tablename__ = "competence"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    ics_prefix: Mapped[str] = mapped_column(
        sa.String(12), primary_key=True, comment="65, 65.060 or 65.060.50: all that begins so"
    )


class Unavailability(Base):
    """Days on which a person cannot read, both ends included."""

    __tablename__ = "unavailability"
    __table_args__ = (
        sa.CheckConstraint("to_on >= from_on", name="ends_after_start"),
        sa.Index("ix_unavailability_account", "account_id", "to_on"),
    )

    id: Mapped[PK]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(sa.String(300))


class BulkInvitation(Base):
    """What became of several invitations sent at once: one line each, as it was then."""

    __tablename__ = "bulk_invitation"

    id: Mapped[PK]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    lines: Mapped[list[Any]] = mapped_column(
        comment="round_id, account_id, name, and why it was refused if it was"
    )


insert_only(SamplingSeed.__table__)  # type: ignore[arg-type]
