"""Analysis reports on closed readings, frozen once published, with their PDFs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import freeze_statements, insert_only_statements

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_INSERT_ONLY = {
    "analysis_report_publication": [
        "report_id",
        "line_code",
        "number",
        "content",
        "digest",
        "published_at",
        "published_by_id",
    ],
    "analysis_report_paper": ["report_id", "outside", "document_id", "made_at"],
}


def upgrade() -> None:
    """Lay the tables and their triggers."""
    op.create_table(
        "analysis_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_code", sa.String(length=10), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("causes", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["account.id"], name=op.f("fk_analysis_report_begun_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name=op.f("fk_analysis_report_reading_id_reading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_report")),
    )
    with op.batch_alter_table("analysis_report") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_analysis_report_line_code"), ["line_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_analysis_report_reading_id"), ["reading_id"], unique=False
        )

    op.create_table(
        "analysis_report_publication",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_code", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="Of the line's reports, from 1"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the content, as canonical JSON",
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_analysis_report_publication_published_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["analysis_report.id"],
            name=op.f("fk_analysis_report_publication_report_id_analysis_report"),
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_analysis_report_publication")),
        sa.UniqueConstraint(
            "line_code", "number", name=op.f("uq_analysis_report_publication_line_code_number")
        ),
    )
    op.create_table(
        "analysis_report_paper",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_analysis_report_paper_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["analysis_report_publication.report_id"],
            name=op.f("fk_analysis_report_paper_report_id_analysis_report_publication"),
        ),
        sa.PrimaryKeyConstraint("report_id", "outside", name=op.f("pk_analysis_report_paper")),
    )
    dialect = op.get_bind().dialect.name
    condition = "OLD.published_at IS NOT NULL"
    for statement in freeze_statements(dialect, "analysis_report", condition):
        op.execute(statement)
    for table, columns in _INSERT_ONLY.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("analysis_report_paper")
    op.drop_table("analysis_report_publication")
    with op.batch_alter_table("analysis_report") as batch_op:
        batch_op.drop_index(batch_op.f("ix_analysis_report_reading_id"))
        batch_op.drop_index(batch_op.f("ix_analysis_report_line_code"))

    op.drop_table("analysis_report")
    if op.get_bind().dialect.name == "postgresql":
        for table in _INSERT_ONLY:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_insert_only()")
        op.execute("DROP FUNCTION IF EXISTS analysis_report_frozen()")
