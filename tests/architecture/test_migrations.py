"""Migrations make the tables that the models describe, up and down."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from catalogue.application import alembic
from catalogue.database import Base, db
from review.needs.models import NeedsExpression
from tests.conftest import make_app
from tests.databases import new_template

_LISTS = ("aspects", "ics", "differences", "other_groups", "sdgs", "asked_fields")


def test_up_and_down(tmp_path):
    template = new_template(tmp_path)
    app = make_app(tmp_path, template.url)
    with app.app_context():
        alembic.upgrade()
        assert alembic.compare_metadata() == []
        made = _triggers(db.engine)
        assert made, "the insert-only tables carry their triggers"
        alembic.downgrade("base")
        left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == set()
        Base.metadata.create_all(db.engine)
        assert _triggers(db.engine) == made
        db.engine.dispose()
    template.drop()


def test_the_first_filing_is_found_again_in_the_journal(tmp_path):
    """A fiche filed twice before the second migration had lost the day of its first filing."""
    template = new_template(tmp_path)
    app = make_app(tmp_path, template.url)
    first, last = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    with app.app_context():
        alembic.upgrade("0001")
        tables = sa.MetaData()
        tables.reflect(db.engine, only=("account", "needs_expression", "journal_entry"))
        account, needs = tables.tables["account"], tables.tables["needs_expression"]
        entry = tables.tables["journal_entry"]
        with db.engine.begin() as connection:
            connection.execute(
                account.insert().values(
                    id=1,
                    username="chair",
                    name="Présidence",
                    active=True,
                    fs_uniquifier="x",
                    created_at=first,
                    version=1,
                )
            )
            lists = {name: [] for name in _LISTS} | {"benefits": {}, "target_dates": {}}
            for number in (1, 2):
                connection.execute(
                    needs.insert().values(
                        id=number,
                        state="submitted",
                        author_id=1,
                        created_at=first,
                        updated_at=last,
                        submitted_at=last,
                        version=1,
                        **lists,
                    )
                )
            filings = [(1, "1", first), (2, "1", last), (3, "2", last)]
            for seq, subject, at in filings:
                connection.execute(
                    entry.insert().values(
                        seq=seq,
                        at=at,
                        tag="needs:submitted",
                        subject_type="needs_expression",
                        subject_id=subject,
                        payload_digest="",
                        previous_hash="",
                        hash=str(seq),
                    )
                )
        alembic.upgrade()
        found = db.session.execute(
            sa.select(NeedsExpression.submitted_at, NeedsExpression.refiled_at).order_by(
                NeedsExpression.id
            )
        ).all()
        assert [tuple(row) for row in found] == [(first, last), (last, None)]
        db.session.close()
        db.engine.dispose()
    template.drop()


def _triggers(engine: sa.Engine) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return set(connection.exec_driver_sql(query).scalars())


def test_there_is_one_last_migration(app):
    with app.app_context():
        assert len(alembic.heads()) == 1


def test_a_committee_that_others_name_keeps_its_mirrors(tmp_path):
    """An installation with people in its committees is brought up to date like an empty one."""
    template = new_template(tmp_path)
    app = make_app(tmp_path, template.url)
    with app.app_context():
        alembic.upgrade("0028")
        tables = sa.MetaData()
        tables.reflect(db.engine, only=("committee",))
        committee = tables.tables["committee"]
        facts = {"code": "CTN1", "title_fr": "Céréales", "kind": "ctn", "active": True}
        wanted = {
            one.name: facts.get(one.name, 1)
            for one in committee.c
            if not one.nullable and one.server_default is None
        }
        with db.engine.begin() as connection:
            connection.execute(
                committee.insert().values(wanted | {"id": 1, "mirrors": "ISO/TC 34"})
            )
            parent = {**wanted, "id": 2, "code": "CTN1/GT1", "parent_id": 1}
            connection.execute(
                committee.insert().values({k: v for k, v in parent.items() if k in committee.c})
            )
        alembic.upgrade()
        with db.engine.begin() as connection:
            kept = connection.execute(
                sa.text("SELECT committee_id, reference FROM committee_mirror")
            ).all()
        assert [tuple(one) for one in kept] == [(1, "ISO/TC 34")]
        db.engine.dispose()
    template.drop()
