"""The key of the base standard of editions and work items, to find what rests on a document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.records.designation import key

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("edition", "work_item")


def upgrade() -> None:
    """Add the keys, and work them out for what is recorded."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column(
                    "base_key",
                    sa.String(200),
                    nullable=True,
                    comment="Key of the base standard, whichever way it is written",
                )
            )
            batch_op.create_index(f"ix_{table}_base_key", ["base_key"])
        _fill(table)


def _fill(name: str) -> None:
    table = sa.table(
        name,
        sa.column("id", sa.Integer),
        sa.column("base_reference", sa.String),
        sa.column("base_key", sa.String),
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(table.c.id, table.c.base_reference).where(table.c.base_reference.is_not(None))
    ).all()
    for row in rows:
        if row.base_reference:
            connection.execute(
                sa.update(table)
                .where(table.c.id == row.id)
                .values(base_key=key(row.base_reference))
            )


def downgrade() -> None:
    """Drop the keys."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_index(f"ix_{table}_base_key")
            batch_op.drop_column("base_key")
