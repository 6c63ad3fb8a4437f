"""The training plan of a year, line by line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "planned_training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column(
            "public", sa.String(length=200), nullable=False, comment="Who is expected, in words"
        ),
        sa.Column(
            "people",
            sa.Integer(),
            nullable=True,
            comment="How many are expected, where it is said",
        ),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_planned_training_in_a_month")),
        sa.CheckConstraint(
            "people IS NULL OR people > 0", name=op.f("ck_planned_training_for_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["training_module.id"],
            name=op.f("fk_planned_training_module_id_training_module"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["training_event.id"],
            name=op.f("fk_planned_training_event_id_training_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_training")),
        sa.UniqueConstraint("event_id", name=op.f("uq_planned_training_event_id")),
    )
    op.create_index(op.f("ix_planned_training_module_id"), "planned_training", ["module_id"])
    op.create_index("ix_planned_training_year_month", "planned_training", ["year", "month"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("planned_training")
