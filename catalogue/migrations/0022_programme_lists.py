"""What the programme is listed, counted and put in order by; views kept; acts on many items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from catalogue.folding import fold

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_STATUS_TAGS = (
    "programme:suspended",
    "programme:resumed",
    "programme:awaiting_council",
    "programme:abandoned",
)
_COUNTED = [
    *("status", "exercise", "committee_id", "stage_group", "nature", "kind", "forecast"),
    *("awaited_on", "correspondence", "base_key"),
]
_INDEXED = ("title_key", "exercise", "status_since", "stage_on", "awaited_on", "registered_on")


def upgrade() -> None:
    """Add the columns, work them out for what is recorded, and lay the tables."""
    with op.batch_alter_table("work_item") as batch_op:
        for column in _columns():
            batch_op.add_column(column)
    with op.batch_alter_table("homologation_line") as batch_op:
        batch_op.add_column(sa.Column("previous_status_since", sa.Date(), nullable=True))
    _fill()
    with op.batch_alter_table("work_item") as batch_op:
        for name in _INDEXED:
            batch_op.create_index(op.f(f"ix_work_item_{name}"), [name])
        batch_op.create_index("ix_work_item_counted", _COUNTED)
        batch_op.create_index("ix_work_item_board", ["stage_group", "awaited_on"])
    _lay_tables()


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column(
            "title_key",
            sa.String(length=200),
            nullable=False,
            server_default=sa.text("''"),
            comment="French title, folded, to put titles in order; kept by the mapper",
        ),
        sa.Column(
            "exercise",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="Programme year the item is carried in; that of registration at first",
        ),
        sa.Column(
            "adoption_method",
            sa.String(length=40),
            nullable=True,
            comment="How the base standard is taken over (ISO/IEC Guide 21-1)",
        ),
        sa.Column(
            "status_since",
            sa.Date(),
            nullable=True,
            comment="Day the status was taken; nothing when it is not known",
        ),
        sa.Column(
            "stage_group",
            sa.String(length=2),
            nullable=False,
            server_default=sa.text("''"),
            comment="Main stage, the code's two first digits; kept by the mapper",
        ),
        sa.Column(
            "awaited_on",
            sa.Date(),
            nullable=True,
            comment="Earliest planned day of a stage not reached (history.awaited); "
            "kept at each flush",
        ),
    ]


def _fill() -> None:
    connection = op.get_bind()
    item = sa.table(
        "work_item",
        *(sa.column(name) for name in ("id", "title_fr", "title_key", "status", "stage_code")),
        *(sa.column(name) for name in ("stage_group", "exercise")),
        *(
            sa.column(name, sa.Date)
            for name in ("status_since", "stage_on", "registered_on", "awaited_on")
        ),
    )
    milestone = sa.table(
        "milestone",
        *(sa.column(name) for name in ("work_item_id", "code")),
        sa.column("planned_on", sa.Date),
    )
    stage = sa.func.substr(item.c.stage_code, 1, 2)
    again = sa.func.substr(item.c.stage_code, 4, 2).in_(("92", "93"))
    bound = sa.case((again, stage + ".00"), else_=item.c.stage_code)
    awaited = (
        sa.select(sa.func.min(milestone.c.planned_on))
        .where(milestone.c.work_item_id == item.c.id, milestone.c.code > bound)
        .scalar_subquery()
    )
    connection.execute(
        sa.update(item).values(
            stage_group=stage,
            exercise=sa.cast(sa.extract("year", item.c.registered_on), sa.Integer),
            awaited_on=awaited,
            status_since=sa.case(
                (item.c.status == "active", item.c.registered_on),
                (item.c.status.in_(("homologated", "abandoned")), item.c.stage_on),
                else_=None,
            ),
        )
    )
    for row in connection.execute(sa.select(item.c.id, item.c.title_fr)).all():
        connection.execute(
            sa.update(item).where(item.c.id == row.id).values(title_key=fold(row.title_fr)[:200])
        )
    _read_status_days(connection, item)


def _read_status_days(connection: sa.Connection, item: sa.TableClause) -> None:
    """Take the day of the latest act on a status from the journal, where it is the status's."""
    entry = sa.table(
        "journal_entry",
        *(sa.column(name) for name in ("seq", "tag", "subject_type", "subject_id")),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    rows = connection.execute(
        sa.select(entry.c.subject_id, entry.c.tag, entry.c.at)
        .where(entry.c.subject_type == "work_item", entry.c.tag.in_(_STATUS_TAGS))
        .order_by(entry.c.seq)
    )
    became = {
        "programme:suspended": "suspended",
        "programme:resumed": "active",
        "programme:awaiting_council": "awaiting_council",
        "programme:abandoned": "abandoned",
    }
    last = {int(row.subject_id): (became[row.tag], row.at) for row in rows}
    for item_id, (status, at) in last.items():
        connection.execute(
            sa.update(item)
            .where(item.c.id == item_id, item.c.status == status)
            .values(status_since=at.date())
        )


def _lay_tables() -> None:
    op.create_table(
        "programme_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "asked",
            sa.JSON(),
            nullable=False,
            comment="Names and values as in the list's address: {«comite»: [«CTN1»]}",
        ),
        sa.Column(
            "shared", sa.Boolean(), nullable=False, comment="Shown to everybody who signs in"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_programme_view_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_programme_view_account_id_name")),
    )
    op.create_table(
        "bulk_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "lines",
            sa.JSON(),
            nullable=False,
            comment="item_id, number, effect, and why it was refused if it was",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_bulk_act_made_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_act")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("bulk_act")
    op.drop_table("programme_view")
    with op.batch_alter_table("homologation_line") as batch_op:
        batch_op.drop_column("previous_status_since")
    with op.batch_alter_table("work_item") as batch_op:
        batch_op.drop_index("ix_work_item_board")
        batch_op.drop_index("ix_work_item_counted")
        for name in _INDEXED:
            batch_op.drop_index(op.f(f"ix_work_item_{name}"))
        for column in _columns():
            batch_op.drop_column(column.name)
