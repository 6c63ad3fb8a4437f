"""Texts sent back to the committee: findings, answers, what became of them; extracts of a text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import freeze_statements

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FROZEN = {
    "finding": (
        "EXISTS (SELECT 1 FROM round_return WHERE round_return.round_id = OLD.round_id"
        " AND round_return.sent_at IS NOT NULL)"
    ),
    "finding_reply": "OLD.text_version_id IS NOT NULL",
    "round_return": "OLD.answered_at IS NOT NULL",
    "answer_extract": (
        "EXISTS (SELECT 1 FROM review WHERE review.id = OLD.review_id"
        " AND review.submitted_at IS NOT NULL)"
    ),
}


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def upgrade() -> None:
    """Lay the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "round_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("started_at", instant, nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", instant, nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", instant, nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "text_version_id",
            sa.Integer(),
            nullable=True,
            comment="The version sent with the answers",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answered_at IS NULL OR sent_at IS NOT NULL",
            name=op.f("ck_round_return_sent_first"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (text_version_id IS NULL)",
            name=op.f("ck_round_return_answered_with_a_version"),
        ),
        _key("round_return", "round_id", "review_round"),
        _key("round_return", "started_by_id", "account"),
        _key("round_return", "sent_by_id", "account"),
        _key("round_return", "answered_by_id", "account"),
        _key("round_return", "text_version_id", "text_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_return")),
        sa.UniqueConstraint("round_id", name=op.f("uq_round_return_round_id")),
    )
    op.create_index(op.f("ix_round_return_text_version_id"), "round_return", ["text_version_id"])
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "review_id",
            sa.Integer(),
            nullable=True,
            comment="The review it was prepared from, if from one",
        ),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        _key("finding", "round_id", "review_round"),
        _key("finding", "review_id", "review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_round_id"), "finding", ["round_id"])
    op.create_table(
        "finding_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column(
            "author_id",
            sa.Integer(),
            nullable=False,
            comment="In whose name: the chair, even if another typed it",
        ),
        sa.Column(
            "entered_by_id",
            sa.Integer(),
            nullable=True,
            comment="Who typed it, if not the author",
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "accepted",
                "partly",
                "not_kept",
                name="replyanswer",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replied_at", instant, nullable=False),
        sa.Column(
            "text_version_id",
            sa.Integer(),
            nullable=True,
            comment="The version it was sent with",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("finding_reply", "finding_id", "finding"),
        _key("finding_reply", "author_id", "account"),
        _key("finding_reply", "entered_by_id", "account"),
        _key("finding_reply", "text_version_id", "text_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_reply")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_finding_reply_finding_id")),
    )
    op.create_table(
        "finding_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("lifted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked_at", instant, nullable=False),
        _key("finding_check", "finding_id", "finding"),
        _key("finding_check", "assignment_id", "assignment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_check")),
        sa.UniqueConstraint(
            "finding_id", "assignment_id", name=op.f("uq_finding_check_finding_id_assignment_id")
        ),
    )
    op.create_index(op.f("ix_finding_check_assignment_id"), "finding_check", ["assignment_id"])
    op.create_table(
        "answer_extract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        _key("answer_extract", "review_id", "review"),
        _key("answer_extract", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_extract")),
        sa.UniqueConstraint(
            "review_id",
            "code",
            "document_id",
            name=op.f("uq_answer_extract_review_id_code_document_id"),
        ),
    )
    op.create_index(op.f("ix_answer_extract_document_id"), "answer_extract", ["document_id"])
    for table, condition in FROZEN.items():
        for statement in freeze_statements(op.get_bind().dialect.name, table, condition):
            op.execute(statement)


def downgrade() -> None:
    """Take the tables away, with what freezes them."""
    for table in ("answer_extract", "finding_check", "finding_reply", "finding", "round_return"):
        op.drop_table(table)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION IF EXISTS {table}_frozen()")
