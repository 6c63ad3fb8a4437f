"""How a base standard is taken over, and the base standards of an item beside the first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

METHODS = ("endorsement", "cover_sheet", "reprinting", "translation", "redrafting")
DEGREES = ("IDT", "MOD", "NEQ")


def _among(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def upgrade() -> None:
    """Add the columns and the table."""
    with op.batch_alter_table("edition") as batch_op:
        batch_op.add_column(
            sa.Column(
                "adoption_method",
                _among("adoptionmethod", METHODS),
                nullable=True,
                comment="How the base standard was taken over; of an adoption only",
            )
        )
    op.create_table(
        "work_item_base",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="From 2, the first being the item's own",
        ),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reference_key", sa.String(length=200), nullable=False),
        sa.Column("correspondence", _among("correspondence", DEGREES), nullable=True),
        sa.Column("adoption_method", _among("adoptionmethod", METHODS), nullable=True),
        sa.ForeignKeyConstraint(
            ["work_item_id"],
            ["work_item.id"],
            name=op.f("fk_work_item_base_work_item_id_work_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item_base")),
        sa.UniqueConstraint(
            "work_item_id", "position", name=op.f("uq_work_item_base_work_item_id_position")
        ),
    )
    with op.batch_alter_table("work_item_base") as batch_op:
        batch_op.create_index(op.f("ix_work_item_base_reference_key"), ["reference_key"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("work_item_base")
    with op.batch_alter_table("edition") as batch_op:
        batch_op.drop_column("adoption_method")
