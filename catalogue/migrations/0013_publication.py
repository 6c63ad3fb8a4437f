"""Editions of the work programme, frozen when they are published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def _keep(table: sa.Table) -> None:
    dialect = op.get_bind().dialect.name
    for statement in insert_only_statements(
        dialect, table.name, [column.name for column in table.columns]
    ):
        op.execute(statement)


def upgrade() -> None:
    """Lay the three tables; their rows can only be added."""
    edition = op.create_table(
        "programme_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.String(length=20),
            nullable=False,
            comment="«2026-S2», then «2026-S2-2» for a corrected edition",
        ),
        sa.Column("half_year", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "dated_on",
            sa.Date(),
            nullable=False,
            comment="The day the programme is shown as it stood",
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column(
            "previous_id",
            sa.Integer(),
            nullable=True,
            comment="The edition its changes are told from",
        ),
        sa.Column(
            "agency",
            sa.JSON(),
            nullable=False,
            comment="Name, acronym, country, address… as they were; empty where not known",
        ),
        sa.Column("counts", sa.JSON(), nullable=False, comment="Lines of each list"),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the lists and facts, as canonical JSON",
        ),
        sa.CheckConstraint(
            "revision = 1 OR correction_reason IS NOT NULL",
            name=op.f("ck_programme_edition_correction_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["programme_edition.id"],
            name=op.f("fk_programme_edition_previous_id_programme_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_programme_edition_published_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_edition")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_edition_code")),
        sa.UniqueConstraint(
            "half_year", "revision", name=op.f("uq_programme_edition_half_year_revision")
        ),
    )
    line = op.create_table(
        "programme_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("part", _enum("preparation", "adoptees", "sorties", name="part"), nullable=False),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="From 1, in the order of the list"
        ),
        sa.Column("work_item_id", sa.Integer(), nullable=True),
        sa.Column("standard_edition_id", sa.Integer(), nullable=True),
        sa.Column("stage_code", sa.String(length=5), nullable=True),
        sa.Column("change", _enum("new", "stage", name="change"), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False, comment="By column; see contents.py"),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["programme_edition.id"],
            name=op.f("fk_programme_line_edition_id_programme_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["standard_edition_id"],
            ["edition.id"],
            name=op.f("fk_programme_line_standard_edition_id_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"],
            ["work_item.id"],
            name=op.f("fk_programme_line_work_item_id_work_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_line")),
        sa.UniqueConstraint(
            "edition_id",
            "part",
            "position",
            name=op.f("uq_programme_line_edition_id_part_position"),
        ),
    )
    paper = op.create_table(
        "programme_paper",
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_programme_paper_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["programme_edition.id"],
            name=op.f("fk_programme_paper_edition_id_programme_edition"),
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_programme_paper")),
    )
    for table in (edition, line, paper):
        _keep(table)


def downgrade() -> None:
    """Drop them; their PDFs stay among the documents."""
    for name in ("programme_paper", "programme_line", "programme_edition"):
        op.drop_table(name)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION {name}_insert_only()")
