"""Participation texts with their hints; calls for nomination with what is proposed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.database import freeze_statements

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_PUBLISHED = "OLD.published_on IS NOT NULL"
_OF_PUBLISHED = (
    "(SELECT published_on FROM participation_text_version "
    "WHERE participation_text_version.id = OLD.version_id) IS NOT NULL"
)


def upgrade() -> None:
    """Lay the tables; a published version is never changed, nor its hints."""
    op.create_table(
        "participation_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "criteria", "call", "designation", name="textkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "committee_id",
            sa.Integer(),
            nullable=True,
            comment="Empty when it holds for all committees",
        ),
        sa.Column(
            "withdrawn_on", sa.Date(), nullable=True, comment="No longer in force from that day"
        ),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawal_reason IS NULL)",
            name=op.f("ck_participation_text_withdrawal_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_participation_text_committee_id_committee"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_participation_text_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_text")),
    )
    with op.batch_alter_table("participation_text") as batch_op:
        batch_op.create_index(op.f("ix_participation_text_committee_id"), ["committee_id"])

    op.create_table(
        "participation_text_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False, comment="What is written, one text a page"),
        sa.Column("document_id", sa.Integer(), nullable=True, comment="The file it was read from"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_at IS NULL)",
            name=op.f("ck_participation_text_version_publication_is_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_participation_text_version_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["account.id"],
            name=op.f("fk_participation_text_version_published_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["participation_text.id"],
            name=op.f("fk_participation_text_version_text_id_participation_text"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["account.id"],
            name=op.f("fk_participation_text_version_written_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_text_version")),
        sa.UniqueConstraint(
            "text_id", "number", name=op.f("uq_participation_text_version_text_id_number")
        ),
    )
    with op.batch_alter_table("participation_text_version") as batch_op:
        batch_op.create_index(op.f("ix_participation_text_version_document_id"), ["document_id"])
        batch_op.create_index(
            "uq_participation_text_version_draft",
            ["text_id"],
            unique=True,
            sqlite_where=sa.text("published_on IS NULL"),
            postgresql_where=sa.text("published_on IS NULL"),
        )

    op.create_table(
        "nomination_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column(
            "closes_on", sa.Date(), nullable=False, comment="Last day for proposals, inclusive"
        ),
        sa.Column("message", sa.Text(), nullable=False, comment="Printed in the letter"),
        sa.Column("criteria_id", sa.Integer(), nullable=True),
        sa.Column(
            "criteria_version_id",
            sa.Integer(),
            nullable=True,
            comment="What was in force when the call was sent",
        ),
        sa.Column(
            "state",
            sa.Enum(
                "preparing",
                "sent",
                "closed",
                "cancelled",
                name="callstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancel_reason IS NOT NULL)",
            name=op.f("ck_nomination_call_cancelled_has_reason"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'closed') OR sent_on IS NOT NULL",
            name=op.f("ck_nomination_call_sending_is_dated"),
        ),
        sa.CheckConstraint(
            "closes_on >= opens_on", name=op.f("ck_nomination_call_closes_after_opening")
        ),
        sa.ForeignKeyConstraint(
            ["criteria_id"],
            ["participation_text.id"],
            name=op.f("fk_nomination_call_criteria_id_participation_text"),
        ),
        sa.ForeignKeyConstraint(
            ["criteria_version_id"],
            ["participation_text_version.id"],
            name=op.f("fk_nomination_call_criteria_version"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_nomination_call_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_call")),
    )
    op.create_table(
        "participation_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column(
            "start", sa.Integer(), nullable=False, comment="Characters from the start of the page"
        ),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "wording",
                "reference_person",
                "body_dimension",
                name="hintkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "wording_class",
            sa.Enum("A", "B", "C", name="wordingclass", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("clause", sa.String(length=80), nullable=False),
        sa.Column("suggestions", sa.JSON(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column(
            "context_key",
            sa.String(length=40),
            nullable=False,
            comment="Of its words in their sentence: the same in the next version",
        ),
        sa.Column(
            "equal_key",
            sa.String(length=40),
            nullable=False,
            comment="Of its words: the same for equal hints of a text",
        ),
        sa.Column("dismissal_reason", sa.Text(), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(dismissed_at IS NULL) = (dismissal_reason IS NULL)",
            name=op.f("ck_participation_hint_dismissal_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"],
            ["account.id"],
            name=op.f("fk_participation_hint_dismissed_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["participation_text_version.id"],
            name=op.f("fk_participation_hint_version_id_participation_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_hint")),
    )
    with op.batch_alter_table("participation_hint") as batch_op:
        batch_op.create_index(op.f("ix_participation_hint_version_id"), ["version_id"])

    op.create_table(
        "nomination_call_recipient",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["nomination_call.id"],
            name=op.f("fk_nomination_call_recipient_call_id_nomination_call"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_nomination_call_recipient_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint(
            "call_id", "organisation_id", name=op.f("pk_nomination_call_recipient")
        ),
    )
    with op.batch_alter_table("nomination_call_recipient") as batch_op:
        batch_op.create_index(
            op.f("ix_nomination_call_recipient_organisation_id"), ["organisation_id"]
        )

    op.create_table(
        "nomination_call_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["nomination_call.id"],
            name=op.f("fk_nomination_call_seat_call_id_nomination_call"),
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandate.id"], name=op.f("fk_nomination_call_seat_mandate_id_mandate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_call_seat")),
        sa.UniqueConstraint(
            "call_id", "mandate_id", name=op.f("uq_nomination_call_seat_call_id_mandate_id")
        ),
    )
    with op.batch_alter_table("nomination_call_seat") as batch_op:
        batch_op.create_index(op.f("ix_nomination_call_seat_mandate_id"), ["mandate_id"])

    op.create_table(
        "nomination_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "family_name",
            sa.String(length=120),
            nullable=False,
            comment="Empty for a person of the register",
        ),
        sa.Column("given_names", sa.String(length=120), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("femme", "homme", "non_declare", name="sex", native_enum=False, length=40),
            nullable=False,
            comment="As declared; of a person of the register, the register's",
        ),
        sa.Column("titular", sa.Boolean(), nullable=False, comment="False for an alternate"),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("retained", "declined", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "mandate_id",
            sa.Integer(),
            nullable=True,
            comment="The mandate given when it is retained",
        ),
        sa.Column("name_erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'declined' OR reason IS NOT NULL",
            name=op.f("ck_nomination_proposal_declined_has_reason"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'retained' OR mandate_id IS NOT NULL",
            name=op.f("ck_nomination_proposal_retained_has_mandate"),
        ),
        sa.CheckConstraint(
            "person_id IS NULL OR family_name = ''",
            name=op.f("ck_nomination_proposal_person_or_name"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_on IS NULL)",
            name=op.f("ck_nomination_proposal_outcome_is_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["nomination_call.id"],
            name=op.f("fk_nomination_proposal_call_id_nomination_call"),
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandate.id"], name=op.f("fk_nomination_proposal_mandate_id_mandate")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_nomination_proposal_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_nomination_proposal_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["nomination_call_seat.id"],
            name=op.f("fk_nomination_proposal_seat_id_nomination_call_seat"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_proposal")),
    )
    with op.batch_alter_table("nomination_proposal") as batch_op:
        batch_op.create_index(op.f("ix_nomination_proposal_call_id"), ["call_id"])
        batch_op.create_index(op.f("ix_nomination_proposal_organisation_id"), ["organisation_id"])
        batch_op.create_index(op.f("ix_nomination_proposal_person_id"), ["person_id"])
        batch_op.create_index(op.f("ix_nomination_proposal_seat_id"), ["seat_id"])

    dialect = op.get_bind().dialect.name
    for table, condition in (
        ("participation_text_version", _PUBLISHED),
        ("participation_hint", _OF_PUBLISHED),
    ):
        for statement in freeze_statements(dialect, table, condition):
            op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("nomination_proposal")
    op.drop_table("nomination_call_seat")
    op.drop_table("nomination_call_recipient")
    op.drop_table("participation_hint")
    op.drop_table("nomination_call")
    op.drop_table("participation_text_version")
    op.drop_table("participation_text")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION participation_hint_frozen()")
        op.execute("DROP FUNCTION participation_text_version_frozen()")
