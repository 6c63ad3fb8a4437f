"""The checklist in drafts: where a version comes from, its parts, and what freezes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import freeze_statements

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FROZEN = {
    "checklist_version": "OLD.published_at IS NOT NULL",
    "question": (
        "EXISTS (SELECT 1 FROM checklist_version"
        " WHERE checklist_version.id = OLD.checklist_version_id"
        " AND checklist_version.published_at IS NOT NULL)"
    ),
}
PARTS = {
    "personnes": ("F1", "F2", "F3"),
    "contenu-1": ("A1", "A2", "A3", "A4", "A5", "A6"),
    "contenu-2": ("A7", "A8", "A9", "A10", "A11", "A12"),
    "texte": ("A13", "T1", "T2"),
    "participation": ("P1", "P2", "P3", "P4", "P5"),
}


def upgrade() -> None:
    """Add the columns, say on which page each criterion stands, and freeze what is published."""
    # Written out: SQLite takes a foreign key with a new column only in this form.
    op.execute(
        "ALTER TABLE checklist_version ADD COLUMN based_on_id INTEGER"
        " CONSTRAINT fk_checklist_version_based_on_id_checklist_version"
        " REFERENCES checklist_version (id)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "COMMENT ON COLUMN checklist_version.based_on_id IS 'The version a draft started from'"
        )
    for column in (
        sa.Column(
            "change_note",
            sa.Text(),
            nullable=True,
            comment="What changes and why, as published",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("abandoned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ):
        op.add_column("checklist_version", column)
    op.add_column(
        "question",
        sa.Column(
            "part",
            sa.Enum(
                "personnes",
                "contenu-1",
                "contenu-2",
                "texte",
                "participation",
                "complements",
                name="part",
                native_enum=False,
                length=40,
            ),
            nullable=False,
            server_default="complements",
            comment="The page of the filled checklist it stands on",
        ),
    )
    op.add_column(
        "question",
        sa.Column(
            "required",
            sa.Boolean(),
            nullable=False,
            server_default=sa.true(),
            comment="Whether submission waits for its answer",
        ),
    )
    question = sa.table("question", sa.column("code"), sa.column("part"))
    for part, codes in PARTS.items():
        op.execute(question.update().where(question.c.code.in_(codes)).values(part=part))
    for table, condition in FROZEN.items():
        for statement in freeze_statements(op.get_bind().dialect.name, table, condition):
            op.execute(statement)


def downgrade() -> None:
    """Thaw, and take the columns away."""
    dialect = op.get_bind().dialect.name
    for table in FROZEN:
        if dialect == "sqlite":
            op.execute(f"DROP TRIGGER {table}_frozen_update")
            op.execute(f"DROP TRIGGER {table}_frozen_delete")
        else:
            op.execute(f"DROP TRIGGER {table}_frozen ON {table}")
            op.execute(f"DROP FUNCTION {table}_frozen()")
    for name in ("required", "part"):
        op.drop_column("question", name)
    for name in ("version", "abandoned_at", "started_at", "change_note", "based_on_id"):
        op.drop_column("checklist_version", name)
