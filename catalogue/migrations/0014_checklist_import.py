"""The spreadsheets of a checklist that come back, row by row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "checklist_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "staged",
                "applied",
                "undone",
                "discarded",
                name="importstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "checklist_number",
            sa.Integer(),
            nullable=True,
            comment="Version of the checklist the file follows, as it says",
        ),
        sa.Column(
            "rows",
            sa.JSON(),
            nullable=False,
            comment="Each row as it came, its texts by input, or why it is refused",
        ),
        sa.Column(
            "prints",
            sa.JSON(),
            nullable=False,
            comment="Fingerprint of each answer when the file was made; empty if unknown",
        ),
        sa.Column(
            "notes",
            sa.JSON(),
            nullable=False,
            comment="French sentences about the file as a whole",
        ),
        sa.Column(
            "before",
            sa.JSON(),
            nullable=False,
            comment="Texts of the answers that applying replaced, by criterion",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_checklist_import_assignment_id_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["account.id"],
            name=op.f("fk_checklist_import_created_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_import")),
    )
    with op.batch_alter_table("checklist_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_import_assignment_id"), ["assignment_id"], unique=False
        )


def downgrade() -> None:
    """Take the table away."""
    with op.batch_alter_table("checklist_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_import_assignment_id"))
    op.drop_table("checklist_import")
