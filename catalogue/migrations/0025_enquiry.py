"""Public enquiries on the texts of the programme: their comments, answers and tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column(
            "rank",
            sa.Integer(),
            nullable=False,
            comment="1 for the item's first enquiry, 2 for the next",
        ),
        sa.Column("text_version_id", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False, comment="Day of the stage 40.20"),
        sa.Column(
            "closes_on", sa.Date(), nullable=False, comment="Last day for comments, inclusive"
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "safety",
                "health",
                "environment",
                name="ground",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=True,
            comment="Urgency that allows a shorter enquiry",
        ),
        sa.Column("short_reason", sa.Text(), nullable=True),
        sa.Column(
            "draft_published",
            sa.Boolean(),
            nullable=False,
            comment="Whether anybody may download the draft",
        ),
        sa.Column(
            "draft_note",
            sa.Text(),
            nullable=True,
            comment="Why it is not online and where to ask for it (Annex 3, M)",
        ),
        sa.Column("opening_event_id", sa.Integer(), nullable=True),
        sa.Column("closing_event_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True, comment="Day of the stage 40.60"),
        sa.Column(
            "cancelled_at",
            instant,
            nullable=True,
            comment="When the stage that opened it was declared not to have taken place",
        ),
        sa.Column("table_published_at", instant, nullable=True),
        sa.Column("people_erased_at", instant, nullable=True),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closing_event_id IS NULL) = (closed_on IS NULL)",
            name=op.f("ck_enquiry_closed_by_a_stage"),
        ),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_enquiry_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["closing_event_id"],
            ["stage_event.id"],
            name=op.f("fk_enquiry_closing_event_id_stage_event"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["account.id"], name=op.f("fk_enquiry_opened_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["opening_event_id"],
            ["stage_event.id"],
            name=op.f("fk_enquiry_opening_event_id_stage_event"),
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_enquiry_text_version_id_text_version"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_enquiry_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("work_item_id", "rank", name=op.f("uq_enquiry_work_item_id_rank")),
    )
    with op.batch_alter_table("enquiry") as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_closes_on"), ["closes_on"])

    op.create_table(
        "enquiry_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("closed_before_on", sa.Date(), nullable=False, comment="The last day until then"),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("extended_at", instant, nullable=False),
        sa.Column("extended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_extension_enquiry_id_enquiry")
        ),
        sa.ForeignKeyConstraint(
            ["extended_by_id"],
            ["account.id"],
            name=op.f("fk_enquiry_extension_extended_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_extension")),
    )
    with op.batch_alter_table("enquiry_extension") as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_extension_enquiry_id"), ["enquiry_id"])

    op.create_table(
        "enquiry_refusal",
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "trap",
                "haste",
                "address_limit",
                "day_limit",
                name="refusalkind",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_refusal_enquiry_id_enquiry")
        ),
        sa.PrimaryKeyConstraint("enquiry_id", "day", "kind", name=op.f("pk_enquiry_refusal")),
    )
    op.create_table(
        "enquiry_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "staged",
                "applied",
                "dropped",
                "undone",
                name="sheetstate",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "rows", sa.JSON(), nullable=False, comment="Rows as read, with what is wrong with each"
        ),
        sa.Column("received_at", instant, nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", instant, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_sheet_enquiry_id_enquiry")
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["account.id"], name=op.f("fk_enquiry_sheet_received_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_sheet")),
    )
    with op.batch_alter_table("enquiry_sheet") as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_sheet_enquiry_id"), ["enquiry_id"])

    op.create_table(
        "enquiry_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="From 1 in each enquiry, never given twice",
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "form",
                "table",
                name="channel",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column(
            "code", sa.String(length=20), nullable=False, comment="MB/NC of the commenting table"
        ),
        sa.Column("line", sa.String(length=100), nullable=False),
        sa.Column("clause", sa.String(length=100), nullable=False),
        sa.Column(
            "place", sa.String(length=100), nullable=False, comment="Paragraph, figure or table"
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "ge",
                "te",
                "ed",
                name="commentkind",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed_change", sa.Text(), nullable=False),
        sa.Column("about_gender", sa.Boolean(), nullable=False),
        sa.Column("received_at", instant, nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "partly",
                "rejected",
                name="outcome",
                native_enum=False,
                create_constraint=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", instant, nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'accepted' OR answer <> ''",
            name=op.f("ck_enquiry_comment_refusal_has_reason"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_enquiry_comment_answered_with_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["account.id"],
            name=op.f("fk_enquiry_comment_answered_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_comment_enquiry_id_enquiry")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["enquiry_sheet.id"],
            name=op.f("fk_enquiry_comment_sheet_id_enquiry_sheet"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_comment")),
        sa.UniqueConstraint(
            "enquiry_id", "number", name=op.f("uq_enquiry_comment_enquiry_id_number")
        ),
    )
    with op.batch_alter_table("enquiry_comment") as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_comment_sheet_id"), ["sheet_id"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "enquiry_comment",
        "enquiry_sheet",
        "enquiry_refusal",
        "enquiry_extension",
        "enquiry",
    ):
        op.drop_table(table)
