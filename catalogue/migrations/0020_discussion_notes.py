"""What two reviewers write to each other while their markers differ."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_COLUMNS = ["id", "round_id", "author_id", "text", "written_at"]


def upgrade() -> None:
    """Lay the table; a note is never changed."""
    op.create_table(
        "discussion_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_discussion_note_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_discussion_note_round_id_review_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_note")),
    )
    with op.batch_alter_table("discussion_note") as batch_op:
        batch_op.create_index(op.f("ix_discussion_note_round_id"), ["round_id"])
    dialect = op.get_bind().dialect.name
    for statement in insert_only_statements(dialect, "discussion_note", _COLUMNS):
        op.execute(statement)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("discussion_note")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS discussion_note_insert_only()")
