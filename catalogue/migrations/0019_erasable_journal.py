"""The content of an act of the journal may be erased, and changed in no other way."""

from __future__ import annotations

from alembic import op

from catalogue.database import erase_only_statements

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "journal_payload"
ERASURE = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
    " AND NEW.canonical IS NULL AND NEW.entry_seq = OLD.entry_seq"
)


def upgrade() -> None:
    """Lay the triggers."""
    for statement in erase_only_statements(op.get_bind().dialect.name, TABLE, ERASURE):
        op.execute(statement)


def downgrade() -> None:
    """Take them away."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {TABLE}_no_update")
        op.execute(f"DROP TRIGGER {TABLE}_no_delete")
    else:
        op.execute(f"DROP TRIGGER {TABLE}_erase_only ON {TABLE}")
        op.execute(f"DROP FUNCTION {TABLE}_erase_only()")
