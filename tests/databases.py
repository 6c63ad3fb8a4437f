"""A seeded database copied for each test: SQLite files, or PostgreSQL databases when asked.

``NORMES_TEST_POSTGRESQL`` gives the server; ``NORMES_TEST_DATABASE=postgresql`` makes the whole
suite run over it.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

SERVER = os.environ.get("NORMES_TEST_POSTGRESQL", "")
ON_POSTGRESQL = os.environ.get("NORMES_TEST_DATABASE") == "postgresql"


class Template(Protocol):
    """Where the seeded database lies, and how a test gets a copy of its own."""

    url: str

    def copy(self, folder: Path) -> str: ...

    def drop(self, url: str) -> None: ...


class SqliteTemplate:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "normes.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def copy(self, folder: Path) -> str:
        target = folder / "normes.sqlite3"
        shutil.copy(self.path, target)
        return f"sqlite:///{target}"

    def drop(self, url: str) -> None:
        del url


class PostgresqlTemplate:
    def __init__(self) -> None:
        self.name = self._create(None)
        self.url = self._url(self.name)

    def copy(self, folder: Path) -> str:
        del folder
        return self._url(self._create(self.name))

    def drop(self, url: str) -> None:
        name = sa.make_url(url).database
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _create(self, template: str | None) -> str:
        name = f"normes_{uuid.uuid4().hex}"
        source = f' TEMPLATE "{template}"' if template else ""
        self._run(f'CREATE DATABASE "{name}"{source}')
        return name

    @staticmethod
    def _url(name: str) -> str:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    @staticmethod
    def _run(statement: str) -> None:
        engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()
