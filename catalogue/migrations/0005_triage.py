"""Normes à examiner: the scores of the last reckoning, and what people set aside."""

from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "0005"
down_revision: Union[str, Sequence[str], None] = "0004"
branch_labels: Union[str, Sequence[str], None] = ()
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "triage_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "fingerprint",
            sa.String(length=64),
            nullable=False,
            comment="Of all the scores depend on; stale if it differs",
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("records_read", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_run")),
    )
    op.create_table(
        "triage_candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("iso", "norme", name="source", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "source_id",
            sa.Integer(),
            nullable=False,
            comment="ISO’s number of it, or the edition’s id",
        ),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reference_key", sa.String(length=200), nullable=False),
        sa.Column(
            "identifier_key",
            sa.String(length=200),
            nullable=False,
            comment="Of the reference without its year: the same for later editions",
        ),
        sa.Column(
            "series_key",
            sa.String(length=200),
            nullable=False,
            comment="The same for all its parts",
        ),
        sa.Column(
            "sort_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("committee", sa.String(length=160), nullable=True),
        sa.Column("ics", sa.JSON(), nullable=False),
        sa.Column("stage_code", sa.String(length=5), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column(
            "reasons", sa.JSON(), nullable=False, comment="kind, points and facts of each reason"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["triage_run.id"], name=op.f("fk_triage_candidate_run_id_triage_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_candidate")),
        sa.UniqueConstraint(
            "run_id",
            "source",
            "source_id",
            name=op.f("uq_triage_candidate_run_id_source_source_id"),
        ),
    )
    with op.batch_alter_table("triage_candidate", schema=None) as batch_op:
        batch_op.create_index("ix_triage_candidate_run_id_score", ["run_id", "score"], unique=False)

    op.create_table(
        "triage_dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identifier_key", sa.String(length=200), nullable=False),
        sa.Column(
            "reference",
            sa.String(length=200),
            nullable=False,
            comment="The edition that was looked at",
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"],
            ["account.id"],
            name=op.f("fk_triage_dismissal_dismissed_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"],
            ["account.id"],
            name=op.f("fk_triage_dismissal_taken_back_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_dismissal")),
    )
    with op.batch_alter_table("triage_dismissal", schema=None) as batch_op:
        batch_op.create_index(
            "uq_triage_dismissal_standing",
            ["identifier_key"],
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table("triage_dismissal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_triage_dismissal_standing",
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )

    op.drop_table("triage_dismissal")
    with op.batch_alter_table("triage_candidate", schema=None) as batch_op:
        batch_op.drop_index("ix_triage_candidate_run_id_score")

    op.drop_table("triage_candidate")
    op.drop_table("triage_run")
