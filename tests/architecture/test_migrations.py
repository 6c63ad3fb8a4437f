"""Migrations make the tables that the models describe, up and down."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.app import alembic
from catalogue.database import Base, db
from tests.conftest import make_app
from tests.databases import new_template


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


def _triggers(engine: sa.Engine) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return set(connection.exec_driver_sql(query).scalars())
