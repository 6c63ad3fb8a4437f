"""The tables of the index in PostgreSQL: their making, and the row that names the present ones."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.exc import DBAPIError

from catalogue.config import UnsafeSettings
from catalogue.records import designation, issuers
from catalogue.search import analysis, documents, filing, inflection, question, spelling, words

HOME = "normes_search"  # the schema of what outlives a generation
_PREFIX = "normes_search_"  # of the schemas of generations
_ANY = "generation"  # stands for the schema of one of them
_LAYOUT = "1"  # of the tables below
_DECIDING = (
    *(designation, issuers, analysis, documents, filing, inflection, question, spelling, words),
)

_metadata = sa.MetaData(schema=_ANY)
_Ordered = sa.Text(collation="C")  # ordered as Python orders text, whatever the database's language


def _inverted(
    name: str, column: sa.Column[Any], operators: Mapping[str, str] | None = None
) -> sa.Index:
    """Index what a column is made of, each change at once rather than in batches later."""
    return sa.Index(
        name,
        column,
        postgresql_using="gin",
        postgresql_ops=operators or {},
        postgresql_with={"fastupdate": "off"},
    )


document = sa.Table(
    "document",
    _metadata,
    sa.Column("key", _Ordered, primary_key=True),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("title_length", sa.Integer, nullable=False),
    sa.Column("facets", ARRAY(sa.Integer), nullable=False),  # numbers of headings
    sa.Column("title_fr", sa.Text, nullable=False),
    sa.Column("title_en", sa.Text, nullable=False),
    sa.Column("sort_key", _Ordered, nullable=False),
    sa.Column("date", _Ordered, nullable=False),
    sa.Column("written_fr", sa.Text, nullable=False),
    sa.Column("written_en", sa.Text, nullable=False),
    sa.Column("terms", TSVECTOR, nullable=False),
    sa.Column("stored", sa.LargeBinary, nullable=False),
    sa.Column(
        "family",
        TSVECTOR,
        sa.Computed(
            f"to_tsvector('{HOME}.french', written_fr) || "
            f"to_tsvector('{HOME}.english', written_en)",
            persisted=True,
        ),
    ),
)
heading = sa.Table(
    "heading",
    _metadata,
    sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("label", _Ordered, unique=True, nullable=False),  # «body=ISO»
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("in_force", sa.Integer, nullable=False),  # of them, those not withdrawn
)
word = sa.Table(
    "word",
    _metadata,
    sa.Column("written", _Ordered, primary_key=True),
    sa.Column("folded", _Ordered, nullable=False),
    sa.Column("uses", sa.Integer, nullable=False),
)
EVERY = "="  # stands among the terms for every document, where no term is like it
term = sa.Table(
    "term",
    _metadata,
    sa.Column("term", _Ordered, primary_key=True),
    sa.Column("users", sa.Integer, nullable=False),
)
_indexes = (
    _inverted("ix_document_terms", document.c.terms),
    _inverted("ix_document_family", document.c.family),
    _inverted("ix_document_facets", document.c.facets),
    sa.Index("ix_document_sort_key", document.c.sort_key, document.c.key),
    sa.Index("ix_word_folded", word.c.folded),
    _inverted("ix_word_trigrams", word.c.folded, {"folded": "gin_trgm_ops"}),
)

current = sa.Table(
    "current",
    sa.MetaData(schema=HOME),
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("generation", sa.Text, nullable=False),
    sa.Column("format", sa.Text, nullable=False),
    sa.CheckConstraint("one"),
)

_REFUSAL = (
    "SEARCH_ENGINE=postgresql : cette base ne peut pas tenir l’index de recherche. Demandez à la "
    "personne qui l’administre d’y exécuter CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; "
    "et GRANT CREATE ON DATABASE pour le compte du produit ; ou retirez SEARCH_ENGINE. "
    "PostgreSQL répond : {reason}"
)
_CONFIGURATION = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
                 WHERE n.nspname = '{home}' AND c.cfgname = '{language}') THEN
    CREATE TEXT SEARCH CONFIGURATION {home}.{language} (COPY = pg_catalog.{language});
    ALTER TEXT SEARCH CONFIGURATION {home}.{language}
      ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {language}_stem;
  END IF;
END $$
"""


def at(connection: sa.Connection, generation: str) -> sa.Connection:
    """Make the tables mean those of a generation, for this use of the connection."""
    return connection.execution_options(schema_translate_map={_ANY: generation})


def lay_foundation(connection: sa.Connection) -> None:
    """Make what outlives generations, where it is not there yet: extensions, home, languages.

    Raises UnsafeSettings, which says what to ask of whoever keeps the database.
    """
    try:
        for extension in ("unaccent", "pg_trgm"):
            connection.exec_driver_sql(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        connection.exec_driver_sql("SELECT unaccent('é'), similarity('é', 'e')")
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {HOME}")
        for language in ("french", "english"):
            connection.exec_driver_sql(_CONFIGURATION.format(home=HOME, language=language))
        current.create(connection, checkfirst=True)
    except DBAPIError as error:
        raise UnsafeSettings(_REFUSAL.format(reason=error.orig)) from error


def new_generation(connection: sa.Connection) -> str:
    """Make the empty tables of a new generation, without their indexes; give its name."""
    generation = f"{_PREFIX}{secrets.token_hex(8)}"
    connection.execute(sa.schema.CreateSchema(generation))
    for table in _metadata.sorted_tables:
        at(connection, generation).execute(sa.schema.CreateTable(table))
    return generation


def complete(connection: sa.Connection, generation: str) -> None:
    """Index the filled tables, which is quicker than to fill indexed ones, and weigh them."""
    connection = at(connection, generation)
    for index in _indexes:
        connection.execute(sa.schema.CreateIndex(index))
    for table in _metadata.sorted_tables:
        connection.exec_driver_sql(f"ANALYZE {generation}.{table.name}")


def show(connection: sa.Connection, generation: str) -> None:
    """Name the generation that readers find, once this transaction is committed."""
    connection.execute(sa.delete(current))
    connection.execute(sa.insert(current).values(generation=generation, format=index_format()))


def left_behind(connection: sa.Connection) -> list[str]:
    """Give the generations that are not shown."""
    schema = sa.column("nspname", sa.Text)
    shown = sa.select(current.c.generation)
    return list(
        connection.scalars(
            sa.select(schema)
            .select_from(sa.table("pg_namespace", schema="pg_catalog"))
            .where(schema.startswith(_PREFIX, autoescape=True), schema.not_in(shown))
        )
    )


@cache
def index_format() -> str:
    """Name how documents are filed here; an index filed otherwise is to be built anew.

    It follows the code that decides, so that no one has to remember to change it.
    """
    found = hashlib.sha256(_LAYOUT.encode())
    for module in _DECIDING:
        found.update(Path(str(module.__file__)).read_bytes())
    return found.hexdigest()[:16]
