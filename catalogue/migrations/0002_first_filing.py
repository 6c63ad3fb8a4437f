"""A fiche filed again keeps the day of its first filing, which the readers' interests count from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEEDS = sa.table(
    "needs_expression",
    sa.column("id", sa.Integer),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
    sa.column("refiled_at", sa.DateTime(timezone=True)),
)
_JOURNAL = sa.table(
    "journal_entry",
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("tag", sa.String),
    sa.column("subject_type", sa.String),
    sa.column("subject_id", sa.String),
)


def upgrade() -> None:
    """Add the last filing; where the journal tells of several, put the first one back."""
    with op.batch_alter_table("needs_expression") as batch_op:
        batch_op.add_column(
            sa.Column(
                "refiled_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="2, last filing of a fiche returned or taken back and filed again",
            )
        )
        batch_op.alter_column(
            "submitted_at",
            existing_type=sa.DateTime(timezone=True),
            existing_nullable=True,
            comment="2, date of filing: the first one, which the interests of readers count from",
            existing_comment="2, date of filing",
        )
    first = (
        sa.select(sa.func.min(_JOURNAL.c.at))
        .where(
            _JOURNAL.c.tag == "needs:submitted",
            _JOURNAL.c.subject_type == "needs_expression",
            _JOURNAL.c.subject_id == sa.cast(_NEEDS.c.id, sa.String),
        )
        .scalar_subquery()
    )
    op.execute(
        sa.update(_NEEDS)
        .where(first < _NEEDS.c.submitted_at)
        .values(refiled_at=_NEEDS.c.submitted_at, submitted_at=first)
    )


def downgrade() -> None:
    """Keep the last filing only, as before."""
    op.execute(
        sa.update(_NEEDS)
        .where(_NEEDS.c.refiled_at.is_not(None))
        .values(submitted_at=_NEEDS.c.refiled_at)
    )
    with op.batch_alter_table("needs_expression") as batch_op:
        batch_op.drop_column("refiled_at")
