"""Reminders that were sent, and the private addresses of people's calendars."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import PK, Base
from review.reminders.vocabulary import ReminderKind


class Reminder(Base):
    """One reminder about one reading, one round or one fiche: sent once, whatever happens.

    ``about_on`` is the date it reminds of, ``due_on`` the day it was to be sent; ``by_id`` and
    ``text`` are those of a follow-up written by hand.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN assignment_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN round_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN needs_expression_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="about_one_object",
        ),
        sa.CheckConstraint("(kind = 'by_hand') = (text IS NOT NULL)", name="text_written_by_hand"),
        sa.UniqueConstraint("assignment_id", "kind", "due_on"),
        sa.UniqueConstraint("round_id", "kind", "due_on"),
        sa.UniqueConstraint("needs_expression_id", "kind", "due_on"),
    )

    id: Mapped[PK]
    assignment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assignment.id"))
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("review_round.id"))
    needs_expression_id: Mapped[int | None] = mapped_column(sa.ForeignKey("needs_expression.id"))
    kind: Mapped[ReminderKind]
    about_on: Mapped[date]
    due_on: Mapped[date]
    sent_on: Mapped[date]
    sent_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    text: Mapped[str | None] = mapped_column(sa.Text)


class CalendarAddress(Base):
    """The private address at which a calendar program reads one person's dates."""

    __tablename__ = "calendar_address"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    token_digest: Mapped[str] = mapped_column(
        sa.String(64), unique=True, comment="SHA-256 of the token; the token itself is never kept"
    )
    made_at: Mapped[datetime]
