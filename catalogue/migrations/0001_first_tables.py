"""The first tables, with the triggers that keep records insert-only or frozen."""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

from catalogue.database import freeze_statements, insert_only_statements


# revision identifiers, used by Alembic.
revision: str = "0001"
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = ("default",)
depends_on: Union[str, Sequence[str], None] = None


INSERT_ONLY = {
    "journal_entry": [
        "seq",
        "at",
        "actor_id",
        "on_behalf_of_id",
        "tag",
        "subject_type",
        "subject_id",
        "payload_digest",
        "previous_hash",
        "hash",
    ],
    "gender_tag": [
        "id",
        "edition_id",
        "marker",
        "decision_id",
        "rule",
        "rule_version",
        "decided_on",
        "tagged_at",
    ],
    "reading": [
        "id",
        "sheet_id",
        "period",
        "as_of",
        "sequence",
        "numerator",
        "denominator",
        "companions",
        "records",
        "method_version",
        "closed_at",
        "closed_by_id",
        "correction_reason",
    ],
    "forecast_opinion": [
        "id",
        "needs_id",
        "kind",
        "forecast",
        "reclassified_to",
        "reason",
        "given_at",
        "given_by_id",
    ],
    "decision": [
        "id",
        "round_id",
        "marker",
        "basis",
        "rule",
        "rule_version",
        "marker_strict",
        "marker_pilot",
        "checklist_version_id",
        "text_version_id",
        "decided_at",
        "decided_on",
        "reasons",
        "do_no_harm",
    ],
    "decision_decider": ["id", "decision_id", "account_id", "review_id"],
    "text_equivalence": [
        "id",
        "decision_id",
        "edition_id",
        "reason",
        "recorded_at",
        "recorded_by_id",
    ],
}
FROZEN = {
    "review": "OLD.submitted_at IS NOT NULL",
    "answer": "EXISTS (SELECT 1 FROM review WHERE review.id = OLD.review_id AND review.submitted_at IS NOT NULL)",
}


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title_fr", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_action_plan_code")),
    )
    op.create_table(
        "attempt_window",
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_attempt_window")),
    )
    op.create_table(
        "checklist_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.String(length=200), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("number", name=op.f("uq_checklist_version_number")),
    )
    op.create_table(
        "committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "technical",
                "working_group",
                "mirror",
                "management",
                "monitoring",
                name="committeekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title_fr", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "to_confirm",
                "active",
                "closed",
                name="committeestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "mirrors",
            sa.String(length=120),
            nullable=True,
            comment="References of international committees mirrored, separated by ;",
        ),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set when a person edits it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["committee.id"], name=op.f("fk_committee_parent_id_committee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
        sa.UniqueConstraint("code", name=op.f("uq_committee_code")),
    )
    op.create_table(
        "ics_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["ics_code.code"], name=op.f("fk_ics_code_parent_code_ics_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ics_code")),
    )
    with op.batch_alter_table("ics_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ics_code_parent_code"), ["parent_code"], unique=False)

    op.create_table(
        "ics_prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ics_prefix", sa.String(length=12), nullable=False),
        sa.Column(
            "kinds", sa.String(length=20), nullable=False, comment="A, P, S, E separated by commas"
        ),
        sa.Column("level", sa.String(length=2), nullable=False, comment="H, M or L"),
        sa.Column("prompt_fr", sa.Text(), nullable=False),
        sa.Column("prompt_en", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ics_prompt")),
        sa.UniqueConstraint("ics_prefix", name=op.f("uq_ics_prompt_ics_prefix")),
    )
    op.create_table(
        "indicator_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan_line_code", sa.String(length=10), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("definition_fr", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("numerator_fr", sa.Text(), nullable=False),
        sa.Column("denominator_fr", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("disaggregation_fr", sa.Text(), nullable=False),
        sa.Column("source_fr", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.String(length=20), nullable=False),
        sa.Column("target_value", sa.String(length=40), nullable=False),
        sa.Column("target_unit", sa.String(length=40), nullable=False),
        sa.Column("target_text_fr", sa.Text(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("owner_fr", sa.Text(), nullable=False),
        sa.Column("method_version", sa.String(length=20), nullable=False),
        sa.Column(
            "public",
            sa.Boolean(),
            nullable=False,
            comment="False: anonymous callers get figures from closed readings only (§8)",
        ),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_sheet")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_sheet_code")),
    )
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "lexicon_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("wording_class", sa.String(length=1), nullable=False),
        sa.Column(
            "status",
            sa.String(length=2),
            nullable=False,
            comment="D read in a source, R rule applied",
        ),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_entry")),
        sa.UniqueConstraint("code", name=op.f("uq_lexicon_entry_code")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "administration",
                "large_company",
                "small_business",
                "professional_body",
                "consumers",
                "research",
                "laboratory",
                "workers",
                "civil_society",
                "partners",
                name="stakeholdercategory",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "is_agency",
            sa.Boolean(),
            nullable=False,
            comment="The standards body itself: its staff may review its own proposals",
        ),
        sa.Column(
            "women_led",
            sa.Boolean(),
            nullable=True,
            comment="A women's association; never a proxy for the sex of its delegate",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False, comment="«index», «mail»"),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_message_waiting", ["done_at", "due_at"], unique=False)

    op.create_table(
        "source_body",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="international, regional, national",
        ),
        sa.Column("name_fr", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column(
            "display_fr",
            sa.String(length=120),
            nullable=False,
            comment="As shown: «CEDEAO (ECOSHAM)»",
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("is_agency", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source_body")),
    )
    op.create_table(
        "stage",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("stage", sa.String(length=2), nullable=False),
        sa.Column("substage", sa.String(length=2), nullable=False),
        sa.Column("title_fr", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stage")),
    )
    op.create_table(
        "worker_lease",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_lease")),
    )
    op.create_table(
        "participation_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("undeclared", sa.Integer(), nullable=False),
        sa.Column("vacant", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_participation_count_committee_id_committee"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_count")),
    )
    with op.batch_alter_table("participation_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participation_count_committee_id"), ["committee_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(length=120), nullable=False),
        sa.Column("given_names", sa.String(length=120), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("femme", "homme", "non_declare", name="sex", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sex_declared_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column(
            "gender_trained_on",
            sa.Date(),
            nullable=True,
            comment="Day of a gender training; one reviewer of each final text needs one",
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False, comment="Result and line: «5.3»"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=4), nullable=False),
        sa.Column("result_title_source", sa.Text(), nullable=False),
        sa.Column("objective_source", sa.Text(), nullable=False),
        sa.Column("result_title", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("activity_source", sa.Text(), nullable=False),
        sa.Column("measures_source", sa.Text(), nullable=False),
        sa.Column("indicator_source", sa.Text(), nullable=False),
        sa.Column("target_source", sa.Text(), nullable=False),
        sa.Column("schedule_source", sa.Text(), nullable=False),
        sa.Column("owners_source", sa.Text(), nullable=False),
        sa.Column("comments_source", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set when a person edits it; reloading the seed list then leaves it alone",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_line_plan_id_action_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_plan_line_plan_id_code")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "code", sa.String(length=4), nullable=False, comment="F1 to P5: letters belong to it"
        ),
        sa.Column(
            "answer_kind",
            sa.Enum(
                "human_use",
                "users_by_sex",
                "differences",
                "data",
                "treatment",
                "do_no_harm",
                "wording",
                "figures",
                "consultation",
                "composition",
                "yes_no_name",
                "yes_no_unknown",
                name="answerkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("block_fr", sa.String(length=200), nullable=False),
        sa.Column("block_en", sa.String(length=200), nullable=False),
        sa.Column("question_fr", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), nullable=False),
        sa.Column("help_fr", sa.Text(), nullable=False),
        sa.Column("help_en", sa.Text(), nullable=False),
        sa.Column("evidence_fr", sa.Text(), nullable=False),
        sa.Column("evidence_en", sa.Text(), nullable=False),
        sa.Column("rationale_fr", sa.Text(), nullable=False),
        sa.Column("rationale_en", sa.Text(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_question_checklist_version_id_checklist_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint(
            "checklist_version_id", "code", name=op.f("uq_question_checklist_version_id_code")
        ),
    )
    op.create_table(
        "stage_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("scheme_version", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("label_fr", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["code"], ["stage.code"], name=op.f("fk_stage_label_code_stage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_label")),
        sa.UniqueConstraint(
            "scheme",
            "scheme_version",
            "code",
            name=op.f("uq_stage_label_scheme_scheme_version_code"),
        ),
    )
    op.create_table(
        "standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column(
            "identifier",
            sa.String(length=160),
            nullable=False,
            comment="The reference without its year, as its body writes it",
        ),
        sa.Column("identifier_key", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_code"], ["source_body.code"], name=op.f("fk_standard_body_code_source_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard")),
        sa.UniqueConstraint("identifier_key", name=op.f("uq_standard_identifier_key")),
    )
    with op.batch_alter_table("standard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standard_body_code"), ["body_code"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "username",
            sa.String(length=80),
            nullable=False,
            comment="The identifier typed at sign-in, kept in lower case",
        ),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False, comment="As shown to others"),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column(
            "fs_uniquifier",
            sa.String(length=64),
            nullable=False,
            comment="Changing it ends every session of the account",
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person_id"), ["person_id"], unique=False)

    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True, comment="Empty for a vacant seat"),
        sa.Column(
            "organisation_id", sa.Integer(), nullable=True, comment="Whom the seat represents"
        ),
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
            nullable=False,
        ),
        sa.Column("titular", sa.Boolean(), nullable=False, comment="False for an alternate"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "valid_to", sa.Date(), nullable=True, comment="Last day, inclusive; empty while it runs"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_mandate_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_mandate_committee_id_committee")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_mandate_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mandate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mandate_committee_dates", ["committee_id", "valid_from", "valid_to"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_mandate_person_id"), ["person_id"], unique=False)

    op.create_table(
        "account_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "anonymous",
                "chair",
                "reviewer",
                "focal_point",
                "secretariat",
                "monitoring",
                "admin",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "valid_to", sa.Date(), nullable=True, comment="Last day, inclusive; empty while it runs"
        ),
        sa.CheckConstraint(
            "role <> 'chair' OR committee_id IS NOT NULL",
            name=op.f("ck_account_role_chair_has_committee"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_account_role_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_account_role_committee_id_committee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
    )
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_role_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            "ix_account_role_committee", ["committee_id", "valid_from"], unique=False
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=True),
        sa.Column("media_type", sa.String(length=120), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True, comment="Bytes"),
        sa.Column("pages", sa.Integer(), nullable=True, comment="Of a PDF, as read by pypdf"),
        sa.Column(
            "pages_without_text", sa.Integer(), nullable=True, comment="Scanned pages of a PDF"
        ),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "sha256 IS NOT NULL OR (title <> '' AND dated_on IS NOT NULL)",
            name=op.f("ck_document_file_or_paper"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_document_uploaded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_sha256"), ["sha256"], unique=False)

    op.create_table(
        "homologation_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "session_label",
            sa.String(length=200),
            nullable=False,
            comment="Which CNNCQ session, as people call it",
        ),
        sa.Column("cnncq_on", sa.Date(), nullable=False),
        sa.Column(
            "homologated_on",
            sa.Date(),
            nullable=True,
            comment="Date of the act; the CNNCQ date is used, and shown as such, if it has none",
        ),
        sa.Column("act_reference", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undo_reason IS NULL)",
            name=op.f("ck_homologation_act_undone_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_homologation_act_recorded_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["account.id"], name=op.f("fk_homologation_act_undone_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homologation_act")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "reference",
                "standards",
                "programme",
                name="importkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "staged",
                "applied",
                "undone",
                "discarded",
                name="batchstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staged_by_id", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "unread",
            sa.JSON(),
            nullable=False,
            comment="Headings of the file that no column answers to",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staged_by_id"], ["account.id"], name=op.f("fk_import_batch_staged_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.Column("subject_type", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_journal_entry_actor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["on_behalf_of_id"],
            ["account.id"],
            name=op.f("fk_journal_entry_on_behalf_of_id_account"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_entry_hash")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            "ix_journal_entry_subject", ["subject_type", "subject_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_journal_entry_tag"), ["tag"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "setup", "invitation", "reset", name="linkpurpose", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "token_digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the token; the token itself is never kept",
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_one_time_link_created_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_one_time_link_token_digest")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_one_time_link_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "policy_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["account.id"], name=op.f("fk_policy_value_set_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_value")),
    )
    with op.batch_alter_table("policy_value", schema=None) as batch_op:
        batch_op.create_index("ix_policy_value_key_from", ["key", "valid_from"], unique=False)

    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column(
            "period",
            sa.String(length=20),
            nullable=False,
            comment="«2024-2026», «2025», «rolling-3y»",
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column(
            "companions", sa.JSON(), nullable=False, comment="All that stands beside the figure"
        ),
        sa.Column(
            "records", sa.JSON(), nullable=False, comment="The records counted, as they were"
        ),
        sa.Column("method_version", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "sequence = 1 OR correction_reason IS NOT NULL",
            name=op.f("ck_reading_correction_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_reading_closed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["indicator_sheet.id"], name=op.f("fk_reading_sheet_id_indicator_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            "sheet_id",
            "period",
            "as_of",
            "sequence",
            name=op.f("uq_reading_sheet_id_period_as_of_sequence"),
        ),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String(length=200),
            nullable=False,
            comment="Free text, as the body writes it, with its year; never built",
        ),
        sa.Column("reference_key", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
            comment="Orders references; kept in step by the mapper",
        ),
        sa.Column(
            "folded_text",
            sa.Text(),
            nullable=False,
            comment="Reference, titles and base, folded; kept by the mapper",
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("edition_number", sa.Integer(), nullable=True),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
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
            "nature",
            sa.Enum(
                "new",
                "technical_revision",
                "editorial_revision",
                "amendment",
                "corrigendum",
                name="nature",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "in_preparation",
                "published",
                "withdrawn",
                "void",
                name="editionstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mandatory", sa.Boolean(), nullable=True, comment="Made mandatory by a regulation"
        ),
        sa.Column("stage_code", sa.String(length=5), nullable=True),
        sa.Column("national", sa.Boolean(), nullable=False, comment="A text of the agency itself"),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column(
            "committee_reference",
            sa.String(length=160),
            nullable=True,
            comment="Committee of another body, as it writes it",
        ),
        sa.Column("base_reference", sa.String(length=200), nullable=True),
        sa.Column("base_edition_id", sa.Integer(), nullable=True),
        sa.Column(
            "correspondence",
            sa.Enum("IDT", "MOD", "NEQ", name="correspondence", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("cnncq_adopted_on", sa.Date(), nullable=True, comment="50.99"),
        sa.Column("homologated_on", sa.Date(), nullable=True),
        sa.Column("homologation_act", sa.String(length=200), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True, comment="60.60"),
        sa.Column("withdrawn_on", sa.Date(), nullable=True, comment="95.99"),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column(
            "national_text",
            sa.Text(),
            nullable=True,
            comment="National foreword or annex of an adoption that takes gender into account",
        ),
        sa.Column(
            "upstream_assessment",
            sa.Text(),
            nullable=True,
            comment="Reference of a gender assessment made by the body adopted from",
        ),
        sa.Column(
            "text_document_id",
            sa.Integer(),
            nullable=True,
            comment="The text as homologated or published",
        ),
        sa.Column("source", sa.Text(), nullable=True, comment="How we know of it"),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "correspondence IS NULL OR base_reference IS NOT NULL",
            name=op.f("ck_edition_degree_has_base"),
        ),
        sa.CheckConstraint(
            "withdrawal_reason IS NULL OR withdrawn_on IS NOT NULL",
            name=op.f("ck_edition_reason_has_withdrawal"),
        ),
        sa.ForeignKeyConstraint(
            ["base_edition_id"], ["edition.id"], name=op.f("fk_edition_base_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_edition_committee_id_committee")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_edition_standard_id_standard")
        ),
        sa.ForeignKeyConstraint(
            ["text_document_id"], ["document.id"], name=op.f("fk_edition_text_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_edition_reference_key")),
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index("ix_edition_homologated_on", ["homologated_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_national"), ["national"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_sort_key"), ["sort_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_standard_id"), ["standard_id"], unique=False)

    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="Row number in the file, as a person counts it",
        ),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "new",
                "changed",
                "unchanged",
                "refused",
                name="verdict",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "problems",
            sa.JSON(),
            nullable=False,
            comment="French sentences: why it is refused, or what to know of it",
        ),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column(
            "subject_id", sa.Integer(), nullable=True, comment="The row it matches or has created"
        ),
        sa.Column("before", sa.JSON(), nullable=True, comment="For undo"),
        sa.Column(
            "kept_reason",
            sa.Text(),
            nullable=True,
            comment="Why undoing the import left this row as it was, in French",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id_import_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix_import_row_batch_verdict", ["batch_id", "verdict", "number"], unique=False
        )

    op.create_table(
        "journal_payload",
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.Column(
            "canonical",
            sa.Text(),
            nullable=True,
            comment="Canonical JSON whose SHA-256 is the entry's digest; empty once erased",
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_seq"],
            ["journal_entry.seq"],
            name=op.f("fk_journal_payload_entry_seq_journal_entry"),
        ),
        sa.PrimaryKeyConstraint("entry_seq", name=op.f("pk_journal_payload")),
    )
    op.create_table(
        "edition_ics",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("ics_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_ics_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["ics_code"], ["ics_code.code"], name=op.f("fk_edition_ics_ics_code_ics_code")
        ),
        sa.PrimaryKeyConstraint("edition_id", "ics_code", name=op.f("pk_edition_ics")),
    )
    with op.batch_alter_table("edition_ics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_ics_ics_code"), ["ics_code"], unique=False)

    op.create_table(
        "gender_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "marker",
            sa.Enum("2", "1", "0", "NP", name="tagmarker", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "decision_id",
            sa.Integer(),
            nullable=False,
            comment="The review decision behind it; the tables of review hold it",
        ),
        sa.Column("rule", sa.String(length=20), nullable=False, comment="strict or pilot"),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_gender_tag_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gender_tag")),
        sa.UniqueConstraint(
            "edition_id", "decision_id", name=op.f("uq_gender_tag_edition_id_decision_id")
        ),
    )
    with op.batch_alter_table("gender_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gender_tag_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "reference_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "seed_key",
            sa.String(length=160),
            nullable=True,
            comment="Key in the shipped list; empty when added by hand",
        ),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reference_key", sa.String(length=200), nullable=True),
        sa.Column(
            "sort_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
            comment="Orders references; kept in step by the mapper",
        ),
        sa.Column(
            "folded_text",
            sa.Text(),
            nullable=False,
            comment="Reference, titles and reason, folded; kept by the mapper",
        ),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_fr_official", sa.Boolean(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("edition_year", sa.Integer(), nullable=True),
        sa.Column("stage_or_status", sa.Text(), nullable=True),
        sa.Column("stage_code", sa.String(length=5), nullable=True),
        sa.Column("ics", sa.JSON(), nullable=False),
        sa.Column("committee_reference", sa.String(length=200), nullable=True),
        sa.Column(
            "relevance",
            sa.Enum(
                "principal",
                "significant",
                "potential",
                name="relevance",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rationale_fr", sa.Text(), nullable=True),
        sa.Column("rationale_en", sa.Text(), nullable=True),
        sa.Column(
            "evidence_kind",
            sa.Enum(
                "official_catalogue",
                "published_list",
                "article",
                "title_only",
                "staff",
                name="evidencekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("evidence_url", sa.Text(), nullable=True),
        sa.Column("catalogue_url", sa.Text(), nullable=True),
        sa.Column("urn", sa.String(length=200), nullable=True),
        sa.Column(
            "published_on",
            sa.String(length=10),
            nullable=True,
            comment="As the source gives it: year, month or day",
        ),
        sa.Column("verified_in_source", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verification_source", sa.Text(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column(
            "edited_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Set when a person edits it; reloading the seed list then leaves it alone",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_code"],
            ["source_body.code"],
            name=op.f("fk_reference_entry_body_code_source_body"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_reference_entry_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"],
            ["account.id"],
            name=op.f("fk_reference_entry_verified_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_entry")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_reference_entry_reference_key")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_reference_entry_seed_key")),
    )
    with op.batch_alter_table("reference_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reference_entry_body_code"), ["body_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reference_entry_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reference_entry_relevance"), ["relevance"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reference_entry_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "replaces",
                "amends",
                "adopts",
                "cites",
                name="relationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("target_reference", sa.String(length=200), nullable=False),
        sa.Column("target_edition_id", sa.Integer(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_relation_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["target_edition_id"],
            ["edition.id"],
            name=op.f("fk_relation_target_edition_id_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_relation_target_edition_id"), ["target_edition_id"], unique=False
        )

    op.create_table(
        "work_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.String(length=60),
            nullable=False,
            comment="Project number, field 51; not a standard's number",
        ),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column(
            "folded_text",
            sa.Text(),
            nullable=False,
            comment="Number, titles and base, folded; kept by the mapper",
        ),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column(
            "nature",
            sa.Enum(
                "new",
                "technical_revision",
                "editorial_revision",
                "amendment",
                "corrigendum",
                name="nature",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
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
        sa.Column("base_reference", sa.String(length=200), nullable=True),
        sa.Column(
            "correspondence",
            sa.Enum("IDT", "MOD", "NEQ", name="correspondence", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("revises_edition_id", sa.Integer(), nullable=True),
        sa.Column(
            "planned_reference",
            sa.String(length=200),
            nullable=True,
            comment="Number the agency has reserved, as typed; never built",
        ),
        sa.Column(
            "status",
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
            nullable=False,
        ),
        sa.Column(
            "stage_code",
            sa.String(length=5),
            nullable=False,
            comment="The latest stage event's code",
        ),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.Column(
            "forecast",
            sa.Enum(
                "2", "1", "0", "NP", "ne_sait_pas", name="forecast", native_enum=False, length=40
            ),
            nullable=True,
            comment="Field 35, or as reclassified by the focal point",
        ),
        sa.Column("contact", sa.String(length=300), nullable=True),
        sa.Column("project_leader", sa.String(length=200), nullable=True),
        sa.Column("enquiry_from", sa.Date(), nullable=True),
        sa.Column("enquiry_to", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column(
            "edition_id", sa.Integer(), nullable=True, comment="What it became when homologated"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_work_item_committee_id_committee")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_work_item_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["revises_edition_id"],
            ["edition.id"],
            name=op.f("fk_work_item_revises_edition_id_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["stage_code"], ["stage.code"], name=op.f("fk_work_item_stage_code_stage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
        sa.UniqueConstraint("number", name=op.f("uq_work_item_number")),
    )
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_work_item_committee_id"), ["committee_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_work_item_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_item_stage_code"), ["stage_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_item_status"), ["status"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["stage.code"], name=op.f("fk_milestone_code_stage")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_milestone_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("work_item_id", "code", name=op.f("uq_milestone_work_item_id_code")),
    )
    op.create_table(
        "needs_expression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True, comment="1"),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "registered",
                "postponed",
                "merged",
                "rejected",
                name="needsstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "entered_by_id",
            sa.Integer(),
            nullable=True,
            comment="Who typed it from a signed paper, if not the author",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "submitted_at", sa.DateTime(timezone=True), nullable=True, comment="2, date of filing"
        ),
        sa.Column("received_on", sa.Date(), nullable=True, comment="2, date of receipt"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requester", sa.String(length=300), nullable=True, comment="3"),
        sa.Column(
            "requester_organisation_id",
            sa.Integer(),
            nullable=True,
            comment="3, where the organisation is in the register",
        ),
        sa.Column("contact", sa.Text(), nullable=True, comment="4"),
        sa.Column(
            "stakeholder_category",
            sa.Enum(
                "administration",
                "large_company",
                "small_business",
                "professional_body",
                "consumers",
                "research",
                "laboratory",
                "workers",
                "civil_society",
                "partners",
                name="stakeholdercategory",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="5",
        ),
        sa.Column("committee_id", sa.Integer(), nullable=True, comment="6"),
        sa.Column("proposed_committee", sa.String(length=300), nullable=True, comment="6, new CTN"),
        sa.Column("signatory", sa.String(length=200), nullable=True, comment="7"),
        sa.Column(
            "origin",
            sa.Enum(
                "committee",
                "ministry",
                "company",
                "consumers",
                "survey",
                "systematic_review",
                "international_obligation",
                "other",
                name="origin",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="8",
        ),
        sa.Column("title_fr", sa.Text(), nullable=True, comment="9"),
        sa.Column("title_en", sa.Text(), nullable=True, comment="9, if taken over"),
        sa.Column("scope", sa.Text(), nullable=True, comment="10, with exclusions"),
        sa.Column(
            "work_nature",
            sa.Enum(
                "new",
                "revision",
                "amendment",
                "adoption",
                "confirmation",
                "withdrawal",
                "conversion",
                name="worknature",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="11",
        ),
        sa.Column(
            "document_kind",
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
            nullable=True,
            comment="12",
        ),
        sa.Column("aspects", sa.JSON(), nullable=False, comment="13"),
        sa.Column("products", sa.Text(), nullable=True, comment="14"),
        sa.Column("ics", sa.JSON(), nullable=False, comment="15"),
        sa.Column("priority_sector", sa.Text(), nullable=True, comment="16"),
        sa.Column("problem", sa.Text(), nullable=True, comment="17"),
        sa.Column("magnitude", sa.Text(), nullable=True, comment="18"),
        sa.Column("benefits", sa.JSON(), nullable=False, comment="19, kind → text"),
        sa.Column("intended_use", sa.String(length=40), nullable=True, comment="20"),
        sa.Column("regulation", sa.Text(), nullable=True, comment="20, which regulation"),
        sa.Column("urgency", sa.Text(), nullable=True, comment="21, reason"),
        sa.Column("priority", sa.Integer(), nullable=True, comment="21, from 1 to 3"),
        sa.Column("resources", sa.Text(), nullable=True, comment="22"),
        sa.Column("base_references", sa.Text(), nullable=True, comment="23, one per line"),
        sa.Column("national_standards", sa.Text(), nullable=True, comment="24"),
        sa.Column("regulations", sa.Text(), nullable=True, comment="25"),
        sa.Column(
            "adoption_mode",
            sa.Enum("IDT", "MOD", "NEQ", "none", name="adoptionmode", native_enum=False, length=40),
            nullable=True,
            comment="26",
        ),
        sa.Column("deviations", sa.Text(), nullable=True, comment="27"),
        sa.Column("related_work", sa.Text(), nullable=True, comment="28"),
        sa.Column(
            "patents",
            sa.Enum("oui", "non", "ne_sait_pas", name="yesnounknown", native_enum=False, length=40),
            nullable=True,
            comment="29",
        ),
        sa.Column("patents_detail", sa.Text(), nullable=True, comment="29"),
        sa.Column("base_document", sa.String(length=40), nullable=True, comment="30"),
        sa.Column("base_document_rights", sa.Text(), nullable=True, comment="30, rights"),
        sa.Column("affected_parties", sa.Text(), nullable=True, comment="31"),
        sa.Column("participants", sa.Text(), nullable=True, comment="32"),
        sa.Column("liaisons", sa.Text(), nullable=True, comment="33"),
        sa.Column(
            "people_concerned",
            sa.Enum("oui", "non", "ne_sait_pas", name="yesnounknown", native_enum=False, length=40),
            nullable=True,
            comment="34",
        ),
        sa.Column(
            "forecast",
            sa.Enum(
                "2", "1", "0", "NP", "ne_sait_pas", name="forecast", native_enum=False, length=40
            ),
            nullable=True,
            comment="35",
        ),
        sa.Column("forecast_reason", sa.Text(), nullable=True, comment="36, 20 to 600 characters"),
        sa.Column("differences", sa.JSON(), nullable=False, comment="37"),
        sa.Column("sex_disaggregated_data", sa.Text(), nullable=True, comment="38"),
        sa.Column("other_groups", sa.JSON(), nullable=False, comment="39"),
        sa.Column("sdgs", sa.JSON(), nullable=False, comment="40"),
        sa.Column("heard", sa.Text(), nullable=True, comment="41"),
        sa.Column("culture", sa.Boolean(), nullable=True, comment="41a"),
        sa.Column("culture_detail", sa.Text(), nullable=True, comment="41a"),
        sa.Column("labour", sa.Boolean(), nullable=True, comment="41b"),
        sa.Column("labour_detail", sa.Text(), nullable=True, comment="41b"),
        sa.Column("project_leader", sa.String(length=200), nullable=True, comment="42"),
        sa.Column("track_months", sa.Integer(), nullable=True, comment="43: 18, 24 or 36"),
        sa.Column("target_dates", sa.JSON(), nullable=False, comment="43, stage code → ISO date"),
        sa.Column("needs_support", sa.Text(), nullable=True, comment="44"),
        sa.Column("impact_indicators", sa.Text(), nullable=True, comment="45"),
        sa.Column(
            "admissibility",
            sa.Enum(
                "complete",
                "to_complete",
                "out_of_scope",
                name="admissibility",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="46",
        ),
        sa.Column("admissibility_on", sa.Date(), nullable=True, comment="46"),
        sa.Column("admissibility_reason", sa.Text(), nullable=True, comment="46"),
        sa.Column(
            "asked_fields",
            sa.JSON(),
            nullable=False,
            comment="46, numbers of the fields that the chair is asked to complete",
        ),
        sa.Column("committee_opinion", sa.Text(), nullable=True, comment="49"),
        sa.Column("committee_opinion_on", sa.Date(), nullable=True, comment="49"),
        sa.Column("quorum_reached", sa.Boolean(), nullable=True, comment="49"),
        sa.Column("women_present", sa.Integer(), nullable=True, comment="49"),
        sa.Column("men_present", sa.Integer(), nullable=True, comment="49"),
        sa.Column(
            "decision",
            sa.Enum(
                "registered",
                "postponed",
                "merged",
                "rejected",
                name="programmedecision",
                native_enum=False,
                length=40,
            ),
            nullable=True,
            comment="50",
        ),
        sa.Column("decision_body", sa.String(length=200), nullable=True, comment="50"),
        sa.Column("decision_reason", sa.Text(), nullable=True, comment="50"),
        sa.Column("decided_on", sa.Date(), nullable=True, comment="50"),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("work_item_id", sa.Integer(), nullable=True, comment="51"),
        sa.CheckConstraint(
            "state <> 'merged' OR merged_into_id IS NOT NULL",
            name=op.f("ck_needs_expression_merged_has_target"),
        ),
        sa.CheckConstraint(
            "state <> 'registered' OR work_item_id IS NOT NULL",
            name=op.f("ck_needs_expression_registered_has_work_item"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR submitted_at IS NOT NULL",
            name=op.f("ck_needs_expression_submitted_has_date"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('postponed', 'merged', 'rejected') OR decision_reason IS NOT NULL",
            name=op.f("ck_needs_expression_refusal_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_needs_expression_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_needs_expression_committee_id_committee"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["account.id"],
            name=op.f("fk_needs_expression_entered_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["needs_expression.id"],
            name=op.f("fk_needs_expression_merged_into_id_needs_expression"),
        ),
        sa.ForeignKeyConstraint(
            ["requester_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_needs_expression_requester_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"],
            ["work_item.id"],
            name=op.f("fk_needs_expression_work_item_id_work_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_expression")),
        sa.UniqueConstraint("number", name=op.f("uq_needs_expression_number")),
    )
    with op.batch_alter_table("needs_expression", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_needs_expression_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_needs_expression_committee_id"), ["committee_id"], unique=False
        )
        batch_op.create_index("ix_needs_expression_state", ["state", "submitted_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_needs_expression_work_item_id"), ["work_item_id"], unique=False
        )

    op.create_table(
        "stage_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence_document_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "corrects_id", sa.Integer(), nullable=True, comment="The event this one stands in for"
        ),
        sa.Column(
            "annuls",
            sa.Boolean(),
            nullable=False,
            comment="The corrected event did not take place; nothing stands in for it",
        ),
        sa.Column(
            "homologation_act_id",
            sa.Integer(),
            nullable=True,
            comment="The act that recorded it, if one did",
        ),
        sa.CheckConstraint(
            "corrects_id IS NOT NULL OR NOT annuls", name=op.f("ck_stage_event_annuls_something")
        ),
        sa.CheckConstraint(
            "corrects_id IS NULL OR reason IS NOT NULL",
            name=op.f("ck_stage_event_correction_has_reason"),
        ),
        sa.ForeignKeyConstraint(["code"], ["stage.code"], name=op.f("fk_stage_event_code_stage")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["stage_event.id"], name=op.f("fk_stage_event_corrects_id_stage_event")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_document_id"],
            ["document.id"],
            name=op.f("fk_stage_event_evidence_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["homologation_act_id"],
            ["homologation_act.id"],
            name=op.f("fk_stage_event_homologation_act_id_homologation_act"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_stage_event_recorded_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_stage_event_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_event")),
    )
    with op.batch_alter_table("stage_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stage_event_work_item_id"), ["work_item_id"], unique=False
        )

    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "draft", "council", "homologated", name="textkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attached_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "work_item_id IS NOT NULL OR edition_id IS NOT NULL",
            name=op.f("ck_text_version_belongs_to_something"),
        ),
        sa.ForeignKeyConstraint(
            ["attached_by_id"], ["account.id"], name=op.f("fk_text_version_attached_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_text_version_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_text_version_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_text_version_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
    )
    with op.batch_alter_table("text_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_text_version_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_text_version_work_item_id"), ["work_item_id"], unique=False
        )

    op.create_table(
        "work_item_ics",
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("ics_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["ics_code"], ["ics_code.code"], name=op.f("fk_work_item_ics_ics_code_ics_code")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_work_item_ics_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("work_item_id", "ics_code", name=op.f("pk_work_item_ics")),
    )
    with op.batch_alter_table("work_item_ics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_item_ics_ics_code"), ["ics_code"], unique=False)

    op.create_table(
        "forecast_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "confirmed",
                "reclassified",
                "to_complete",
                name="forecastopinionkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "forecast",
            sa.Enum(
                "2", "1", "0", "NP", "ne_sait_pas", name="forecast", native_enum=False, length=40
            ),
            nullable=True,
            comment="Field 35 as it stood: an opinion on an answer changed since no longer counts",
        ),
        sa.Column(
            "reclassified_to",
            sa.Enum(
                "2", "1", "0", "NP", "ne_sait_pas", name="forecast", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["account.id"], name=op.f("fk_forecast_opinion_given_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["needs_id"],
            ["needs_expression.id"],
            name=op.f("fk_forecast_opinion_needs_id_needs_expression"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_opinion")),
    )
    with op.batch_alter_table("forecast_opinion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forecast_opinion_needs_id"), ["needs_id"], unique=False
        )

    op.create_table(
        "homologation_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column(
            "nature",
            sa.Enum(
                "new",
                "technical_revision",
                "editorial_revision",
                "amendment",
                "corrigendum",
                name="nature",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text_version_id", sa.Integer(), nullable=True),
        sa.Column(
            "override_reason",
            sa.Text(),
            nullable=True,
            comment="Why it was homologated over a blocking finding (A13)",
        ),
        sa.Column(
            "withdrew_edition_id",
            sa.Integer(),
            nullable=True,
            comment="In force before; undoing puts it back in force",
        ),
        sa.Column("previous_stage_code", sa.String(length=5), nullable=False),
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
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["homologation_act.id"],
            name=op.f("fk_homologation_line_act_id_homologation_act"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_homologation_line_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_homologation_line_text_version_id_text_version"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrew_edition_id"],
            ["edition.id"],
            name=op.f("fk_homologation_line_withdrew_edition_id_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"],
            ["work_item.id"],
            name=op.f("fk_homologation_line_work_item_id_work_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homologation_line")),
    )
    with op.batch_alter_table("homologation_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_homologation_line_act_id"), ["act_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_homologation_line_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_homologation_line_work_item_id"), ["work_item_id"], unique=False
        )

    op.create_table(
        "needs_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("field_number", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_needs_attachment_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["needs_id"],
            ["needs_expression.id"],
            name=op.f("fk_needs_attachment_needs_id_needs_expression"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_attachment")),
    )
    with op.batch_alter_table("needs_attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_needs_attachment_needs_id"), ["needs_id"], unique=False
        )

    op.create_table(
        "needs_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.Column("reference_entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_id"],
            ["needs_expression.id"],
            name=op.f("fk_needs_reference_needs_id_needs_expression"),
        ),
        sa.ForeignKeyConstraint(
            ["reference_entry_id"],
            ["reference_entry.id"],
            name=op.f("fk_needs_reference_reference_entry_id_reference_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_reference")),
        sa.UniqueConstraint(
            "needs_id",
            "reference_entry_id",
            name=op.f("uq_needs_reference_needs_id_reference_entry_id"),
        ),
    )
    op.create_table(
        "review_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum("draft", "final", name="phase", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("work_item_id", sa.Integer(), nullable=True),
        sa.Column(
            "edition_id",
            sa.Integer(),
            nullable=True,
            comment="An older standard, without a work item",
        ),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "discussion",
                "adjudication",
                "decided",
                "closed",
                "cancelled",
                name="roundstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("required_reviews", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "discussion_until",
            sa.Date(),
            nullable=True,
            comment="Last day to reopen and resubmit before adjudication",
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "work_item_id IS NOT NULL OR edition_id IS NOT NULL",
            name=op.f("ck_review_round_has_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_review_round_checklist_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_review_round_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["account.id"], name=op.f("fk_review_round_opened_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_review_round_text_version_id_text_version"),
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_review_round_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round")),
    )
    with op.batch_alter_table("review_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_round_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index("ix_review_round_state", ["state", "opened_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_review_round_text_version_id"), ["text_version_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_review_round_work_item_id"), ["work_item_id"], unique=False
        )

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("reviewer", "adjudicator", name="assignmentrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "accepted",
                "declined",
                "in_progress",
                "submitted",
                "no_response",
                "cancelled",
                name="assignmentstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column(
            "agency_interest_reason",
            sa.Text(),
            nullable=True,
            comment="Why the secretariat accepts the agency's own staff on its own proposal",
        ),
        sa.Column(
            "discussion_passed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When this reviewer agreed to hand the disagreement to adjudication at once",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_assignment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["account.id"], name=op.f("fk_assignment_assigned_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_assignment_round_id_review_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "round_id", "account_id", name=op.f("uq_assignment_round_id_account_id")
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_account_state", ["account_id", "state"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "marker",
            sa.Enum("2", "1", "0", "NP", "NE", name="marker", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "agreement",
                "agreement_after_discussion",
                "adjudication",
                "single_review",
                name="decisionbasis",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "rule",
            sa.Enum("strict", "pilot", name="rule", native_enum=False, length=40),
            nullable=False,
            comment="In force at the decision",
        ),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column(
            "marker_strict",
            sa.Enum("2", "1", "0", "NP", "NE", name="marker", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "marker_pilot",
            sa.Enum("2", "1", "0", "NP", "NE", name="marker", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column(
            "decided_at", sa.DateTime(timezone=True), nullable=False, comment="Set by the system"
        ),
        sa.Column(
            "decided_on",
            sa.Date(),
            nullable=False,
            comment="The same, as a day where the agency is",
        ),
        sa.Column(
            "reasons",
            sa.JSON(),
            nullable=False,
            comment="K1 to K4 of the review that carries the marker",
        ),
        sa.Column(
            "do_no_harm",
            sa.String(length=12),
            nullable=False,
            comment="The worst A13 among the reviews it rests on",
        ),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_decision_checklist_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_decision_round_id_review_round")
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_decision_text_version_id_text_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("round_id", name=op.f("uq_decision_round_id")),
    )
    op.create_table(
        "interest_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_interest_declaration_assignment_id_assignment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_declaration")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_interest_declaration_assignment_id")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="1 is the first coding, used for κ"
        ),
        sa.Column("reopen_reason", sa.Text(), nullable=True),
        sa.Column(
            "purpose_clause",
            sa.Text(),
            nullable=True,
            comment="Clause stating that the standard would not exist without a gender need",
        ),
        sa.Column(
            "covered_by_reference", sa.Text(), nullable=True, comment="K2′, the cited standard"
        ),
        sa.Column("covered_by_clause", sa.Text(), nullable=True, comment="K2′, the citing clause"),
        sa.Column("covered_by_quotation", sa.Text(), nullable=True),
        sa.Column(
            "purpose_reason",
            sa.Text(),
            nullable=False,
            comment="The adjudicator's reason on the statement of purpose",
        ),
        sa.Column(
            "covered_reason",
            sa.Text(),
            nullable=False,
            comment="The adjudicator's reason on «déjà couvert»",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "marker_strict",
            sa.Enum("2", "1", "0", "NP", "NE", name="marker", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "marker_pilot",
            sa.Enum("2", "1", "0", "NP", "NE", name="marker", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("trace", sa.JSON(), nullable=True, comment="K1 to K4 as computed, with reasons"),
        sa.Column(
            "depth_score",
            sa.String(length=20),
            nullable=True,
            comment="Fraction «n/d»; empty for sans objet; in no indicator",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (marker_strict IS NULL)",
            name=op.f("ck_review_submitted_has_marker"),
        ),
        sa.CheckConstraint(
            "revision = 1 OR reopen_reason IS NOT NULL", name=op.f("ck_review_reopening_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_review_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "assignment_id", "revision", name=op.f("uq_review_assignment_id_revision")
        ),
    )
    op.create_table(
        "text_equivalence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_text_equivalence_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_text_equivalence_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_text_equivalence_recorded_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_equivalence")),
        sa.UniqueConstraint(
            "decision_id", "edition_id", name=op.f("uq_text_equivalence_decision_id_edition_id")
        ),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column(
            "value",
            sa.String(length=80),
            nullable=True,
            comment="Code of product_rules §3; several separated by commas for F3",
        ),
        sa.Column("material", sa.Boolean(), nullable=True, comment="Importante: oui or non"),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, comment="Reason or comment"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "disagreement_reason",
            sa.Text(),
            nullable=False,
            comment="The adjudicator's reason where two reviewers differed",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_answer_review_id_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("review_id", "code", name=op.f("uq_answer_review_id_code")),
    )
    op.create_table(
        "decision_decider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_decision_decider_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_decider_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_decision_decider_review_id_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_decider")),
    )
    with op.batch_alter_table("decision_decider", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_decider_decision_id"), ["decision_id"], unique=False
        )

    dialect = op.get_bind().dialect.name
    for table, columns in INSERT_ONLY.items():
        for statement in insert_only_statements(dialect, table, columns):
            op.execute(statement)
    for table, condition in FROZEN.items():
        for statement in freeze_statements(dialect, table, condition):
            op.execute(statement)


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table("decision_decider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_decider_decision_id"))

    op.drop_table("decision_decider")
    op.drop_table("answer")
    op.drop_table("text_equivalence")
    op.drop_table("review")
    op.drop_table("interest_declaration")
    op.drop_table("decision")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_account_state")

    op.drop_table("assignment")
    with op.batch_alter_table("review_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_round_work_item_id"))
        batch_op.drop_index(batch_op.f("ix_review_round_text_version_id"))
        batch_op.drop_index("ix_review_round_state")
        batch_op.drop_index(batch_op.f("ix_review_round_edition_id"))

    op.drop_table("review_round")
    op.drop_table("needs_reference")
    with op.batch_alter_table("needs_attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_attachment_needs_id"))

    op.drop_table("needs_attachment")
    with op.batch_alter_table("homologation_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_homologation_line_work_item_id"))
        batch_op.drop_index(batch_op.f("ix_homologation_line_edition_id"))
        batch_op.drop_index(batch_op.f("ix_homologation_line_act_id"))

    op.drop_table("homologation_line")
    with op.batch_alter_table("forecast_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forecast_opinion_needs_id"))

    op.drop_table("forecast_opinion")
    with op.batch_alter_table("work_item_ics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_item_ics_ics_code"))

    op.drop_table("work_item_ics")
    with op.batch_alter_table("text_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_version_work_item_id"))
        batch_op.drop_index(batch_op.f("ix_text_version_edition_id"))

    op.drop_table("text_version")
    with op.batch_alter_table("stage_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_event_work_item_id"))

    op.drop_table("stage_event")
    with op.batch_alter_table("needs_expression", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_expression_work_item_id"))
        batch_op.drop_index("ix_needs_expression_state")
        batch_op.drop_index(batch_op.f("ix_needs_expression_committee_id"))
        batch_op.drop_index(batch_op.f("ix_needs_expression_author_id"))

    op.drop_table("needs_expression")
    op.drop_table("milestone")
    with op.batch_alter_table("work_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_item_status"))
        batch_op.drop_index(batch_op.f("ix_work_item_stage_code"))
        batch_op.drop_index(batch_op.f("ix_work_item_edition_id"))
        batch_op.drop_index(batch_op.f("ix_work_item_committee_id"))

    op.drop_table("work_item")
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relation_target_edition_id"))
        batch_op.drop_index(batch_op.f("ix_relation_edition_id"))

    op.drop_table("relation")
    with op.batch_alter_table("reference_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_entry_sort_key"))
        batch_op.drop_index(batch_op.f("ix_reference_entry_relevance"))
        batch_op.drop_index(batch_op.f("ix_reference_entry_edition_id"))
        batch_op.drop_index(batch_op.f("ix_reference_entry_body_code"))

    op.drop_table("reference_entry")
    with op.batch_alter_table("gender_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gender_tag_edition_id"))

    op.drop_table("gender_tag")
    with op.batch_alter_table("edition_ics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_ics_ics_code"))

    op.drop_table("edition_ics")
    op.drop_table("journal_payload")
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index("ix_import_row_batch_verdict")

    op.drop_table("import_row")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_standard_id"))
        batch_op.drop_index(batch_op.f("ix_edition_sort_key"))
        batch_op.drop_index(batch_op.f("ix_edition_national"))
        batch_op.drop_index("ix_edition_homologated_on")
        batch_op.drop_index(batch_op.f("ix_edition_committee_id"))

    op.drop_table("edition")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_sheet_id"))

    op.drop_table("reading")
    with op.batch_alter_table("policy_value", schema=None) as batch_op:
        batch_op.drop_index("ix_policy_value_key_from")

    op.drop_table("policy_value")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_account_id"))

    op.drop_table("one_time_link")
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_entry_tag"))
        batch_op.drop_index("ix_journal_entry_subject")
        batch_op.drop_index(batch_op.f("ix_journal_entry_actor_id"))

    op.drop_table("journal_entry")
    op.drop_table("import_batch")
    op.drop_table("homologation_act")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_sha256"))

    op.drop_table("document")
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.drop_index("ix_account_role_committee")
        batch_op.drop_index(batch_op.f("ix_account_role_account_id"))

    op.drop_table("account_role")
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandate_person_id"))
        batch_op.drop_index("ix_mandate_committee_dates")

    op.drop_table("mandate")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_person_id"))

    op.drop_table("account")
    with op.batch_alter_table("standard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standard_body_code"))

    op.drop_table("standard")
    op.drop_table("stage_label")
    op.drop_table("question")
    op.drop_table("plan_line")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_organisation_id"))

    op.drop_table("person")
    with op.batch_alter_table("participation_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_count_committee_id"))

    op.drop_table("participation_count")
    op.drop_table("worker_lease")
    op.drop_table("stage")
    op.drop_table("source_body")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_message_waiting")

    op.drop_table("outbox_message")
    op.drop_table("organisation")
    op.drop_table("lexicon_entry")
    op.drop_table("journal_head")
    op.drop_table("indicator_sheet")
    op.drop_table("ics_prompt")
    with op.batch_alter_table("ics_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ics_code_parent_code"))

    op.drop_table("ics_code")
    op.drop_table("committee")
    op.drop_table("checklist_version")
    op.drop_table("attempt_window")
    op.drop_table("action_plan")
    if op.get_bind().dialect.name == "postgresql":
        for table in INSERT_ONLY:
            op.execute(f"DROP FUNCTION {table}_insert_only()")
        for table in FROZEN:
            op.execute(f"DROP FUNCTION {table}_frozen()")
