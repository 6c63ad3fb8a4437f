"""Versions of the sets of stage names: when each was added and by whom, what is to be confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the table, and put there the versions whose names are already kept."""
    op.create_table(
        "stage_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "scheme", sa.String(length=40), nullable=False, comment="Acronym of the body: AMANORM"
        ),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "added_by_id", sa.Integer(), nullable=True, comment="Empty for the shipped lists"
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["account.id"], name=op.f("fk_stage_scheme_added_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_scheme")),
        sa.UniqueConstraint("scheme", "version", name=op.f("uq_stage_scheme_scheme_version")),
    )
    with op.batch_alter_table("stage_label") as batch_op:
        batch_op.add_column(
            sa.Column(
                "to_confirm",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="A proposal that the body has not confirmed",
            )
        )
    with op.batch_alter_table("stage_label") as batch_op:
        batch_op.alter_column("to_confirm", server_default=None)
    op.execute(
        "INSERT INTO stage_scheme (scheme, version, added_at)"
        " SELECT scheme, scheme_version, CURRENT_TIMESTAMP FROM stage_label"
        " GROUP BY scheme, scheme_version ORDER BY MIN(id)"
    )


def downgrade() -> None:
    """Drop what was added."""
    with op.batch_alter_table("stage_label") as batch_op:
        batch_op.drop_column("to_confirm")
    op.drop_table("stage_scheme")
