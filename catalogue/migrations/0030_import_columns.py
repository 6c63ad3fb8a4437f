"""Imports that go on beside the pages, whose columns are matched and remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_KINDS = ("reference", "standards", "programme", "mandates")


def upgrade() -> None:
    """Lay the tables and columns."""
    op.create_table(
        "column_matching",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*_KINDS, name="importkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "headings_key",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the headings, folded, in their order",
        ),
        sa.Column("headings", sa.JSON(), nullable=False, comment="As the file writes them"),
        sa.Column("places", sa.JSON(), nullable=False, comment="Column code to place in the file"),
        sa.Column(
            "file_name",
            sa.String(length=255),
            nullable=False,
            comment="The last file read this way",
        ),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["matched_by_id"],
            ["account.id"],
            name=op.f("fk_column_matching_matched_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_matching")),
        sa.UniqueConstraint(
            "kind", "headings_key", name=op.f("uq_column_matching_kind_headings_key")
        ),
    )
    op.create_table(
        "import_source",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="JSON of the sheets, compressed by zlib",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_source_batch_id_import_batch"),
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_import_source")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        for name, empty, comment in _JSON_COLUMNS:
            batch_op.add_column(
                sa.Column(name, sa.JSON(), nullable=False, server_default=empty, comment=comment)
            )
        for name, comment in _COUNTS:
            batch_op.add_column(
                sa.Column(name, sa.Integer(), nullable=False, server_default="0", comment=comment)
            )
        batch_op.add_column(
            sa.Column(
                "asked",
                sa.JSON(),
                nullable=True,
                comment="What the act under way was asked with, and by whom",
            )
        )
        batch_op.add_column(
            sa.Column(
                "notice",
                sa.Text(),
                nullable=True,
                comment="Why the last act did not go through, in French",
            )
        )
        batch_op.add_column(
            sa.Column(
                "holder",
                sa.String(length=120),
                nullable=True,
                comment="The process that carries out the act under way",
            )
        )
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        for name in (*(one[0] for one in _JSON_COLUMNS), *(one[0] for one in _COUNTS)):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "choice",
                sa.String(length=20),
                nullable=True,
                comment="Which of two values a person has chosen: file or recorded",
            )
        )


_JSON_COLUMNS = (
    ("layout", "{}", "How the file is read: sheet, heading rows, the place of each column"),
    ("notes", "[]", "French sentences: what was done with formulas, hidden rows…"),
    ("readings", "{}", "By column, doubtful cells and how a person has said to read them"),
)
_COUNTS = (
    ("dealt", "Rows dealt with by the act under way"),
    ("awaited", "Of how many; 0 while not known"),
)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_column("choice")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        for name in ("held_until", "holder", "notice", "asked"):
            batch_op.drop_column(name)
        for name in (*(one[0] for one in _COUNTS), *(one[0] for one in _JSON_COLUMNS)):
            batch_op.drop_column(name)
    op.drop_table("import_source")
    op.drop_table("column_matching")
