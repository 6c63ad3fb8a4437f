"""The committees of other bodies that ours follow, one row each instead of a text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LONGEST = 160
LONGEST_TEXT = 120


def upgrade() -> None:
    """Lay the table, read the texts into it, drop them."""
    op.create_table(
        "committee_mirror",
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String(length=LONGEST),
            nullable=False,
            comment="As its body writes it: ISO/TC 34",
        ),
        sa.Column(
            "membership",
            sa.Enum(
                "P", "O", name="membership", native_enum=False, create_constraint=False, length=40
            ),
            nullable=True,
            comment="P or O as the agency is enrolled there; empty when not declared",
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_committee_mirror_committee_id_committee"),
        ),
        sa.PrimaryKeyConstraint("committee_id", "reference", name=op.f("pk_committee_mirror")),
    )
    with op.batch_alter_table("committee_mirror") as batch_op:
        batch_op.create_index(op.f("ix_committee_mirror_reference"), ["reference"])
    connection = op.get_bind()
    committee = sa.table("committee", sa.column("id"), sa.column("mirrors"))
    mirror = sa.table("committee_mirror", sa.column("committee_id"), sa.column("reference"))
    for row in connection.execute(
        sa.select(committee.c.id, committee.c.mirrors).where(committee.c.mirrors.is_not(None))
    ).all():
        parts = (" ".join(part.split())[:LONGEST] for part in row.mirrors.split(";"))
        for reference in dict.fromkeys(part for part in parts if part):
            connection.execute(mirror.insert().values(committee_id=row.id, reference=reference))
    # Not in a batch: SQLite would make the table anew, which the rows that name a committee forbid.
    op.drop_column("committee", "mirrors")


def downgrade() -> None:
    """Write the texts back."""
    with op.batch_alter_table("committee") as batch_op:
        batch_op.add_column(
            sa.Column(
                "mirrors",
                sa.String(length=LONGEST_TEXT),
                nullable=True,
                comment="References of international committees mirrored, separated by ;",
            )
        )
    connection = op.get_bind()
    committee = sa.table("committee", sa.column("id"), sa.column("mirrors"))
    mirror = sa.table("committee_mirror", sa.column("committee_id"), sa.column("reference"))
    written: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(mirror).order_by(mirror.c.reference)).all():
        written.setdefault(row.committee_id, []).append(row.reference)
    for committee_id, references in written.items():
        text = "; ".join(references)[:LONGEST_TEXT]
        connection.execute(
            sa.update(committee).where(committee.c.id == committee_id).values(mirrors=text)
        )
    op.drop_table("committee_mirror")
