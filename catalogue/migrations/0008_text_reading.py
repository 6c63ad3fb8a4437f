"""What the software reads in the texts, and what reviewers do with its hints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    """Lay the four tables."""
    op.create_table(
        "text_analysis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column(
            "state", _enum("running", "done", "refused", name="analysisstate"), nullable=False
        ),
        sa.Column(
            "fault",
            sa.String(length=40),
            nullable=True,
            comment="Why it is refused: locked, broken, long, bomb, entities, missing",
        ),
        sa.Column(
            "language", sa.String(length=2), nullable=True, comment="fr or en, the most of it"
        ),
        sa.Column(
            "engine",
            sa.String(length=64),
            nullable=False,
            comment="Of the rules and lists it was read by; read anew when they change",
        ),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("pages_done", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_text_analysis_text_version_id_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_analysis")),
        sa.UniqueConstraint("text_version_id", name=op.f("uq_text_analysis_text_version_id")),
    )
    op.create_table(
        "text_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("scanned", sa.Boolean(), nullable=False, comment="An image: it has no text"),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_text_page_text_version_id_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_page")),
        sa.UniqueConstraint(
            "text_version_id", "number", name=op.f("uq_text_page_text_version_id_number")
        ),
    )
    op.create_table(
        "text_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=False,
            comment="Characters from the start of the page's text",
        ),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            _enum("wording", "reference_person", "body_dimension", name="hintkind"),
            nullable=False,
        ),
        sa.Column("wording_class", _enum("A", "B", "C", name="wordingclass"), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("clause", sa.String(length=80), nullable=False),
        sa.Column("suggestions", sa.JSON(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column(
            "context_key",
            sa.String(length=40),
            nullable=False,
            comment="Of its words in their sentence: the same in the next version",
        ),
        sa.Column(
            "equal_key",
            sa.String(length=40),
            nullable=False,
            comment="Of its words: the same for equal hints of a text",
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_text_hint_text_version_id_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_hint")),
        sa.UniqueConstraint(
            "text_version_id", "context_key", name=op.f("uq_text_hint_text_version_id_context_key")
        ),
    )
    with op.batch_alter_table("text_hint") as batch_op:
        batch_op.create_index("ix_text_hint_page", ["text_version_id", "page", "start"])
    op.create_table(
        "hint_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("context_key", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            _enum("open", "kept", "resolved", "dismissed", name="hintstate"),
            nullable=False,
        ),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column(
            "criterion",
            sa.String(length=4),
            nullable=True,
            comment="What it was kept for: a criterion of the checklist",
        ),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_hint_act_assignment_id_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_hint_act_text_version_id_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hint_act")),
        sa.UniqueConstraint(
            "assignment_id", "context_key", name=op.f("uq_hint_act_assignment_id_context_key")
        ),
    )
    with op.batch_alter_table("hint_act") as batch_op:
        batch_op.create_index("ix_hint_act_context_key", ["context_key", "text_version_id"])


def downgrade() -> None:
    """Drop them; texts stay, and are read again by a later version."""
    op.drop_table("hint_act")
    op.drop_table("text_hint")
    op.drop_table("text_page")
    op.drop_table("text_analysis")
