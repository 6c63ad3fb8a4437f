"""Forms sent and carried out, so that a second press makes no second record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "posted_form",
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="Of the account, the page, its token, the answers",
        ),
        sa.Column("address", sa.String(length=200), nullable=False, comment="The page it led to"),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_posted_form")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("posted_form")
