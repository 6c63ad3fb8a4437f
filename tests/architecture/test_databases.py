"""Between two tests, the copy of the seeded PostgreSQL database is as new, whatever was done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.databases import SERVER, PostgresqlTemplate

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not SERVER, reason="NORMES_TEST_POSTGRESQL names no server"),
]

SEEDED = """
    CREATE TABLE member (id serial PRIMARY KEY, name text NOT NULL);
    INSERT INTO member (name) VALUES ('Awa'), ('Binta');
    CREATE TABLE vote (id serial PRIMARY KEY, member_id int NOT NULL REFERENCES member);
    CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'kept'; END$$;
    CREATE TRIGGER vote_kept BEFORE UPDATE OR DELETE ON vote
    FOR EACH ROW EXECUTE FUNCTION kept();
"""
HELD = """
    SELECT 'member', id, name FROM member UNION ALL SELECT 'vote', id, member_id::text FROM vote
    ORDER BY 1, 2
"""
AS_NEW = [("member", 1, "Awa"), ("member", 2, "Binta")]


def execute(url: str, statements: str) -> list[tuple[object, ...]]:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        done = connection.exec_driver_sql(statements)
        return [tuple(row) for row in done] if done.returns_rows else []


@pytest.fixture(scope="module")
def template() -> Iterator[PostgresqlTemplate]:
    made = PostgresqlTemplate()
    try:
        execute(made.url, SEEDED)
        yield made
    finally:
        made.drop()


@pytest.mark.parametrize(
    "act",
    [
        "INSERT INTO vote (member_id) VALUES (1), (2)",
        "INSERT INTO vote (member_id) SELECT 1 FROM generate_series(1, 2000)",
        "UPDATE member SET name = 'Coumba' WHERE id = 2",
        "DELETE FROM member WHERE id = 1",
        "DELETE FROM member WHERE id = 1; INSERT INTO member VALUES (1, 'Other')",
        "BEGIN; INSERT INTO vote (member_id) VALUES (1); ROLLBACK",
        "TRUNCATE member CASCADE",
        "ALTER TABLE vote DISABLE TRIGGER vote_kept",
        "ALTER TABLE member ADD COLUMN age int",
        "DROP TABLE vote",
        "CREATE SCHEMA other CREATE TABLE thing (id int)",
    ],
)
def test_whatever_a_test_did_the_next_finds_the_database_as_new(
    template: PostgresqlTemplate, act: str
) -> None:
    template.renew()
    execute(template.place, act)
    template.renew()
    assert execute(template.place, HELD) == AS_NEW
    assert execute(template.place, "SELECT count(*) FROM pg_namespace WHERE nspname = 'other'") == [
        (0,)
    ]
    # New rows get the numbers they would get in a new database, and the trigger keeps them.
    execute(template.place, "INSERT INTO member (name) VALUES ('Djénéba')")
    execute(template.place, "INSERT INTO vote (member_id) VALUES (3)")
    assert execute(template.place, HELD) == [*AS_NEW, ("member", 3, "Djénéba"), ("vote", 1, "3")]
    with pytest.raises(sa.exc.DBAPIError, match="kept"):
        execute(template.place, "DELETE FROM vote")


def test_who_is_still_connected_is_put_out_and_their_unfinished_act_undone(
    template: PostgresqlTemplate,
) -> None:
    template.renew()
    engine = sa.create_engine(template.place)
    left_open = engine.connect()
    left_open.exec_driver_sql("UPDATE member SET name = 'Coumba'")
    template.renew()
    with pytest.raises(sa.exc.DBAPIError):
        left_open.exec_driver_sql("SELECT 1")
    left_open.close()
    engine.dispose()
    assert execute(template.place, HELD) == AS_NEW
