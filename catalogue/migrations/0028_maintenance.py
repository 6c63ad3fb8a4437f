"""Systematic reviews of published standards, and how a withdrawal names its successor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the tables and the columns of a withdrawal."""
    op.create_table(
        "examination_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False, comment="The day the examination is due"),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_examination_reminder_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination_reminder")),
    )
    with op.batch_alter_table("examination_reminder") as batch_op:
        batch_op.create_index(op.f("ix_examination_reminder_edition_id"), ["edition_id"])

    op.create_table(
        "examination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "due_on", sa.Date(), nullable=True, comment="The day it was due when it was opened"
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("answers_until", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirm",
                "revise",
                "amend",
                "withdraw",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column(
            "decided_by", sa.String(length=300), nullable=True, comment="The body, as written"
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence_document_id", sa.Integer(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column(
            "work_item_id",
            sa.Integer(),
            nullable=True,
            comment="The revision or amendment that follows",
        ),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_on IS NULL)", name=op.f("ck_examination_outcome_is_dated")
        ),
        sa.CheckConstraint(
            "cancel_reason IS NULL OR outcome IS NULL",
            name=op.f("ck_examination_cancelled_has_no_outcome"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR reason IS NOT NULL", name=op.f("ck_examination_outcome_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_examination_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_document_id"],
            ["document.id"],
            name=op.f("fk_examination_evidence_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_examination_recorded_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_examination_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination")),
    )
    with op.batch_alter_table("examination") as batch_op:
        batch_op.create_index(op.f("ix_examination_edition_id"), ["edition_id"])

    op.create_table(
        "examination_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("examination_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=300), nullable=False, comment="Who is no committee"),
        sa.Column(
            "opinion",
            sa.Enum(
                "confirm",
                "revise",
                "amend",
                "withdraw",
                "none",
                name="opinion",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_examination_answer_committee_id_committee"),
        ),
        sa.ForeignKeyConstraint(
            ["examination_id"],
            ["examination.id"],
            name=op.f("fk_examination_answer_examination_id_examination"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination_answer")),
    )
    with op.batch_alter_table("examination_answer") as batch_op:
        batch_op.create_index(op.f("ix_examination_answer_examination_id"), ["examination_id"])
    with op.batch_alter_table("edition") as batch_op:
        batch_op.add_column(
            sa.Column(
                "withdrawal_decision",
                sa.String(300),
                nullable=True,
                comment="Who decided it and by which act, as written",
            )
        )
        batch_op.add_column(
            sa.Column(
                "successor_reference",
                sa.String(200),
                nullable=True,
                comment="What takes its place once withdrawn, as written",
            )
        )
    with op.batch_alter_table("relation") as batch_op:
        batch_op.add_column(
            sa.Column(
                "by_withdrawal",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="Made by the withdrawal of its target, and taken back with it",
            )
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("relation") as batch_op:
        batch_op.drop_column("by_withdrawal")
    with op.batch_alter_table("edition") as batch_op:
        batch_op.drop_column("successor_reference")
        batch_op.drop_column("withdrawal_decision")
    op.drop_table("examination_reminder")
    op.drop_table("examination_answer")
    op.drop_table("examination")
