"""Reminders that were sent, and private addresses of calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = (
    "invitation",
    "due_soon",
    "late",
    "discussion",
    "adjudication",
    "completion",
    "by_hand",
)


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("needs_expression_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                *KINDS,
                name="reminderkind",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN assignment_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN round_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN needs_expression_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_reminder_about_one_object"),
        ),
        sa.CheckConstraint(
            "(kind = 'by_hand') = (text IS NOT NULL)",
            name=op.f("ck_reminder_text_written_by_hand"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_reminder_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_reminder_round_id_review_round")
        ),
        sa.ForeignKeyConstraint(
            ["needs_expression_id"],
            ["needs_expression.id"],
            name=op.f("fk_reminder_needs_expression_id_needs_expression"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_reminder_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "assignment_id",
            "kind",
            "due_on",
            name=op.f("uq_reminder_assignment_id_kind_due_on"),
        ),
        sa.UniqueConstraint(
            "round_id", "kind", "due_on", name=op.f("uq_reminder_round_id_kind_due_on")
        ),
        sa.UniqueConstraint(
            "needs_expression_id",
            "kind",
            "due_on",
            name=op.f("uq_reminder_needs_expression_id_kind_due_on"),
        ),
    )
    op.create_table(
        "calendar_address",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "token_digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the token; the token itself is never kept",
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_calendar_address_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_address_token_digest")),
    )


def downgrade() -> None:
    """Take them away: what was sent has been read."""
    op.drop_table("calendar_address")
    op.drop_table("reminder")
