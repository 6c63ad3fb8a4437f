"""Deliverables of the plan with their steps; materials and where they were distributed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "poster",
                "leaflet",
                "booklet",
                "video",
                "broadcast",
                "online",
                "object",
                "other",
                name="materialkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "gender_theme", sa.String(length=300), nullable=False, comment="What it says of gender"
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_table(
        "material_distribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("distributed_on", sa.Date(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False, comment="Where, and to whom"),
        sa.Column("medium", sa.String(length=300), nullable=False, comment="By which means"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancel_reason IS NULL)",
            name=op.f("ck_material_distribution_cancelled_has_reason"),
        ),
        sa.CheckConstraint("copies > 0", name=op.f("ck_material_distribution_copies_positive")),
        sa.ForeignKeyConstraint(
            ["material_id"],
            ["material.id"],
            name=op.f("fk_material_distribution_material_id_material"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_distribution")),
    )
    with op.batch_alter_table("material_distribution") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_distribution_distributed_on"), ["distributed_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_material_distribution_material_id"), ["material_id"], unique=False
        )

    op.create_table(
        "plan_deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "seed_key", sa.String(length=60), nullable=True, comment="Its key in the shipped list"
        ),
        sa.Column("line_code", sa.String(length=10), nullable=False, comment="Line: «3.3»"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "module_internal",
                "module_external",
                "strategy",
                "report",
                "engagement",
                "decision",
                "validation",
                "other",
                name="deliverablekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "plan_words",
            sa.Text(),
            nullable=False,
            comment="What the plan says of it, in its own words",
        ),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column(
            "planned_from",
            sa.Date(),
            nullable=False,
            comment="Since when it is among what is planned",
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("decision_body", sa.String(length=300), nullable=True, comment="Who decided"),
        sa.Column("decision_reference", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_document_id", sa.Integer(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column(
            "completion_basis",
            sa.Enum("evidence", "decision", name="completionbasis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "closing_evidence",
            sa.Text(),
            nullable=True,
            comment="What showed that it is done, as it was written then",
        ),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("drop_reason", sa.Text(), nullable=True),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set at the first act on it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "completion_basis IS NULL OR completion_basis <> 'decision' OR decided_on IS NOT NULL",
            name=op.f("ck_plan_deliverable_basis_decision_is_recorded"),
        ),
        sa.CheckConstraint(
            "completion_basis IS NULL OR completion_basis <> 'evidence' OR closing_evidence IS NOT NULL",
            name=op.f("ck_plan_deliverable_basis_evidence_is_written"),
        ),
        sa.CheckConstraint(
            "(completed_on IS NULL) = (completion_basis IS NULL)",
            name=op.f("ck_plan_deliverable_completed_has_basis"),
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (decision_body IS NULL)",
            name=op.f("ck_plan_deliverable_decision_has_body"),
        ),
        sa.CheckConstraint(
            "(dropped_on IS NULL) = (drop_reason IS NULL)",
            name=op.f("ck_plan_deliverable_drop_has_reason"),
        ),
        sa.CheckConstraint(
            "completed_on IS NULL OR dropped_on IS NULL",
            name=op.f("ck_plan_deliverable_completed_not_dropped"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_document_id"],
            ["document.id"],
            name=op.f("fk_plan_deliverable_decision_document_id_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_deliverable")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_plan_deliverable_seed_key")),
    )
    with op.batch_alter_table("plan_deliverable") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_deliverable_line_code"), ["line_code"], unique=False
        )

    op.create_table(
        "deliverable_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence_note", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "done_on IS NOT NULL OR (evidence_note = '' AND document_id IS NULL)",
            name=op.f("ck_deliverable_step_evidence_of_done_step"),
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["plan_deliverable.id"],
            name=op.f("fk_deliverable_step_deliverable_id_plan_deliverable"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_deliverable_step_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_step")),
    )
    with op.batch_alter_table("deliverable_step") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliverable_step_deliverable_id"), ["deliverable_id"], unique=False
        )

    # ### end Alembic commands ###


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("deliverable_step") as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_step_deliverable_id"))

    op.drop_table("deliverable_step")
    with op.batch_alter_table("plan_deliverable") as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_deliverable_line_code"))

    op.drop_table("plan_deliverable")
    with op.batch_alter_table("material_distribution") as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_distribution_material_id"))
        batch_op.drop_index(batch_op.f("ix_material_distribution_distributed_on"))

    op.drop_table("material_distribution")
    op.drop_table("material")
    # ### end Alembic commands ###
