"""Training: modules, events, people named on lists, who attended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_SEX = sa.Enum("femme", "homme", "non_declare", name="sex", native_enum=False, length=40)


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "training_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("internal", "external", name="audience", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "exists_from",
            sa.Date(),
            nullable=False,
            comment="First day the module can be used",
        ),
        sa.Column(
            "withdrawn_on", sa.Date(), nullable=True, comment="From this day on it is not used"
        ),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_training_module_lasts")),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= exists_from",
            name=op.f("ck_training_module_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_training_module_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_module")),
        sa.UniqueConstraint("title", name=op.f("uq_training_module_title")),
    )
    op.create_index(op.f("ix_training_module_document_id"), "training_module", ["document_id"])

    op.create_table(
        "training_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("organiser", sa.String(length=300), nullable=False),
        sa.Column("trainer", sa.String(length=300), nullable=False),
        sa.Column(
            "minutes",
            sa.Integer(),
            nullable=True,
            comment="As it was held; empty before, when it is the time of its modules",
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "held", "cancelled", name="eventstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("women", sa.Integer(), nullable=False, comment="Present, their names not held"),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("undeclared", sa.Integer(), nullable=False),
        sa.Column("counts_source", sa.String(length=500), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_training_event_ends_after_start")),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancel_reason IS NOT NULL)",
            name=op.f("ck_training_event_cancelled_has_reason"),
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR women + men + undeclared = 0",
            name=op.f("ck_training_event_cancelled_has_nobody"),
        ),
        sa.CheckConstraint(
            "women >= 0 AND men >= 0 AND undeclared >= 0",
            name=op.f("ck_training_event_counts_people"),
        ),
        sa.CheckConstraint(
            "women + men + undeclared = 0 OR counts_source <> ''",
            name=op.f("ck_training_event_counts_have_source"),
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_training_event_lasts")),
        sa.CheckConstraint(
            "state <> 'held' OR minutes IS NOT NULL",
            name=op.f("ck_training_event_held_has_length"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["document.id"], name=op.f("fk_training_event_report_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_training_event_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_event")),
    )
    op.create_index(op.f("ix_training_event_starts_on"), "training_event", ["starts_on"])
    op.create_index(op.f("ix_training_event_report_id"), "training_event", ["report_id"])
    op.create_index("ix_training_event_state_ends_on", "training_event", ["state", "ends_on"])

    op.create_table(
        "training_event_module",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["training_event.id"],
            name=op.f("fk_training_event_module_event_id_training_event"),
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["training_module.id"],
            name=op.f("fk_training_event_module_module_id_training_module"),
        ),
        sa.PrimaryKeyConstraint("event_id", "module_id", name=op.f("pk_training_event_module")),
    )
    op.create_index(
        op.f("ix_training_event_module_module_id"), "training_event_module", ["module_id"]
    )

    op.create_table(
        "training_participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=240), nullable=False),
        sa.Column(
            "name_key",
            sa.String(length=240),
            nullable=False,
            comment="Its words folded and sorted: finds namesakes",
        ),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("sex", _SEX, nullable=False),
        sa.Column("sex_declared_on", sa.Date(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_participant")),
    )
    op.create_index(op.f("ix_training_participant_name_key"), "training_participant", ["name_key"])

    op.create_table(
        "training_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (participant_id IS NULL)",
            name=op.f("ck_training_attendance_one_person"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["training_event.id"],
            name=op.f("fk_training_attendance_event_id_training_event"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_attendance_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["training_participant.id"],
            name=op.f("fk_training_attendance_participant_id_training_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attendance")),
        sa.UniqueConstraint(
            "event_id", "person_id", name=op.f("uq_training_attendance_event_id_person_id")
        ),
        sa.UniqueConstraint(
            "event_id",
            "participant_id",
            name=op.f("uq_training_attendance_event_id_participant_id"),
        ),
    )
    for column in ("person_id", "participant_id"):
        op.create_index(op.f(f"ix_training_attendance_{column}"), "training_attendance", [column])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "training_attendance",
        "training_participant",
        "training_event_module",
        "training_event",
        "training_module",
    ):
        op.drop_table(table)
