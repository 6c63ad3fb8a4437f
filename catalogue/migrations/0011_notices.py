"""Messages as rows of a page, and by which way each person wants which kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = (
    "account",
    "needs_received",
    "needs_own",
    "review_asked",
    "review_outcome",
    "review_followed",
    "reminder",
    "follow_up",
    "search_news",
)


def _kind() -> sa.Enum:
    return sa.Enum(*KINDS, name="noticekind", native_enum=False, create_constraint=False, length=40)


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice") as batch_op:
        batch_op.create_index("ix_notice_unread", ["account_id", "read_at"])
        batch_op.create_index("ix_notice_read_at", ["read_at"])
    op.create_table(
        "notice_preference",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_notice_preference_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_notice_preference")),
    )


def downgrade() -> None:
    """Take them away: what went by mail has gone."""
    op.drop_table("notice_preference")
    op.drop_table("notice")
