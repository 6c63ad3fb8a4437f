"""Plans of other cycles: brought in a file, written as drafts; lines name their indicators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table of files, and tie the lines of the plan there is to what follows them."""
    op.create_table(
        "plan_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("shown", "taken_in", "given_up", name="planfilestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column(
            "aside", sa.JSON(), nullable=False, comment="Headings of the file that were not read"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True, comment="The plan made of it"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plan_file_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_plan_file_made_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_file_plan_id_action_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_file")),
    )
    with op.batch_alter_table("plan_file") as batch_op:
        batch_op.create_index(op.f("ix_plan_file_made_at"), ["made_at"])
        batch_op.create_index(op.f("ix_plan_file_plan_id"), ["plan_id"])
    with op.batch_alter_table("action_plan") as batch_op:
        batch_op.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.alter_column(
            "loaded_at",
            existing_type=sa.DateTime(timezone=True),
            existing_nullable=True,
            comment="Set when a person loaded or wrote it; empty for the shipped plan",
        )
    with op.batch_alter_table("action_plan") as batch_op:
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.add_column(
            sa.Column(
                "indicator_code",
                sa.String(length=100),
                nullable=False,
                server_default="",
                comment="Codes of the indicators that follow it: «1.1|1.1b»",
            )
        )
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.alter_column("indicator_code", server_default=None)
    _tie_lines()


def _tie_lines() -> None:
    """Name on each line the indicators that followed it by its code: one plan had been."""
    connection = op.get_bind()
    sheets = connection.execute(
        sa.text("SELECT code, plan_line_code FROM indicator_sheet ORDER BY position")
    )
    codes: dict[str, list[str]] = {}
    for code, line in sheets:
        codes.setdefault(line, []).append(code)
    for line, followed in codes.items():
        connection.execute(
            sa.text("UPDATE plan_line SET indicator_code = :codes WHERE code = :line"),
            {"codes": "|".join(followed), "line": line},
        )


def downgrade() -> None:
    """Drop what was laid."""
    with op.batch_alter_table("plan_line") as batch_op:
        batch_op.drop_column("indicator_code")
    with op.batch_alter_table("action_plan") as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("taken_back_at")
        batch_op.alter_column(
            "loaded_at",
            existing_type=sa.DateTime(timezone=True),
            existing_nullable=True,
            comment="Set when a person loaded it from a file; empty for the shipped plan",
        )
    op.drop_table("plan_file")
