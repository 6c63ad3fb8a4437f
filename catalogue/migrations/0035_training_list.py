"""Lists of presence brought in spreadsheets, and the lines of lists that came from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table, and say of each line where it is from."""
    op.create_table(
        "training_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "shown",
                "taken_in",
                "given_up",
                "undone",
                name="liststate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column(
            "aside", sa.JSON(), nullable=False, comment="Headings of the file that were not read"
        ),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["training_event.id"],
            name=op.f("fk_training_list_event_id_training_event"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_training_list_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_list")),
    )
    op.create_index(op.f("ix_training_list_event_id"), "training_list", ["event_id"])
    op.create_index(op.f("ix_training_list_made_at"), "training_list", ["made_at"])
    with op.batch_alter_table("training_attendance") as batch_op:
        batch_op.add_column(
            sa.Column(
                "list_id", sa.Integer(), nullable=True, comment="The spreadsheet it is from"
            )
        )
        batch_op.create_foreign_key(
            op.f("fk_training_attendance_list_id_training_list"),
            "training_list",
            ["list_id"],
            ["id"],
        )
        batch_op.create_index(op.f("ix_training_attendance_list_id"), ["list_id"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("training_attendance") as batch_op:
        batch_op.drop_index(op.f("ix_training_attendance_list_id"))
        batch_op.drop_constraint(
            op.f("fk_training_attendance_list_id_training_list"), type_="foreignkey"
        )
        batch_op.drop_column("list_id")
    op.drop_table("training_list")
