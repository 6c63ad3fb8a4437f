"""Reference series of women and men, and the values their source gives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=40)


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed_key", sa.String(length=60), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "theme",
            _words(
                "theme",
                "population",
                "employment",
                "education",
                "management",
                "standardization",
                "other",
            ),
            nullable=False,
        ),
        sa.Column(
            "territory",
            _words("territory", "national", "regional", "international"),
            nullable=False,
        ),
        sa.Column(
            "place",
            sa.String(length=200),
            nullable=False,
            comment="Country, or name of the body",
        ),
        sa.Column(
            "topic",
            _words("topic", "committees", "management", "staff", "experts", "chairs"),
            nullable=True,
            comment="What of the agency it stands beside",
        ),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("publisher", sa.String(length=300), nullable=False),
        sa.Column("source_link", sa.String(length=500), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column(
            "available_on", sa.Date(), nullable=False, comment="Since when the agency has it"
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdraw_reason", sa.Text(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdraw_reason IS NULL)",
            name=op.f("ck_series_withdrawn_has_reason"),
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= available_on",
            name=op.f("ck_series_withdrawn_after"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_series_seed_key")),
    )
    op.create_index(op.f("ix_series_theme"), "series", ["theme"])
    op.create_index(op.f("ix_series_territory"), "series", ["territory"])
    op.create_table(
        "series_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("seed_key", sa.String(length=60), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True, comment="None when the source does not say"),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("men", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column(
            "published_share",
            sa.String(length=20),
            nullable=True,
            comment="Percent as printed; cannot be worked out again",
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdraw_reason", sa.Text(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "COALESCE(women, men, total) IS NOT NULL OR published_share IS NOT NULL",
            name=op.f("ck_series_value_says_something"),
        ),
        sa.CheckConstraint(
            "published_share IS NULL OR COALESCE(women, men, total) IS NULL",
            name=op.f("ck_series_value_share_or_counts"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdraw_reason IS NULL)",
            name=op.f("ck_series_value_withdrawn_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_value_series_id_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_value")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_series_value_seed_key")),
    )
    op.create_index(op.f("ix_series_value_series_id"), "series_value", ["series_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("series_value")
    op.drop_table("series")
