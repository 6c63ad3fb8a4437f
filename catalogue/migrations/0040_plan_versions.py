"""The plan's objectives, its published versions and its validation; lines can be edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_VERSION = [
    "id",
    "plan_id",
    "number",
    "effective_on",
    "published_at",
    "published_by_id",
    "reason",
    "objectives",
    "lines",
]
_VALIDATION = [
    "id",
    "plan_id",
    "validated_by",
    "reference",
    "validated_on",
    "document_id",
    "replaces_id",
    "correction_reason",
    "recorded_at",
    "recorded_by_id",
]
_FROZEN = {"plan_version": _VERSION, "plan_validation": _VALIDATION}


def upgrade() -> None:
    """Lay the tables; the objective of each result leaves the lines for a row of its own."""
    op.create_table(
        "plan_objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False, comment="«R1»"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=4), nullable=False),
        sa.Column("text_source", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.String(length=100), nullable=False),
        sa.Column("baseline_value", sa.String(length=300), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("population", sa.String(length=500), nullable=False),
        sa.Column("measured_by", sa.String(length=500), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set when a person edits it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_objective_plan_id_action_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objective")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_plan_objective_plan_id_code")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("objectives", sa.JSON(), nullable=False, comment="Words and slots by code"),
        sa.Column(
            "lines",
            sa.JSON(),
            nullable=False,
            comment="Words of the source and shown, by code",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_version_plan_id_action_plan")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_plan_version_published_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )
    op.create_table(
        "plan_validation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "validated_by", sa.String(length=300), nullable=False, comment="A body, not a person"
        ),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("validated_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (correction_reason IS NULL)",
            name=op.f("ck_plan_validation_correction_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_plan_validation_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_validation_plan_id_action_plan")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_plan_validation_recorded_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["plan_validation.id"],
            name=op.f("fk_plan_validation_replaces_id_plan_validation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_validation")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_plan_validation_replaces_id")),
    )
    with op.batch_alter_table("plan_validation") as batch_op:
        batch_op.create_index(op.f("ix_plan_validation_plan_id"), ["plan_id"])
    with op.batch_alter_table("action_plan") as batch_op:
        batch_op.add_column(
            sa.Column(
                "loaded_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="Set when a person loaded it from a file; empty for the shipped plan",
            )
        )
        batch_op.create_check_constraint(
            op.f("ck_action_plan_ends_after_start"), "ends_on >= starts_on"
        )
    op.execute(
        "INSERT INTO plan_objective (plan_id, code, position, result, text_source, text,"
        " indicator_code, baseline_value, target, population, measured_by, owner, version)"
        " SELECT plan_id, 'R' || result, MIN(position), result, MIN(objective_source),"
        " MIN(objective), '', '', '', '', '', '', 1 FROM plan_line GROUP BY plan_id, result"
    )
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.drop_column("objective")
        batch_op.drop_column("objective_source")
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.alter_column("version", server_default=None)

    dialect = op.get_bind().dialect.name
    for table, columns in _FROZEN.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)


def downgrade() -> None:
    """Put the objectives back on the lines and drop the tables."""
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.add_column(
            sa.Column("objective_source", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("objective", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_column("version")
    for name, old in (("objective", "text"), ("objective_source", "text_source")):
        op.execute(
            f"UPDATE plan_line SET {name} = COALESCE((SELECT o.{old} FROM plan_objective o"  # noqa: S608 - names of ours
            " WHERE o.plan_id = plan_line.plan_id AND o.result = plan_line.result), '')"
        )
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.alter_column("objective_source", server_default=None)
        batch_op.alter_column("objective", server_default=None)
    with op.batch_alter_table("action_plan") as batch_op:
        batch_op.drop_constraint(op.f("ck_action_plan_ends_after_start"), type_="check")
        batch_op.drop_column("loaded_at")
    for table in ("plan_validation", "plan_version", "plan_objective"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in _FROZEN:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_insert_only()")
