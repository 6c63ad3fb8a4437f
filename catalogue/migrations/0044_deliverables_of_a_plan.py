"""A deliverable is of one plan: the next plan's line 3.3 does not inherit it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tie the deliverables there are to the plan that came with the application."""
    with op.batch_alter_table("plan_deliverable") as batch_op:
        batch_op.add_column(sa.Column("plan_id", sa.Integer(), nullable=True))
        batch_op.alter_column(
            "line_code",
            existing_type=sa.String(length=10),
            existing_nullable=False,
            comment="Line of its plan: «3.3»",
        )
    op.execute(
        "UPDATE plan_deliverable SET plan_id ="
        " (SELECT MIN(id) FROM action_plan WHERE loaded_at IS NULL)"
    )
    with op.batch_alter_table("plan_deliverable") as batch_op:
        batch_op.alter_column("plan_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            op.f("fk_plan_deliverable_plan_id_action_plan"), "action_plan", ["plan_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_plan_deliverable_plan_id"), ["plan_id"])


def downgrade() -> None:
    """Know deliverables by the code of their line alone again."""
    with op.batch_alter_table("plan_deliverable") as batch_op:
        batch_op.drop_index(op.f("ix_plan_deliverable_plan_id"))
        batch_op.drop_constraint(
            op.f("fk_plan_deliverable_plan_id_action_plan"), type_="foreignkey"
        )
        batch_op.drop_column("plan_id")
        batch_op.alter_column(
            "line_code",
            existing_type=sa.String(length=10),
            existing_nullable=False,
            comment="Line: «3.3»",
        )
