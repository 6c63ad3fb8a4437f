"""A checklist typed from a signed paper: who typed it, the scan, and when its reader confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


COLUMNS = (
    ("entered_by_id", "account", "Who typed it from a paper that its reader signed"),
    ("signed_document_id", "document", "The scan of that paper"),
)


def upgrade() -> None:
    """Add the three columns."""
    # Written out: SQLite takes a foreign key with a new column only in this form.
    for column, table, comment in COLUMNS:
        op.execute(
            f"ALTER TABLE review ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_review_{column}_{table} REFERENCES {table} (id)"
        )
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"COMMENT ON COLUMN review.{column} IS '{comment}'")
    op.add_column(
        "review",
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When its reader confirmed on the screen what was typed from the paper",
        ),
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("confirmed_at", "signed_document_id", "entered_by_id"):
        op.drop_column("review", name)
