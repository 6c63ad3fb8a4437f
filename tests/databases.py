"""A seeded database copied for each test: SQLite files, or PostgreSQL databases when asked.

``NORMES_TEST_POSTGRESQL`` gives the server; ``NORMES_TEST_DATABASE=postgresql`` makes the whole
suite run over it.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

SERVER = os.environ.get("NORMES_TEST_POSTGRESQL", "")
ON_POSTGRESQL = os.environ.get("NORMES_TEST_DATABASE") == "postgresql"


class Template(Protocol):
    """Where the seeded database lies, and the place that each test finds as new."""

    url: str
    place: str

    def renew(self) -> None:
        """Put a fresh copy at ``place``; nobody may be connected to it."""

    def drop(self) -> None:
        """Leave nothing behind."""


class SqliteTemplate:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "template.sqlite3"
        self.url = f"sqlite:///{self.path}"
        self.copy = folder / "data" / "normes.sqlite3"
        self.place = f"sqlite:///{self.copy}"

    def renew(self) -> None:
        self.copy.parent.mkdir(mode=0o700, exist_ok=True)
        for suffix in ("-wal", "-shm"):
            Path(f"{self.copy}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.path, self.copy)

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


class PostgresqlTemplate:
    def __init__(self) -> None:
        self.name = f"normes_{uuid.uuid4().hex}"
        self._run(f'CREATE DATABASE "{self.name}"')
        self.url = self._url(self.name)
        self.place = self._url(f"{self.name}_test")

    def renew(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}_test" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{self.name}_test" TEMPLATE "{self.name}"')

    def drop(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}_test" WITH (FORCE)')
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @staticmethod
    def _url(name: str) -> str:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    @staticmethod
    def _run(statement: str) -> None:
        engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextmanager
def new_postgresql_database() -> Iterator[str]:
    """Make an empty database on the server for as long as it is needed; give its address."""
    database = PostgresqlTemplate()
    try:
        yield database.url
    finally:
        database.drop()


def new_template(folder: Path) -> Template:
    """Make an empty database to seed, of the kind this run is over."""
    return PostgresqlTemplate() if ON_POSTGRESQL else SqliteTemplate(folder)
