"""One seeded database copied for each test, a client that signs in, a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
import sqlalchemy as sa
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from catalogue import seeding as catalogue_seeding
from catalogue.accounts.models import Account
from catalogue.app import create_app
from catalogue.config import Settings, from_environment
from catalogue.database import Base, begin_write, db
from review import seeding as review_seeding
from tests.databases import ON_POSTGRESQL, Template, new_template

# How long one example takes says more of the machine that day than of the code.
hypothesis_settings.register_profile("any machine", deadline=None)
hypothesis_settings.load_profile("any machine")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """The time as a test sets it; it stands still otherwise."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **parts: float) -> datetime:
        self.at += timedelta(**parts)
        return self.at


def make_app(data_dir: Path, database_url: str) -> Flask:
    settings = from_environment(
        {"DATA_DIR": str(data_dir), "DATABASE_URL": database_url, "SECRET_KEY": "t" * 48}
    )
    return create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Over PostgreSQL, run what asks the database something that no other test asks it.

    Rules, services and queries, migrations, the stories from end to end and the walk of every page
    are run on both databases. The tests of one page through the client send the same statements
    again: they are run over SQLite only, and so is what touches no database.

    What takes long begins first, in each half of the list (a worker is given a half to begin with):
    whichever ends early takes over what is short.
    """
    long = [one for one in items if one.get_closest_marker("long")]
    short = [one for one in items if not one.get_closest_marker("long")]
    half = len(short) // 2
    items[:] = [*long[::2], *short[:half], *long[1::2], *short[half:]]
    if not ON_POSTGRESQL:
        return
    kept = {id(one) for one in items if _asks_the_database(one)}
    config.hook.pytest_deselected(items=[one for one in items if id(one) not in kept])
    items[:] = [one for one in items if id(one) in kept]


def _asks_the_database(test: pytest.Item) -> bool:
    fixtures = getattr(test, "fixturenames", ())
    if "test_migrations" in test.nodeid or "test_every_page" in test.nodeid:
        return True
    return "app" in fixtures and ("client" not in fixtures or "stories" in test.nodeid)


@pytest.fixture(scope="session")
def seeded_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """Create the tables and load the shipped lists once; each test works on a fresh copy."""
    folder = tmp_path_factory.mktemp("seeded")
    template = new_template(folder)
    app = make_app(folder, template.url)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        begin_write(db.session)
        catalogue_seeding.load(db.session, at=NOW)
        review_seeding.load(db.session, at=NOW)
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    yield template
    template.drop()


@pytest.fixture(scope="session")
def served_app(seeded_database: Template, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for all tests: building it and compiling its pages costs more than most."""
    folder = tmp_path_factory.mktemp("served")
    seeded_database.renew()
    return make_app(folder, seeded_database.place)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(
    served_app: Flask, seeded_database: Template, tmp_path: Path, clock: Clock
) -> Iterator[Flask]:
    """The application as new: its own data folder, a fresh database, settings as at the start."""
    app = served_app
    config, extensions = dict(app.config), dict(app.extensions)
    with app.app_context():
        db.engine.dispose()
    seeded_database.renew()
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o700)
    app.extensions["settings"] = replace(config_of(app), data_dir=data_dir)
    app.extensions["clock"] = clock
    yield app
    with app.app_context():
        db.engine.dispose()
    app.config.clear()
    app.config.update(config)
    app.extensions.clear()
    app.extensions.update(extensions)


def config_of(app: Flask) -> Settings:
    settings: Settings = app.extensions["settings"]
    return settings


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A writing session of the test's own, in an application context."""
    with app.app_context():
        begin_write(db.session)
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[Account], FlaskClient]:
    """Sign an account in on the test client, without the form."""

    def enter(account: Account) -> FlaskClient:
        if has_app_context():
            # A test that holds an application context would otherwise keep its first person.
            g.pop("_login_user", None)
        with client.session_transaction() as held:
            held["_user_id"] = account.fs_uniquifier
            held["_fresh"] = True
        return client

    return enter


class QueryCounter:
    """Counts the statements a page sends to the database."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.statements: list[str] = []

    def __enter__(self) -> Self:
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        sa.event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _c: object, _cu: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            self.statements.append(statement)

    @property
    def count(self) -> int:
        return len(self.statements)


@pytest.fixture
def count_queries(app: Flask) -> QueryCounter:
    with app.app_context():
        return QueryCounter(db.engine)
