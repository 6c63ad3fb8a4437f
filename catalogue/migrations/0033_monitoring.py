"""The monitoring committee: its meetings, minutes and recommendations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import insert_only_statements

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_FROZEN = {
    "monitoring_year_plan": [
        *("id", "year", "meetings", "decided_on", "source", "recorded_at", "recorded_by_id"),
    ],
    "monitoring_minutes": [
        *("meeting_id", "content", "digest", "closed_on", "closed_at", "closed_by_id"),
    ],
    "monitoring_minutes_paper": ["meeting_id", "named", "document_id", "made_at"],
    "monitoring_minutes_correction": ["id", "meeting_id", "text", "written_at", "written_by_id"],
    "monitoring_recommendation_act": [
        *("id", "recommendation_id", "act", "done_on", "state", "due_on", "previous_due_on"),
        *("note", "document_id", "recorded_at", "recorded_by_id"),
    ],
}


def upgrade() -> None:
    """Lay the tables; minutes, acts and numbers decided are never changed."""
    op.create_table(
        "monitoring_reminder",
        sa.Column(
            "about",
            sa.Enum("meeting", "recommendation", name="reminded", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "about", "subject_id", "about_on", name=op.f("pk_monitoring_reminder")
        ),
    )
    op.create_table(
        "monitoring_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "number", sa.Integer(), nullable=False, comment="Given by the software, never twice"
        ),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("begins", sa.String(length=60), nullable=False, comment="The hour, as written"),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "closed",
                "cancelled",
                name="meetingstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column(
            "made_on", sa.Date(), nullable=False, comment="The day since which it is planned"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled' AND cancel_reason IS NOT NULL AND cancelled_on IS NOT NULL) "
            "OR (state <> 'cancelled' AND cancel_reason IS NULL AND cancelled_on IS NULL)",
            name=op.f("ck_monitoring_meeting_cancelled_has_its_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('held', 'closed') AND held_on IS NOT NULL) "
            "OR (state NOT IN ('held', 'closed') AND held_on IS NULL)",
            name=op.f("ck_monitoring_meeting_held_has_its_day"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_monitoring_meeting_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_meeting")),
        sa.UniqueConstraint("number", name=op.f("uq_monitoring_meeting_number")),
    )
    with op.batch_alter_table("monitoring_meeting") as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_meeting_held_on"), ["held_on"])
        batch_op.create_index(batch_op.f("ix_monitoring_meeting_planned_on"), ["planned_on"])

    op.create_table(
        "monitoring_year_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False, comment="Where it was decided"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("meetings >= 0", name=op.f("ck_monitoring_year_plan_meetings_counted")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_monitoring_year_plan_recorded_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_year_plan")),
    )
    with op.batch_alter_table("monitoring_year_plan") as batch_op:
        batch_op.create_index("ix_monitoring_year_plan_year", ["year", "decided_on"])

    op.create_table(
        "monitoring_agenda_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.String(length=120),
            nullable=False,
            comment="What it is about, so that it is not proposed twice",
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "adoption",
                "recommendations",
                "late",
                "free",
                "other",
                name="pointkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "address",
            sa.String(length=300),
            nullable=False,
            comment="The page of the record it is about",
        ),
        sa.Column("note", sa.Text(), nullable=False, comment="What the minutes say of it"),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_meeting.id"],
            name=op.f("fk_monitoring_agenda_point_meeting_id_monitoring_meeting"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_agenda_point")),
        sa.UniqueConstraint(
            "meeting_id", "key", name=op.f("uq_monitoring_agenda_point_meeting_id_key")
        ),
    )
    op.create_table(
        "monitoring_minutes",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the content, as canonical JSON",
        ),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"],
            ["account.id"],
            name=op.f("fk_monitoring_minutes_closed_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_meeting.id"],
            name=op.f("fk_monitoring_minutes_meeting_id_monitoring_meeting"),
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_monitoring_minutes")),
    )
    op.create_table(
        "monitoring_presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
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
        sa.Column(
            "attended",
            sa.Enum("present", "excused", "absent", name="attended", native_enum=False, length=40),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (name IS NULL)",
            name=op.f("ck_monitoring_presence_person_or_name"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_meeting.id"],
            name=op.f("fk_monitoring_presence_meeting_id_monitoring_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_monitoring_presence_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_presence")),
    )
    with op.batch_alter_table("monitoring_presence") as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_presence_meeting_id"), ["meeting_id"])
        batch_op.create_index(batch_op.f("ix_monitoring_presence_person_id"), ["person_id"])

    op.create_table(
        "monitoring_recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column(
            "owner",
            sa.String(length=300),
            nullable=False,
            comment="The body or post that answers for it",
        ),
        sa.Column("owner_person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Empty: none was set"),
        sa.Column(
            "state",
            sa.Enum(
                "to_do",
                "under_way",
                "done",
                "abandoned",
                name="recommendationstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "owner <> '' OR owner_person_id IS NOT NULL",
            name=op.f("ck_monitoring_recommendation_has_an_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["account.id"],
            name=op.f("fk_monitoring_recommendation_made_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_meeting.id"],
            name=op.f("fk_monitoring_recommendation_meeting_id_monitoring_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_person_id"],
            ["person.id"],
            name=op.f("fk_monitoring_recommendation_owner_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_recommendation")),
        sa.UniqueConstraint("year", "rank", name=op.f("uq_monitoring_recommendation_year_rank")),
    )
    with op.batch_alter_table("monitoring_recommendation") as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_recommendation_due_on"), ["due_on"])
        batch_op.create_index(batch_op.f("ix_monitoring_recommendation_meeting_id"), ["meeting_id"])
        batch_op.create_index(
            batch_op.f("ix_monitoring_recommendation_owner_person_id"), ["owner_person_id"]
        )

    op.create_table(
        "monitoring_minutes_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_minutes.meeting_id"],
            name=op.f("fk_monitoring_minutes_correction_meeting_id_monitoring_minutes"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["account.id"],
            name=op.f("fk_monitoring_minutes_correction_written_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_minutes_correction")),
    )
    with op.batch_alter_table("monitoring_minutes_correction") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_monitoring_minutes_correction_meeting_id"), ["meeting_id"]
        )

    op.create_table(
        "monitoring_minutes_paper",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_monitoring_minutes_paper_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["monitoring_minutes.meeting_id"],
            name=op.f("fk_monitoring_minutes_paper_meeting_id_monitoring_minutes"),
        ),
        sa.PrimaryKeyConstraint("meeting_id", "named", name=op.f("pk_monitoring_minutes_paper")),
    )
    op.create_table(
        "monitoring_recommendation_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "begin",
                "finish",
                "abandon",
                "reopen",
                "postpone",
                name="act",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "to_do",
                "under_way",
                "done",
                "abandoned",
                name="recommendationstate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="Where it led, if it moved",
        ),
        sa.Column("due_on", sa.Date(), nullable=True, comment="The new due date of a postponement"),
        sa.Column("previous_due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False, comment="Reason, or what proves it"),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "act = 'begin' OR note <> '' OR document_id IS NOT NULL",
            name=op.f("ck_monitoring_recommendation_act_says_why"),
        ),
        sa.CheckConstraint(
            "state IS NOT NULL OR act = 'postpone'",
            name=op.f("ck_monitoring_recommendation_act_moves_or_postpones"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_monitoring_recommendation_act_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["monitoring_recommendation.id"],
            name=op.f(
                "fk_monitoring_recommendation_act_recommendation_id_monitoring_recommendation"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_monitoring_recommendation_act_recorded_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_recommendation_act")),
    )
    with op.batch_alter_table("monitoring_recommendation_act") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_monitoring_recommendation_act_document_id"), ["document_id"]
        )
        batch_op.create_index(
            batch_op.f("ix_monitoring_recommendation_act_recommendation_id"), ["recommendation_id"]
        )

    dialect = op.get_bind().dialect.name
    for table, columns in _FROZEN.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    for table in (
        "monitoring_recommendation_act",
        "monitoring_minutes_paper",
        "monitoring_minutes_correction",
        "monitoring_recommendation",
        "monitoring_presence",
        "monitoring_minutes",
        "monitoring_agenda_point",
        "monitoring_year_plan",
        "monitoring_meeting",
        "monitoring_reminder",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in _FROZEN:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_insert_only()")
