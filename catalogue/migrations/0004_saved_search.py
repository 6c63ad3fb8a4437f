"""Searches kept under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "asked",
            sa.JSON(),
            nullable=False,
            comment="Names and values as in an address: {«q»: [«karité»], «organisme»: [«ISO»]}",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False, comment="Told of in the weekly mail"),
        sa.Column(
            "seen", sa.JSON(), nullable=False, comment="Keys of the results its owner has seen"
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "announced", sa.JSON(), nullable=False, comment="Keys told of by mail and not yet seen"
        ),
        sa.Column(
            "announced_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Last weekly mail about it",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_search_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_search_account_id_name")),
    )
    with op.batch_alter_table("saved_search") as batch_op:
        batch_op.create_index(op.f("ix_saved_search_account_id"), ["account_id"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("saved_search")
