"""The search index in PostgreSQL: who may read and write it, and when."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from catalogue.search import documents
from catalogue.search.contract import IndexBusy, IndexDamaged, Query, SearchPage, Suggestion
from catalogue.search.documents import SearchDocument
from catalogue.search.postgres import tables, writing
from catalogue.search.postgres.answers import answer, matching_keys
from catalogue.search.postgres.completion import complete
from catalogue.search.postgres.tables import EVERY, current, document, term

_WRITERS = 0x4E6F7269  # the lock of PostgreSQL that stands for «somebody writes the index»
_BRIEFLY = "2s"
_TRIES = 3  # of a reader who finds the generation gone: another has been shown since
_LOCK_NOT_AVAILABLE = "55P03"
_GONE = frozenset({"3F000", "42P01", "42703", "42704", "42883"})  # a schema, table, column… missing
_BROKEN = frozenset({"XX000", "XX001", "XX002"})  # what PostgreSQL says of files it cannot read
# Known for one transaction only, so that connections may be shared by a pooler.  A search asks for
# few of the documents: without statistics of words that go together, scanning them all looks cheap.
_MANNERS = {"jit": "off", "enable_seqscan": "off", "work_mem": "16MB"}

_Answer = TypeVar("_Answer")
logger = logging.getLogger("normes.search")


class PostgresIndex:
    """The search engine of several machines: one writer at a time, any number of readers.

    ``url`` is the database's own.  ``patience`` is how many seconds a writer waits for another one
    before IndexBusy; ``readers`` how many threads may search at once.
    """

    def __init__(self, url: str, *, patience: float = 30.0, readers: int = 8) -> None:
        self._engine = sa.create_engine(
            url,
            pool_size=readers,
            max_overflow=readers,
            pool_pre_ping=True,
            connect_args={"prepare_threshold": None},  # a plan depends on the words asked for
        )
        self._patience = patience

    def close(self) -> None:
        """Leave the database."""
        self._engine.dispose()

    def prepare(self) -> None:
        """Make what an index needs of the database; raises UnsafeSettings where it cannot be."""
        try:
            with self._writing() as connection:
                tables.lay_foundation(connection)
        except IndexBusy:
            logger.info("another process is writing the index, and so has prepared it")

    def warm(self) -> None:
        """Nothing is kept in memory: the database reads ahead by itself."""

    def search(self, query: Query) -> SearchPage:
        """Answer a query; raises IndexDamaged."""
        return self._read(lambda connection: answer(connection, query))

    def matching_keys(self, query: Query, limit: int) -> frozenset[str] | None:
        """Give the key of every document that answers; None when there are more than ``limit``."""
        return self._read(lambda connection: matching_keys(connection, query, limit))

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what a reader is typing; raises IndexDamaged."""
        return self._read(lambda connection: complete(connection, prefix, limit))

    def document_count(self) -> int:
        """Count the documents that can be found; raises IndexDamaged."""
        counted = sa.select(term.c.users).where(term.c.term == EVERY)
        return self._read(lambda connection: int(connection.scalar(counted) or 0))

    def keys(self) -> frozenset[str]:
        """Give the key of every document; raises IndexDamaged."""
        return self._read(
            lambda connection: frozenset(connection.scalars(sa.select(document.c.key)))
        )

    def fingerprint(self) -> str:
        """Sum up the documents held, as documents.fingerprint does; raises IndexDamaged."""
        digests = sa.select(sa.func.sha256(document.c.stored))
        return self._read(lambda connection: documents.fingerprint_of(connection.scalars(digests)))

    def replace_all(self, documents: Iterable[SearchDocument]) -> None:
        """Build the index anew beside the old one, then switch; raises IndexBusy."""
        with self._writing() as connection:
            self._build(connection, documents)
        self._clear()

    def apply(self, changed: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """Take changed documents in and removed keys out in one transaction.

        Raises IndexBusy, and IndexDamaged when there is nothing sound to change.
        """
        added = {one.key: one for one in changed}
        gone = set(removed) - added.keys()
        if not added and not gone:
            return
        with _damage_told(), self._writing() as connection:
            generation = _shown(connection)
            if generation is None:
                self._build(connection, added.values())
            else:
                writing.change(connection, generation, list(added.values()), gone)

    def _read(self, ask: Callable[[sa.Connection], _Answer]) -> _Answer:
        """Ask of one unchanging state of the index."""
        reading = self._engine.execution_options(isolation_level="REPEATABLE READ")
        for left in reversed(range(_TRIES)):
            try:
                with _damage_told(), reading.connect() as connection:
                    generation = _shown(connection)
                    if generation is not None:
                        return ask(tables.at(connection, generation))
            except IndexDamaged:
                if not left:
                    raise
            else:
                self._begin()
        message = "it is taken away as soon as it is made"
        raise IndexDamaged(message)

    def _begin(self) -> None:
        """Make an empty index where there is none."""
        with self._writing() as connection:
            if _shown(connection) is None:
                self._build(connection, ())

    def _build(self, connection: sa.Connection, documents: Iterable[SearchDocument]) -> None:
        tables.lay_foundation(connection)
        generation = tables.new_generation(connection)
        writing.fill(connection, generation, documents)
        tables.complete(connection, generation)
        tables.show(connection, generation)

    def _clear(self) -> None:
        """Drop the generations left behind, unless a slow reader still needs one: then later."""
        try:
            with self._writing() as connection:
                connection.execute(_setting(lock_timeout=_BRIEFLY))
                for generation in tables.left_behind(connection):
                    with connection.begin_nested():
                        connection.execute(sa.schema.DropSchema(generation, cascade=True))
        except (IndexBusy, OperationalError):
            logger.info("a generation of the index is still being read; it is dropped later")

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Be the only writer, of all processes and machines, until the transaction ends."""
        with self._engine.begin() as connection:
            patience = f"{max(1, round(self._patience * 1000))}ms"
            connection.execute(_setting(lock_timeout=patience))
            try:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS)))
            except OperationalError as error:
                if _code(error) == _LOCK_NOT_AVAILABLE:
                    raise IndexBusy from error
                raise
            connection.execute(_setting(lock_timeout="0"))
            yield connection


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what PostgreSQL says of tables missing or broken into IndexDamaged."""
    try:
        yield
    except DBAPIError as error:
        if _code(error) not in _GONE | _BROKEN:
            raise
        raise IndexDamaged(str(error.orig)) from error


def _shown(connection: sa.Connection) -> str | None:
    """Give the generation readers find; None where no index was ever made.

    Raises IndexDamaged when it was made by another version of the product.
    """
    home = sa.func.to_regclass(f"{tables.HOME}.{current.name}")
    if connection.execute(_setting(**_MANNERS).add_columns(home)).one()[-1] is None:
        return None
    row = connection.execute(sa.select(current.c.generation, current.c.format)).one_or_none()
    if row is None:
        return None
    if row.format != tables.index_format():
        message = f"format {row.format}, where this version reads {tables.index_format()}"
        raise IndexDamaged(message)
    return str(row.generation)


def _setting(**values: str) -> sa.Select[*tuple[Any, ...]]:
    """Set what PostgreSQL does until the transaction ends."""
    is_local = True
    return sa.select(*(sa.func.set_config(name, value, is_local) for name, value in values.items()))


def _code(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
