"""Invitations that are answered by a day, what people know, and when they cannot read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the two tables, the two days of an invitation, and the indexes of the desk."""
    op.create_table(
        "competence",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "ics_prefix",
            sa.String(length=12),
            nullable=False,
            comment="65, 65.060 or 65.060.50: all that begins so",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_competence_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "ics_prefix", name=op.f("pk_competence")),
    )
    op.create_table(
        "unavailability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_unavailability_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_unavailability_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unavailability")),
    )
    with op.batch_alter_table("unavailability") as batch_op:
        batch_op.create_index("ix_unavailability_account", ["account_id", "to_on"])
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(
            sa.Column(
                "respond_by", sa.Date(), nullable=True, comment="Last day to accept or decline"
            )
        )
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_assignment_state_due", ["state", "due_on"])
        batch_op.create_index("ix_assignment_state_respond", ["state", "respond_by"])
    with op.batch_alter_table("review_round") as batch_op:
        batch_op.create_index("ix_review_round_state_phase", ["state", "phase", "opened_at"])


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("review_round") as batch_op:
        batch_op.drop_index("ix_review_round_state_phase")
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_index("ix_assignment_state_respond")
        batch_op.drop_index("ix_assignment_state_due")
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("respond_by")
    op.drop_table("unavailability")
    op.drop_table("competence")
