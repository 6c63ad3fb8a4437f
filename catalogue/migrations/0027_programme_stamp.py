"""A stamp that changes with the programme: lists held in memory know when they are behind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_COUNTED = [
    *("status", "exercise", "committee_id", "stage_group", "nature", "kind", "forecast"),
    *("awaited_on", "correspondence", "base_key"),
]
_INDEXED = ("title_key", "exercise", "status_since", "stage_on", "awaited_on", "registered_on")


def upgrade() -> None:
    """Lay the stamp's table; indexes that only the lists read are no longer kept."""
    op.create_table(
        "programme_stamp",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "token",
            sa.String(length=32),
            nullable=False,
            comment="Drawn anew by each act on the programme, never twice the same",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_stamp")),
    )
    with op.batch_alter_table("work_item") as batch_op:
        batch_op.drop_index("ix_work_item_board")
        batch_op.drop_index("ix_work_item_counted")
        for name in _INDEXED:
            batch_op.drop_index(op.f(f"ix_work_item_{name}"))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("work_item") as batch_op:
        for name in _INDEXED:
            batch_op.create_index(op.f(f"ix_work_item_{name}"), [name])
        batch_op.create_index("ix_work_item_counted", _COUNTED)
        batch_op.create_index("ix_work_item_board", ["stage_group", "awaited_on"])
    op.drop_table("programme_stamp")
