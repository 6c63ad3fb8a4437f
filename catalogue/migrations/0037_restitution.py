"""The restitution sheet: what is being written, and what was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_FROZEN = ["id", "number", "as_of", "content", "digest", "published_at", "published_by_id"]


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "restitution_draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("commitments_fr", sa.Text(), nullable=False),
        sa.Column("commitments_en", sa.Text(), nullable=False),
        sa.Column("story_fr", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_restitution_draft_one_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restitution_draft")),
    )
    op.create_table(
        "restitution_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="SHA-256 of the content"
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_restitution_sheet_numbered")),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_restitution_sheet_published_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restitution_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_restitution_sheet_number")),
    )
    dialect = op.get_bind().dialect.name
    for statement in insert_only_statements(dialect, "restitution_sheet", _FROZEN):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("restitution_sheet")
    op.drop_table("restitution_draft")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS restitution_sheet_insert_only()")
