"""Reading by sampling: the seeds of the draws, and how each round is read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SEED_COLUMNS = ["id", "half_year", "seed", "recorded_at", "recorded_by_id"]


def upgrade() -> None:
    """Lay the seeds; every round there is was read by two people."""
    op.create_table(
        "sampling_seed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("half_year", sa.String(length=7), nullable=False, comment="«2026-S2»"),
        sa.Column(
            "seed", sa.String(length=64), nullable=False, comment="32 random bytes, in hexadecimal"
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "recorded_by_id",
            sa.Integer(),
            nullable=True,
            comment="Who opened a round before it was made; else nobody",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_sampling_seed_recorded_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_seed")),
        sa.UniqueConstraint("half_year", name=op.f("uq_sampling_seed_half_year")),
    )
    dialect = op.get_bind().dialect.name
    for statement in insert_only_statements(dialect, "sampling_seed", _SEED_COLUMNS):
        op.execute(statement)
    with op.batch_alter_table("review_round") as batch_op:
        batch_op.add_column(
            sa.Column(
                "mode",
                sa.Enum("double", "sampling", name="reviewmode", native_enum=False, length=40),
                nullable=False,
                server_default="double",
                comment="In force when the round was opened",
            )
        )
        batch_op.add_column(
            sa.Column(
                "seed_id",
                sa.Integer(),
                nullable=True,
                comment="By sampling: the half-year's draw",
            )
        )
        batch_op.add_column(
            sa.Column(
                "draw_percent",
                sa.Integer(),
                nullable=True,
                comment="By sampling: the share drawn, in percent, in force when the round was"
                " opened",
            )
        )
        batch_op.add_column(
            sa.Column(
                "drawn",
                sa.Boolean(),
                nullable=True,
                comment="By sampling: a second reading whatever the first says; told to nobody"
                " before both",
            )
        )
        batch_op.create_foreign_key(
            op.f("fk_review_round_seed_id_sampling_seed"), "sampling_seed", ["seed_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_review_round_seed_id"), ["seed_id"])
        batch_op.create_check_constraint(
            op.f("ck_review_round_drawn_with_a_seed"),
            "(seed_id IS NULL) = (drawn IS NULL) AND (seed_id IS NULL) = (draw_percent IS NULL)",
        )


def downgrade() -> None:
    """Drop them; what was decided by one reading stays decided."""
    with op.batch_alter_table("review_round") as batch_op:
        batch_op.drop_constraint(op.f("ck_review_round_drawn_with_a_seed"), type_="check")
        batch_op.drop_index(op.f("ix_review_round_seed_id"))
        batch_op.drop_constraint(op.f("fk_review_round_seed_id_sampling_seed"), type_="foreignkey")
        for column in ("drawn", "draw_percent", "seed_id", "mode"):
            batch_op.drop_column(column)
    op.drop_table("sampling_seed")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS sampling_seed_insert_only()")
