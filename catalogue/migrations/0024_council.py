"""Sessions of the council: agenda, attendance, decisions, minutes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_FROZEN = {
    "council_minutes": ["session_id", "content", "digest", "closed_at", "closed_by_id"],
    "council_minutes_paper": ["session_id", "named", "document_id", "made_at"],
    "council_minutes_correction": ["id", "session_id", "text", "written_at", "written_by_id"],
}


def upgrade() -> None:
    """Lay the tables; minutes and what corrects them are never changed."""
    op.create_table(
        "council_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "label",
            sa.String(length=200),
            nullable=False,
            comment="«11e session», as people call it",
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(length=60), nullable=False, comment="The hour, as written"),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column(
            "committee_id",
            sa.Integer(),
            nullable=True,
            comment="The council itself, where committees hold it",
        ),
        sa.Column(
            "state",
            sa.Enum(
                "preparing",
                "convened",
                "decided",
                "closed",
                "cancelled",
                name="sessionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("convened_on", sa.Date(), nullable=True),
        sa.Column(
            "points",
            sa.JSON(),
            nullable=False,
            comment="Points of the agenda that are no text, in order",
        ),
        sa.Column(
            "record",
            sa.Text(),
            nullable=False,
            comment="Debates and recommendations, for the minutes",
        ),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_council_session_committee_id_committee"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_council_session_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
    )
    with op.batch_alter_table("council_session") as batch_op:
        batch_op.create_index(op.f("ix_council_session_held_on"), ["held_on"])

    op.create_table(
        "council_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=240), nullable=True),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "vice_chair",
                "secretary",
                "member",
                "expert",
                "observer",
                name="mandaterole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("titular", sa.Boolean(), nullable=True, comment="Empty for who holds no seat"),
        sa.Column(
            "presence",
            sa.Enum("present", "excused", "absent", name="presence", native_enum=False, length=40),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (name IS NULL)",
            name=op.f("ck_council_attendance_person_or_name"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_council_attendance_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_session.id"],
            name=op.f("fk_council_attendance_session_id_council_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_attendance")),
    )
    with op.batch_alter_table("council_attendance") as batch_op:
        batch_op.create_index(op.f("ix_council_attendance_person_id"), ["person_id"])
        batch_op.create_index(op.f("ix_council_attendance_session_id"), ["session_id"])

    op.create_table(
        "council_minutes",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the content, as canonical JSON",
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_council_minutes_closed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_session.id"],
            name=op.f("fk_council_minutes_session_id_council_session"),
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_council_minutes")),
    )
    op.create_table(
        "council_minutes_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_minutes.session_id"],
            name=op.f("fk_council_minutes_correction_session_id_council_minutes"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["account.id"],
            name=op.f("fk_council_minutes_correction_written_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_minutes_correction")),
    )
    with op.batch_alter_table("council_minutes_correction") as batch_op:
        batch_op.create_index(op.f("ix_council_minutes_correction_session_id"), ["session_id"])

    op.create_table(
        "council_minutes_paper",
        sa.Column("session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_council_minutes_paper_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_minutes.session_id"],
            name=op.f("fk_council_minutes_paper_session_id_council_minutes"),
        ),
        sa.PrimaryKeyConstraint("session_id", "named", name=op.f("pk_council_minutes_paper")),
    )
    op.create_table(
        "council_agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column(
            "ruling",
            sa.Enum(
                "adopted",
                "reserved",
                "adjourned",
                "referred_back",
                "rejected",
                name="ruling",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Also the reservation itself"),
        sa.Column("reserve_lifted_on", sa.Date(), nullable=True),
        sa.Column("reserve_note", sa.Text(), nullable=True),
        sa.Column("stage_event_id", sa.Integer(), nullable=True),
        sa.Column(
            "previous_status",
            sa.Enum(
                "active",
                "suspended",
                "awaiting_council",
                "abandoned",
                "homologated",
                name="workitemstatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("previous_status_since", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ruling IS NULL OR ruling = 'adopted' OR reason IS NOT NULL",
            name=op.f("ck_council_agenda_item_ruling_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_session.id"],
            name=op.f("fk_council_agenda_item_session_id_council_session"),
        ),
        sa.ForeignKeyConstraint(
            ["stage_event_id"],
            ["stage_event.id"],
            name=op.f("fk_council_agenda_item_stage_event_id_stage_event"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"],
            ["work_item.id"],
            name=op.f("fk_council_agenda_item_work_item_id_work_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_agenda_item")),
        sa.UniqueConstraint(
            "session_id",
            "work_item_id",
            name=op.f("uq_council_agenda_item_session_id_work_item_id"),
        ),
    )
    with op.batch_alter_table("council_agenda_item") as batch_op:
        batch_op.create_index(op.f("ix_council_agenda_item_work_item_id"), ["work_item_id"])

    dialect = op.get_bind().dialect.name
    for table, columns in _FROZEN.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    for table in (
        "council_agenda_item",
        "council_minutes_paper",
        "council_minutes_correction",
        "council_minutes",
        "council_attendance",
        "council_session",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in _FROZEN:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_insert_only()")
