"""The directory: structures, declared universes, bodies with their gender plans and figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_FROZEN = {
    "declared_universe": [
        "id",
        "number",
        "scope",
        "source",
        "source_link",
        "source_date",
        "declared_on",
        "recorded_at",
        "recorded_by_id",
    ],
    "body_figure": [
        "id",
        "seed_key",
        "body_id",
        "counted",
        "year",
        "women",
        "men",
        "published_share",
        "source",
        "source_link",
        "source_date",
        "known_on",
    ],
}


def upgrade() -> None:
    """Lay the tables; a declared universe and a figure are never changed."""
    op.create_table(
        "gender_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "seed_key", sa.String(length=60), nullable=True, comment="Its key in the shipped list"
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=False),
        sa.Column("country", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "national",
                "regional",
                "international",
                name="bodykind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "is_agency",
            sa.Boolean(),
            nullable=False,
            comment="The agency itself: shown, never counted among the others",
        ),
        sa.Column(
            "plan_state",
            sa.Enum(
                "known", "signatory_only", "unknown", name="planstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("plan_title", sa.String(length=300), nullable=False),
        sa.Column("plan_from", sa.Integer(), nullable=True, comment="First year of the plan"),
        sa.Column("plan_to", sa.Integer(), nullable=True, comment="Last year of the plan"),
        sa.Column("plan_source", sa.Text(), nullable=False),
        sa.Column("plan_link", sa.String(length=500), nullable=False),
        sa.Column("plan_source_date", sa.String(length=60), nullable=False),
        sa.Column(
            "plan_known_on", sa.Date(), nullable=True, comment="Since when the agency knows it"
        ),
        sa.Column(
            "signatory",
            sa.Enum("yes", "no", "unknown", name="signatory", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("signatory_source", sa.Text(), nullable=False),
        sa.Column("signatory_link", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("retire_reason", sa.Text(), nullable=True),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set at the first act on it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(plan_state = 'known') = (plan_known_on IS NOT NULL)",
            name=op.f("ck_gender_body_known_plan_is_dated"),
        ),
        sa.CheckConstraint(
            "plan_state <> 'known' OR plan_source <> ''",
            name=op.f("ck_gender_body_known_plan_has_source"),
        ),
        sa.CheckConstraint(
            "plan_state <> 'signatory_only' OR signatory = 'yes'",
            name=op.f("ck_gender_body_signatory_only_signed"),
        ),
        sa.CheckConstraint(
            "signatory = 'unknown' OR signatory_source <> ''",
            name=op.f("ck_gender_body_signatory_has_source"),
        ),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)",
            name=op.f("ck_gender_body_retired_has_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gender_body")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_gender_body_seed_key")),
    )
    with op.batch_alter_table("gender_body", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gender_body_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_gender_body_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_gender_body_plan_state"), ["plan_state"], unique=False)

    op.create_table(
        "gender_structure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "seed_key", sa.String(length=60), nullable=True, comment="Its key in the shipped list"
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "directorate",
                "association",
                "federation",
                "institute",
                "ngo",
                "group",
                "other",
                name="structurekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("domain", sa.String(length=300), nullable=False, comment="What it works on"),
        sa.Column(
            "contact",
            sa.String(length=300),
            nullable=False,
            comment="Of an office, never of a private person; not public",
        ),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="How it is known"),
        sa.Column("source_link", sa.String(length=500), nullable=False),
        sa.Column(
            "source_date",
            sa.String(length=60),
            nullable=False,
            comment="As the source writes it; empty when it has none",
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("identified_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "identified",
                "verified",
                "retired",
                name="structurestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_how", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("retire_reason", sa.Text(), nullable=True),
        sa.Column(
            "name_key",
            sa.String(length=400),
            nullable=False,
            comment="The name without case or accents",
        ),
        sa.Column("searched", sa.Text(), nullable=False, comment="What words are looked for in"),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set at the first act on it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'retired') = (retired_on IS NOT NULL)",
            name=op.f("ck_gender_structure_retired_is_dated"),
        ),
        sa.CheckConstraint("source <> ''", name=op.f("ck_gender_structure_has_source")),
        sa.CheckConstraint(
            "state <> 'verified' OR verified_on IS NOT NULL",
            name=op.f("ck_gender_structure_verified_is_dated"),
        ),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)",
            name=op.f("ck_gender_structure_retired_has_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gender_structure")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_gender_structure_seed_key")),
    )
    with op.batch_alter_table("gender_structure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gender_structure_identified_on"), ["identified_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_gender_structure_kind"), ["kind"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_gender_structure_name_key"), ["name_key"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_gender_structure_region"), ["region"], unique=False)
        batch_op.create_index(batch_op.f("ix_gender_structure_state"), ["state"], unique=False)

    op.create_table(
        "body_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed_key", sa.String(length=60), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("counted", sa.String(length=300), nullable=False, comment="Who is counted"),
        sa.Column("year", sa.Integer(), nullable=True, comment="Empty when the source gives none"),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("men", sa.Integer(), nullable=True),
        sa.Column(
            "published_share",
            sa.String(length=200),
            nullable=False,
            comment="As printed, where numbers are not: never computed with",
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_link", sa.String(length=500), nullable=False),
        sa.Column("source_date", sa.String(length=60), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="Since when the agency knows it"),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("retire_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(women IS NULL) = (published_share <> '')",
            name=op.f("ck_body_figure_numbers_or_published_share"),
        ),
        sa.CheckConstraint("source <> ''", name=op.f("ck_body_figure_has_source")),
        sa.CheckConstraint(
            "(retired_on IS NULL) = (retire_reason IS NULL)",
            name=op.f("ck_body_figure_retired_has_reason"),
        ),
        sa.CheckConstraint(
            "(women IS NULL) = (men IS NULL)", name=op.f("ck_body_figure_women_with_men")
        ),
        sa.CheckConstraint(
            "women IS NULL OR (women >= 0 AND men >= 0 AND women + men > 0)",
            name=op.f("ck_body_figure_numbers_count_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["gender_body.id"], name=op.f("fk_body_figure_body_id_gender_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_figure")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_body_figure_seed_key")),
    )
    with op.batch_alter_table("body_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_figure_body_id"), ["body_id"], unique=False)

    op.create_table(
        "declared_universe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "scope", sa.String(length=300), nullable=False, comment="What is counted, and where"
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_link", sa.String(length=500), nullable=False),
        sa.Column("source_date", sa.String(length=60), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False, comment="In force from this day"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("source <> ''", name=op.f("ck_declared_universe_has_source")),
        sa.CheckConstraint("number > 0", name=op.f("ck_declared_universe_number_positive")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_declared_universe_recorded_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_universe")),
    )
    with op.batch_alter_table("declared_universe", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_declared_universe_declared_on"), ["declared_on"], unique=False
        )

    dialect = op.get_bind().dialect.name
    for table, columns in _FROZEN.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    for table in ("body_figure", "gender_body", "declared_universe", "gender_structure"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in _FROZEN:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_insert_only()")
