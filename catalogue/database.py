"""The declarative base, its column types, and the one session of a request."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from flask_sqlalchemy_lite._extension import _close_async_sessions
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

from catalogue.turns import Turn

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Seconds that a writer waits for another before SQLite gives up: longer than any act of ours.
SQLITE_BUSY_SECONDS = 30

DIALECTS = ("sqlite", "postgresql")

# The lock of PostgreSQL that stands for «somebody is writing», within one database.
WRITER_LOCK = 0x4E6F726D


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Python sees it aware and in UTC; both databases store UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse an instant without a time zone: it would mean two things."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the stored instant its UTC zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PK = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """Every table of both packages; enumerations are stored by value, instants in UTC."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        date: sa.Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        # Checked in Python, not by CHECK: adding a state must not rebuild a table.
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


db = SQLAlchemy(session_options={"autoflush": True, "expire_on_commit": False})


def close_no_async_sessions(app: Flask) -> None:
    """Spare each request the thread in which the library would close sessions we never open."""
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if close is not _close_async_sessions
    ]


def begin_write(session: Session) -> None:
    """Start the transaction as a writer, so that two acts queue instead of failing half-way.

    SQLite cannot turn a reading transaction into a writing one once somebody else has written;
    taking the writer's place at the start makes every act of ours serial. PostgreSQL does the same
    with a lock of its own: two reviews handed in at one moment must not both miss the other, nor
    two acts take the same number. Readers never wait.
    """
    if session.in_transaction():
        session.rollback()
    session.connection(execution_options={"normes_write": True})


def configure_engine(engine: Engine) -> None:
    """Make writers queue, and SQLite durable (WAL, synchronous=FULL), strict on foreign keys."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "begin", _wait_for_writers)
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is emitted below, with the right kind
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_SECONDS * 1000}")
        cursor.close()

    turn = Turn(engine.url.database or "", patience=SQLITE_BUSY_SECONDS)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("normes_write", False):
            connection.exec_driver_sql("BEGIN")
            return
        turn.take(connection.info)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except sa.exc.DBAPIError:
            turn.give_back(connection.info)
            raise

    # As the transaction ends, however it does; a connection merely let go is reset by the pool.
    event.listen(engine, "commit", lambda connection: turn.give_back(connection.info))
    event.listen(engine, "rollback", lambda connection: turn.give_back(connection.info))
    event.listen(engine, "reset", lambda _raw, record, _state: turn.give_back(record.info))


def _wait_for_writers(connection: Connection) -> None:
    if connection.get_execution_options().get("normes_write", False):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITER_LOCK)))


def insert_only(table: sa.Table, *, but: frozenset[str] = frozenset()) -> None:
    """Let rows of a table be added, never changed nor deleted, in the database itself.

    ``but`` names columns that stay writable. Both dialects enforce it by trigger, so that even a
    mistake in our own code or a hand in the database fails loudly (product_rules §3, §8).
    """
    frozen = [column.name for column in table.columns if column.name not in but]
    for dialect in DIALECTS:
        _after_create(table, dialect, insert_only_statements(dialect, table.name, frozen))


def freeze_rows(table: sa.Table, condition: str) -> None:
    """Refuse to change or delete the rows for which ``condition`` (SQL over ``OLD``) holds.

    A submitted review is immutable (product_rules §3); the database says so too.
    """
    for dialect in DIALECTS:
        _after_create(table, dialect, freeze_statements(dialect, table.name, condition))


def insert_only_statements(dialect: str, table: str, frozen: list[str]) -> list[str]:
    """Give the trigger statements of :func:`insert_only`, for a migration to execute."""
    columns = ", ".join(frozen)
    if dialect == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} {refusal}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}",
        ]
    body = f"BEGIN RAISE EXCEPTION '{table} is insert-only'; END"
    each = f"ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_insert_only()"
    return [
        f"CREATE FUNCTION {table}_insert_only() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} {each}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE {each}",
    ]


def freeze_statements(dialect: str, table: str, condition: str) -> list[str]:
    """Give the trigger statements of :func:`freeze_rows`, for a migration to execute."""
    if dialect == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
        return [
            f"CREATE TRIGGER {table}_frozen_{act} BEFORE {act} ON {table} "
            f"WHEN {condition} {refusal}"
            for act in ("update", "delete")
        ]
    body = (
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{table} is frozen'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    each = f"ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
    return [
        f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE {each}",
    ]


def erase_only(table: sa.Table, erasure: str) -> None:
    """Let rows be added, and changed only in the way ``erasure`` (SQL over ``OLD``, ``NEW``) says.

    Personal values may be erased by law; nothing else about them may change (product_rules §8).
    """
    for dialect in DIALECTS:
        _after_create(table, dialect, erase_only_statements(dialect, table.name, erasure))


def erase_only_statements(dialect: str, table: str, erasure: str) -> list[str]:
    """Give the trigger statements of :func:`erase_only`, for a migration to execute."""
    if dialect == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is erase-only'); END"
        unless = f"WHEN NOT coalesce({erasure}, 0)"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless} {refusal}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}",
        ]
    body = (
        f"BEGIN IF TG_OP = 'UPDATE' THEN IF coalesce({erasure}, false) THEN RETURN NEW; END IF; "
        f"END IF; RAISE EXCEPTION '{table} is erase-only'; END"
    )
    each = f"ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_erase_only()"
    return [
        f"CREATE FUNCTION {table}_erase_only() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {table}_erase_only BEFORE UPDATE OR DELETE {each}",
    ]


def _after_create(table: sa.Table, dialect: str, statements: list[str]) -> None:
    def execute(_table: sa.Table, connection: Connection, **_options: Any) -> None:
        if connection.dialect.name == dialect:
            for statement in statements:
                connection.exec_driver_sql(statement)

    event.listen(table, "after_create", execute)
