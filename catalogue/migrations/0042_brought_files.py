"""Spreadsheets brought to fill a list of the plan, with what each wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "brought_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="The list it fills"),
        sa.Column("name", sa.String(length=255), nullable=False, comment="The file's name"),
        sa.Column(
            "state",
            sa.Enum(
                "shown",
                "taken_in",
                "given_up",
                "undone",
                name="filestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False, comment="How many rows it wrote"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_brought_file_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_file")),
    )
    op.create_index(op.f("ix_brought_file_kind"), "brought_file", ["kind"])
    op.create_index(op.f("ix_brought_file_made_at"), "brought_file", ["made_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("brought_file")
