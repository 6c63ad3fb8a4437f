"""Several invitations sent at once keep what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table, and the indexes of places taken and of merged needs."""
    op.create_table(
        "bulk_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "lines",
            sa.JSON(),
            nullable=False,
            comment="round_id, account_id, name, and why it was refused if it was",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_bulk_invitation_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_invitation")),
    )
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.create_index("ix_assignment_places", ["round_id", "role", "state"])
    with op.batch_alter_table("round_return") as batch_op:
        batch_op.create_index("ix_round_return_answered", ["answered_at", "sent_at"])
    with op.batch_alter_table("needs_expression") as batch_op:
        batch_op.create_index(op.f("ix_needs_expression_merged_into_id"), ["merged_into_id"])


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("round_return") as batch_op:
        batch_op.drop_index("ix_round_return_answered")
    with op.batch_alter_table("needs_expression") as batch_op:
        batch_op.drop_index(op.f("ix_needs_expression_merged_into_id"))
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_index("ix_assignment_places")
    op.drop_table("bulk_invitation")
