"""The index in PostgreSQL survives changes, damage, crowds and kills, on several machines."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalogue.config import UnsafeSettings
from catalogue.search.contract import IndexBusy, IndexDamaged, Matched, Query
from catalogue.search.documents import FacetName, Kind, SearchDocument, fingerprint, to_bytes
from catalogue.search.postgres import tables
from catalogue.search.postgres.index import PostgresIndex
from tests.databases import SERVER, new_postgresql_database
from tests.requirements import missing

pytestmark = pytest.mark.postgresql
SURROGATE = "\ud800"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not SERVER:
        missing("postgresql", "NORMES_TEST_POSTGRESQL names no server")
    with new_postgresql_database() as url:
        yield url


@pytest.fixture
def empty(address: str) -> Iterator[PostgresIndex]:
    """An index of a database that never had one."""
    execute(address, f"DROP SCHEMA IF EXISTS {tables.HOME} CASCADE")
    for name in generations(address):
        execute(address, f"DROP SCHEMA {name} CASCADE")
    with closing(PostgresIndex(address)) as index:
        yield index


@pytest.fixture
def filled(empty: PostgresIndex, library: list[SearchDocument]) -> PostgresIndex:
    empty.replace_all(library)
    return empty


@pytest.fixture
def other(address: str) -> Iterator[PostgresIndex]:
    """The same index as another machine has it, in no mood to wait."""
    with closing(PostgresIndex(address, patience=0.05)) as index:
        yield index


def execute(address: str, statement: str, within: str = "public") -> list[str]:
    """Run a statement over the tables of a schema."""
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f"SET search_path = {within}"))
        result = connection.execute(sa.text(statement))
        return [str(row[0]) for row in result] if result.returns_rows else []


def generations(address: str) -> list[str]:
    return execute(
        address, r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'normes\_search\__%'"
    )


def found(index: PostgresIndex, typed: str) -> list[str]:
    return [hit.document.key for hit in index.search(Query(typed, page_size=1000)).hits]


def test_a_new_index_is_empty_and_answers(empty: PostgresIndex):
    assert empty.document_count() == 0
    assert empty.keys() == frozenset()
    assert empty.search(Query("sécurité")).total == 0
    assert empty.search(Query()).total == 0
    assert empty.suggest("sécu") == ()
    assert empty.fingerprint() == fingerprint([])


def test_the_first_changes_make_an_index(empty: PostgresIndex, library: list[SearchDocument]):
    empty.apply(library, ["edition:unknown"])
    assert empty.document_count() == len(library)
    empty.apply([], [])
    empty.apply([], [one.key for one in library])
    assert empty.document_count() == 0
    assert empty.suggest("sécu") == ()


def test_changes_are_seen_at_once_by_every_machine(
    filled: PostgresIndex, other: PostgresIndex, library: list[SearchDocument]
):
    changed = replace(library[0], title_fr="Moulins à mil", marker="2")
    new = replace(library[1], key="edition:99", title_fr="Séchoirs à mangues", body="AMANORM")
    filled.apply([changed, new], [library[3].key, "edition:unknown"])
    expected = {one.key: one for one in library} | {changed.key: changed, new.key: new}
    del expected[library[3].key]
    assert other.keys() == set(expected)
    assert other.document_count() == len(expected)
    assert other.fingerprint() == fingerprint(map(to_bytes, expected.values()))
    assert found(other, "moulin mil") == [changed.key]
    assert library[0].key not in found(other, "postes de travail")
    page = other.search(Query(filters={FacetName.MARKER: ["2"]}))
    assert [hit.document for hit in page.hits] == [changed]
    assert other.search(Query("mongues")).did_you_mean == "mangues"


def test_changes_leave_the_same_index_as_building_it(
    filled: PostgresIndex, address: str, library: list[SearchDocument]
):
    for turn in range(6):
        filled.apply([replace(library[turn], title_fr=f"Tour {turn} des moulins")], [])
    filled.apply([replace(library[5], year=1901), library[4]], [library[7].key])
    changed = {one.key: one for one in library}
    changed |= {
        library[turn].key: replace(library[turn], title_fr=f"Tour {turn} des moulins")
        for turn in range(4)
    }
    changed |= {library[4].key: library[4], library[5].key: replace(library[5], year=1901)}
    del changed[library[7].key]
    held = everything(filled, address)
    filled.replace_all(changed.values())
    assert held == everything(filled, address)


def everything(index: PostgresIndex, address: str) -> list[object]:
    """All that an index answers, and all that it counts."""
    (generation,) = execute(address, "SELECT generation FROM current", tables.HOME)
    queries = (Query(), Query("moulins"), Query("sécurité des machnes"), Query("exigences"))
    counts = (
        "SELECT term FROM term WHERE users > 0 ORDER BY 1",
        "SELECT word FROM word WHERE uses > 0 ORDER BY 1",
        "SELECT (label, documents, in_force) FROM heading WHERE documents > 0 ORDER BY 1",
    )
    return [
        *(replace(index.search(query), duration=0) for query in queries),
        *(index.suggest(typed) for typed in ("mou", "sécu", "ISO 9")),
        *(execute(address, statement, generation) for statement in counts),
        index.fingerprint(),
    ]


def test_the_last_of_two_writings_of_a_key_stands(
    filled: PostgresIndex, library: list[SearchDocument]
):
    both = [replace(library[0], year=1901), replace(library[0], year=1902)]
    filled.apply(both, [])
    assert [hit.document.year for hit in filled.search(Query("postes de travail")).hits] == [1902]
    filled.replace_all([*library, *both])
    assert filled.document_count() == len(library)
    assert [hit.document.year for hit in filled.search(Query("postes de travail")).hits] == [1902]


def test_readers_keep_an_index_while_it_is_rebuilt_and_one_writer_writes(
    filled: PostgresIndex, other: PostgresIndex, address: str, library: list[SearchDocument]
):
    seen = []

    def slowly() -> Iterator[SearchDocument]:
        for document in library[:5]:
            seen.append(other.document_count())
            with pytest.raises(IndexBusy):
                other.apply(library[:1], [])
            yield document

    filled.replace_all(slowly())
    assert seen == [len(library)] * 5
    assert other.document_count() == 5
    assert len(generations(address)) == 1


def test_a_rebuild_that_fails_or_is_killed_leaves_the_old_index(
    filled: PostgresIndex, address: str, library: list[SearchDocument]
):
    def broken() -> Iterator[SearchDocument]:
        yield library[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        filled.replace_all(broken())
    script = (
        "import os, sys\n"
        "from catalogue.search.documents import Kind, RecordStatus, SearchDocument\n"
        "from catalogue.search.postgres.index import PostgresIndex\n"
        "def documents():\n"
        "    yield SearchDocument('edition:1', Kind.STANDARD, RecordStatus.PUBLISHED)\n"
        "    os._exit(9)\n"
        "PostgresIndex(sys.argv[1]).replace_all(documents())\n"
    )
    root = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", script, address], cwd=root, check=False)
    assert killed.returncode == 9
    assert filled.document_count() == len(library)
    filled.apply([], [library[0].key])  # the lock went with the process
    filled.replace_all(library)
    assert len(generations(address)) == 1


def test_a_generation_somebody_still_reads_is_dropped_later(
    filled: PostgresIndex, address: str, library: list[SearchDocument]
):
    (first,) = generations(address)
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    with engine.connect() as reader:
        reader.execute(sa.select(sa.func.count()).select_from(sa.table("document", schema=first)))
        filled.replace_all(library)
        assert len(generations(address)) == 2
        assert filled.document_count() == len(library)
    filled.replace_all(library)
    assert len(generations(address)) == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE normes_search.current SET format = 'older'",
        "UPDATE normes_search.current SET generation = 'normes_search_absent'",
        "DROP TABLE {generation}.document",
        "ALTER TABLE {generation}.document DROP COLUMN terms",
        "UPDATE {generation}.document SET stored = 'nothing'",
    ],
)
def test_damage_is_told_and_mended_by_a_rebuild(
    filled: PostgresIndex, address: str, library: list[SearchDocument], harm: str
):
    (generation,) = generations(address)
    execute(address, harm.format(generation=generation))
    with pytest.raises(IndexDamaged):
        filled.search(Query("préservatifs"))
    filled.replace_all(library)
    assert filled.document_count() == len(library)
    assert found(filled, "préservatifs")


def test_an_index_taken_away_is_an_empty_one(filled: PostgresIndex, address: str):
    execute(address, f"DROP SCHEMA {tables.HOME} CASCADE")
    assert filled.document_count() == 0


def test_a_crowd_of_readers_and_writers(
    filled: PostgresIndex, address: str, library: list[SearchDocument]
):
    wrong: list[BaseException | str] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                if not found(filled, "sécurité des machines"):
                    wrong.append("nothing found")
                filled.search(Query("securite des machnes"))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must show it
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    with closing(PostgresIndex(address)) as other:
        for turn in range(3):
            filled.apply([replace(library[-1], title_fr=f"Tour {turn}")], [])
            other.replace_all(library)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_words_of_one_family_are_better_than_most_of_the_words(
    filled: PostgresIndex, library: list[SearchDocument]
):
    title = "Principes de la normalisation régionale"
    filled.apply([replace(library[0], key="edition:99", title_fr=title)], [])
    page = filled.search(Query("normaliserons principe"))
    assert [hit.document.key for hit in page.hits] == ["edition:99"]
    assert (page.matched, page.did_you_mean) == (Matched.ALL_WORDS, None)


def test_any_text_can_be_kept(filled: PostgresIndex, library: list[SearchDocument]):
    odd = replace(
        library[0],
        key="edition:99",
        reference=f"N\0M {SURROGATE}'\\ 7",
        title_fr=f"Gamelles\0 d'acier {SURROGATE} \\ ' & | ! ( {'w' * 10_000}",
        title_en="x " * 20_000,
        body="l'\\{agence},\"",
        committee="\t\n",
        text_fr="é" * 60_000,
    )
    filled.apply([odd], [])
    assert found(filled, "gamelles") == ["edition:99"]
    assert found(filled, "w" * 900) == ["edition:99"]  # told by its first letters
    filled.replace_all([*library, odd])
    assert found(filled, "gamelles") == ["edition:99"]
    page = filled.search(Query("gamelles", filters={FacetName.BODY: [odd.body]}))
    assert [hit.document for hit in page.hits] == [replace(odd, text_fr=odd.text_fr[:50_000])]
    assert filled.search(Query(filters={FacetName.BODY: [f"\0{SURROGATE}'"]})).total == 0


def test_every_kind_of_record_is_searched_alike(
    filled: PostgresIndex, library: list[SearchDocument]
):
    kinds = [
        replace(library[0], key=f"{kind}:99", kind=kind, title_fr="Bogolan", reference="")
        for kind in Kind
    ]
    filled.apply(kinds, [])
    page = filled.search(Query("bogolan"))
    assert {one.value: one.count for one in page.facets[FacetName.KIND]} == dict.fromkeys(Kind, 1)


def test_a_database_that_cannot_hold_an_index_is_refused_in_a_sentence(empty: PostgresIndex):
    empty.prepare()
    empty.prepare()
    role = f"normes_{uuid.uuid4().hex}"
    with new_postgresql_database() as bare:
        execute(bare, f"CREATE ROLE {role} LOGIN")
        try:
            url = sa.make_url(bare).set(username=role).render_as_string(hide_password=False)
            with closing(PostgresIndex(url)) as poor, pytest.raises(UnsafeSettings) as refused:
                poor.prepare()
        finally:
            execute(bare, f"DROP ROLE {role}")
    assert "SEARCH_ENGINE=postgresql" in str(refused.value)
    assert "CREATE EXTENSION unaccent" in str(refused.value)
