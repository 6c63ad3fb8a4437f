"""ISO Open Data: releases, deliverables, ISO's committees, changes to the classification."""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "0003"
down_revision: Union[str, Sequence[str], None] = "0002"
branch_labels: Union[str, Sequence[str], None] = ()
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "open_data_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "dataset",
            sa.Enum(
                "deliverables", "committees", "ics", name="dataset", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="Of the file as it was received"
        ),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="Bytes of the file as received"),
        sa.Column(
            "state",
            sa.Enum(
                "receiving",
                "ready",
                "identical",
                "published",
                "undone",
                "discarded",
                "failed",
                name="releasestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "records_read",
            sa.Integer(),
            nullable=False,
            comment="Records dealt with: where reading goes on after a stop",
        ),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False, comment="For the progress"),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column(
            "absent",
            sa.Integer(),
            nullable=True,
            comment="Known records that the file does not hold; they stay as they are",
        ),
        sa.Column(
            "failure",
            sa.Text(),
            nullable=True,
            comment="Why the file could not be read to its end, in French",
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Undone, discarded or given up",
        ),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.Column(
            "swept", sa.Boolean(), nullable=False, comment="Nothing is left to clean after its end"
        ),
        sa.Column(
            "holder",
            sa.String(length=120),
            nullable=True,
            comment="The process that is reading the file",
        ),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["account.id"], name=op.f("fk_open_data_release_begun_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_open_data_release_published_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_data_release")),
    )
    with op.batch_alter_table("open_data_release", schema=None) as batch_op:
        batch_op.create_index(
            "ix_open_data_release_dataset_state", ["dataset", "state"], unique=False
        )

    op.create_table(
        "deliverable",
        sa.Column(
            "body",
            sa.String(length=60),
            nullable=False,
            comment="ISO, ISO/IEC, IEC or IWA, among the bodies of source_body",
        ),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reference_key", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("folded_text", sa.Text(), nullable=False, comment="Reference and titles, folded"),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column(
            "title_fr",
            sa.Text(),
            nullable=True,
            comment="Empty when ISO gives none, repeats the English or says «Titre manque»",
        ),
        sa.Column("scope_en", sa.Text(), nullable=True, comment="Clean text, lines kept"),
        sa.Column("scope_fr", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "standard",
                "technical_specification",
                "technical_report",
                "publicly_available_specification",
                "workshop_agreement",
                "guide",
                "recommendation",
                "code_of_practice",
                "technical_regulation",
                "other",
                name="documentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "deliverable_type",
            sa.String(length=20),
            nullable=True,
            comment="As ISO writes it: IS, TS, TR, PAS, R, IWA, GUIDE",
        ),
        sa.Column(
            "supplement",
            sa.String(length=20),
            nullable=True,
            comment="Amd, Cor, Add: a document that changes another",
        ),
        sa.Column(
            "published_on",
            sa.String(length=10),
            nullable=True,
            comment="As ISO gives it: year, month or day",
        ),
        sa.Column(
            "year", sa.Integer(), nullable=True, comment="Of the reference, else of the publication"
        ),
        sa.Column("edition_number", sa.Integer(), nullable=True),
        sa.Column("committee", sa.String(length=160), nullable=True, comment="ISO/TC 176/SC 2"),
        sa.Column("stage_code", sa.String(length=5), nullable=True, comment="Harmonized: 60.60"),
        sa.Column("ics", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.JSON(), nullable=False, comment="Numbers ISO gives the others"),
        sa.Column("replaced_by", sa.JSON(), nullable=False),
        sa.Column(
            "languages", sa.JSON(), nullable=False, comment="In which ISO publishes it: en, fr"
        ),
        sa.Column("pages_en", sa.Integer(), nullable=True),
        sa.Column("pages_fr", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iso_id", sa.Integer(), nullable=False, comment="The number ISO gives it"),
        sa.Column(
            "digest",
            sa.String(length=32),
            nullable=False,
            comment="Of the record as ISO wrote it, to see what has changed",
        ),
        sa.Column(
            "previous_id",
            sa.Integer(),
            nullable=True,
            comment="The version this one takes the place of; empty for a new record",
        ),
        sa.Column("first_release_id", sa.Integer(), nullable=False),
        sa.Column("last_release_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["first_release_id"],
            ["open_data_release.id"],
            name=op.f("fk_deliverable_first_release_id_open_data_release"),
        ),
        sa.ForeignKeyConstraint(
            ["last_release_id"],
            ["open_data_release.id"],
            name=op.f("fk_deliverable_last_release_id_open_data_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sa.UniqueConstraint(
            "first_release_id", "iso_id", name=op.f("uq_deliverable_first_release_id_iso_id")
        ),
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliverable_committee"), ["committee"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliverable_iso_id"), ["iso_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliverable_last_release_id"), ["last_release_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_deliverable_reference_key"), ["reference_key"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_deliverable_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "open_data_committee",
        sa.Column("reference", sa.String(length=160), nullable=False, comment="ISO/TC 338"),
        sa.Column(
            "sort_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
            comment="As ISO orders committees",
        ),
        sa.Column(
            "status", sa.String(length=40), nullable=True, comment="As ISO writes it: Active"
        ),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("scope_en", sa.Text(), nullable=True),
        sa.Column(
            "secretariat", sa.String(length=60), nullable=True, comment="Acronym of the member"
        ),
        sa.Column("created_on", sa.String(length=10), nullable=True),
        sa.Column("parent_iso_id", sa.Integer(), nullable=True),
        sa.Column(
            "p_members", sa.JSON(), nullable=False, comment="Acronyms of participating members"
        ),
        sa.Column("o_members", sa.JSON(), nullable=False, comment="Acronyms of observing members"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iso_id", sa.Integer(), nullable=False, comment="The number ISO gives it"),
        sa.Column(
            "digest",
            sa.String(length=32),
            nullable=False,
            comment="Of the record as ISO wrote it, to see what has changed",
        ),
        sa.Column(
            "previous_id",
            sa.Integer(),
            nullable=True,
            comment="The version this one takes the place of; empty for a new record",
        ),
        sa.Column("first_release_id", sa.Integer(), nullable=False),
        sa.Column("last_release_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["first_release_id"],
            ["open_data_release.id"],
            name=op.f("fk_open_data_committee_first_release_id_open_data_release"),
        ),
        sa.ForeignKeyConstraint(
            ["last_release_id"],
            ["open_data_release.id"],
            name=op.f("fk_open_data_committee_last_release_id_open_data_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_data_committee")),
        sa.UniqueConstraint(
            "first_release_id",
            "iso_id",
            name=op.f("uq_open_data_committee_first_release_id_iso_id"),
        ),
    )
    with op.batch_alter_table("open_data_committee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_data_committee_iso_id"), ["iso_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_open_data_committee_last_release_id"), ["last_release_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_open_data_committee_reference"), ["reference"], unique=False
        )

    op.create_table(
        "open_data_ics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("before_fr", sa.Text(), nullable=True, comment="Empty for a new code"),
        sa.Column("before_en", sa.Text(), nullable=True),
        sa.Column("before_edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["open_data_release.id"],
            name=op.f("fk_open_data_ics_release_id_open_data_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_data_ics")),
        sa.UniqueConstraint("release_id", "code", name=op.f("uq_open_data_ics_release_id_code")),
    )
    op.create_table(
        "open_data_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column(
            "line",
            sa.Integer(),
            nullable=False,
            comment="Line of the file on which the record begins",
        ),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False, comment="A French sentence"),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["open_data_release.id"],
            name=op.f("fk_open_data_refusal_release_id_open_data_release"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_data_refusal")),
    )
    with op.batch_alter_table("open_data_refusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_open_data_refusal_release_id"), ["release_id"], unique=False
        )

    op.add_column(
        "ics_code",
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set when a file of ISO words it anew; reloading the shipped list leaves it alone",
        ),
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column("ics_code", "edited_at")

    with op.batch_alter_table("open_data_refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_data_refusal_release_id"))

    op.drop_table("open_data_refusal")
    op.drop_table("open_data_ics")
    with op.batch_alter_table("open_data_committee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_data_committee_reference"))
        batch_op.drop_index(batch_op.f("ix_open_data_committee_last_release_id"))
        batch_op.drop_index(batch_op.f("ix_open_data_committee_iso_id"))

    op.drop_table("open_data_committee")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_sort_key"))
        batch_op.drop_index(batch_op.f("ix_deliverable_reference_key"))
        batch_op.drop_index(batch_op.f("ix_deliverable_last_release_id"))
        batch_op.drop_index(batch_op.f("ix_deliverable_iso_id"))
        batch_op.drop_index(batch_op.f("ix_deliverable_committee"))

    op.drop_table("deliverable")
    with op.batch_alter_table("open_data_release", schema=None) as batch_op:
        batch_op.drop_index("ix_open_data_release_dataset_state")

    op.drop_table("open_data_release")
