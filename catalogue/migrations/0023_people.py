"""Posts, the last day of a closed committee, meetings and who was there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and lay the tables."""
    with op.batch_alter_table("committee") as batch_op:
        batch_op.add_column(
            sa.Column(
                "closed_on",
                sa.Date(),
                nullable=True,
                comment="Last day of a closed committee; its seats count until then",
            )
        )
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.add_column(
            sa.Column(
                "post",
                sa.String(length=200),
                nullable=True,
                comment="Title of the post, or field of the expert",
            )
        )
    op.create_table(
        "committee_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=True),
        sa.Column(
            "women", sa.Integer(), nullable=False, comment="Present and not named in the register"
        ),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("undeclared", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.String(length=500),
            nullable=False,
            comment="The attendance sheet it is from",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_committee_meeting_committee_id_committee"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_meeting")),
    )
    with op.batch_alter_table("committee_meeting") as batch_op:
        batch_op.create_index("ix_committee_meeting_held", ["committee_id", "held_on"])
    op.create_table(
        "meeting_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["committee_meeting.id"],
            name=op.f("fk_meeting_attendance_meeting_id_committee_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_attendance_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("uq_meeting_attendance_meeting_id_person_id")
        ),
    )
    with op.batch_alter_table("meeting_attendance") as batch_op:
        batch_op.create_index(op.f("ix_meeting_attendance_person_id"), ["person_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("meeting_attendance")
    op.drop_table("committee_meeting")
    with op.batch_alter_table("mandate") as batch_op:
        batch_op.drop_column("post")
    with op.batch_alter_table("committee") as batch_op:
        batch_op.drop_column("closed_on")
