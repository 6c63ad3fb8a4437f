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
from typing import Any, Protocol

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
    """A seeded database, and one copy that is put right before each test: copying is slow."""

    def __init__(self) -> None:
        self.name = f"normes_{uuid.uuid4().hex}"
        self._run(f'CREATE DATABASE "{self.name}"')
        self.url = self._url(self.name)
        self.place = self._url(f"{self.name}_test")
        self._copy: PostgresqlCopy | None = None

    def renew(self) -> None:
        if self._copy is not None and self._copy.put_right():
            return
        self._drop_copy()
        self._run(f'CREATE DATABASE "{self.name}_test" TEMPLATE "{self.name}"')
        self._copy = PostgresqlCopy(self.place)

    def drop(self) -> None:
        self._drop_copy()
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _drop_copy(self) -> None:
        if self._copy is not None:
            self._copy.close()
            self._copy = None
        self._run(f'DROP DATABASE IF EXISTS "{self.name}_test" WITH (FORCE)')

    @staticmethod
    def _url(name: str) -> str:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    @staticmethod
    def _run(statement: str) -> None:
        engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


class PostgresqlCopy:
    """A copy of the seeded database that knows what it held when it was new.

    Each row carries the transaction that wrote it (``xmin``): a table has changed where it holds a
    row younger than the last putting right, or another number of rows. The same holds for the
    server's own tables, which say what is defined: tables, columns, triggers, functions…
    """

    # Dead rows that one test may leave in one table before they are cleared away.
    DEAD_ROWS = 500

    def __init__(self, url: str) -> None:
        opened = sa.create_engine(url, poolclass=sa.NullPool).raw_connection()
        self._connection: Any = opened.driver_connection
        opened.detach()
        self._connection.autocommit = True
        # What is defined, without the statistics that the server notes by itself.
        self._catalogue = self._counting("pg_catalog", but="^pg_statistic")
        self._tables = self._counting("public", but="^$")
        self._since = self._now()
        self._counts = {
            name: count
            for name, count, _ in (*self._state(self._catalogue), *self._state(self._tables))
        }
        self._sequences = self._positions()
        self._seeded = {
            name: self._read(name) for name, count, _ in self._state(self._tables) if count
        }

    def put_right(self) -> bool:
        """Give every table and sequence back what it held; say ``False`` if more has changed."""
        self._rows(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if self._changed(self._catalogue):
            return False
        swollen = []
        with self._connection.transaction():
            # Neither the triggers that keep rows nor the foreign keys hold for a replica.
            self._rows("SET LOCAL session_replication_role = replica")
            for name in self._changed(self._tables):
                if self._empty(name) > self.DEAD_ROWS:
                    swollen.append(name)
                if name in self._seeded:
                    with self._connection.cursor().copy(f"COPY {name} FROM STDIN") as rows:
                        rows.write(self._seeded[name])
            for name, last in self._positions().items():
                first = self._sequences[name]
                if last != first:
                    self._rows("SELECT setval(%s, %s, %s)", name, first or 1, first is not None)
            self._since = self._now()
        if swollen:
            self._rows(f"VACUUM {', '.join(swollen)}")
        return True

    def close(self) -> None:
        self._connection.close()

    def _counting(self, schema: str, *, but: str) -> str:
        ((statement,),) = self._rows(
            "SELECT string_agg(format('SELECT %%L, count(*),"
            " count(*) FILTER (WHERE age(xmin) < age(%%%%(since)s::xid)) FROM %%1$s',"
            " oid::regclass), ' UNION ALL ')"
            " FROM pg_class WHERE relkind = 'r' AND NOT relisshared"
            " AND relnamespace = %s::regnamespace AND relname !~ %s",
            schema,
            but,
        )
        return str(statement)

    def _state(self, counting: str) -> list[tuple[str, int, int]]:
        """Give each table's number of rows, and of those younger than the last putting right."""
        cursor = self._connection.execute(counting, {"since": self._since}, prepare=True)
        found: list[tuple[str, int, int]] = cursor.fetchall()
        return found

    def _changed(self, counting: str) -> list[str]:
        return [
            name
            for name, count, young in self._state(counting)
            if young or count != self._counts[name]
        ]

    def _now(self) -> str:
        """Give the number of this transaction: later ones are younger."""
        ((number,),) = self._rows("SELECT pg_current_xact_id()::xid::text")
        return str(number)

    def _positions(self) -> dict[str, int | None]:
        return dict(
            self._rows(
                "SELECT format('%%I.%%I', schemaname, sequencename), last_value FROM pg_sequences"
            )
        )

    def _empty(self, name: str) -> int:
        ((statement,),) = self._rows("SELECT format('DELETE FROM %%s', %s::regclass)", name)
        return int(self._connection.execute(statement).rowcount)

    def _read(self, name: str) -> bytes:
        with self._connection.cursor().copy(f"COPY {name} TO STDOUT") as rows:
            return b"".join(rows)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        cursor = self._connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


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
