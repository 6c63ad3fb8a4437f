"""Put documents into the tables of a generation, and take them out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from catalogue.search.documents import SearchDocument, facet_values, titles_of
from catalogue.search.filing import filed
from catalogue.search.postgres import tables
from catalogue.search.postgres.tables import EVERY, document, heading, term, word
from catalogue.search.spelling import WordList
from catalogue.search.words import fold

WITHDRAWN = "=withdrawn"  # among the terms of a withdrawn document, where no word is like it
_LONGEST_TERM = 200  # characters that tell a term; PostgreSQL refuses very long ones
_LONGEST_WORD = 60  # letters of the words that mend and complete others
_LONGEST_ORDER = 400  # characters that tell the order
_LONGEST_TITLE = 20_000  # characters that a language configuration is given
_TEXTS = ARRAY(sa.Text)
_COLUMNS = (
    *("key", "withdrawn", "title_length", "facets", "title_fr", "title_en"),
    *("sort_key", "date", "written_fr", "written_en", "terms", "stored"),
)


def plain(text: str) -> str:
    """Give a text as PostgreSQL can keep it: without NUL, lone surrogates replaced."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def lexeme(one: str) -> str:
    """Write a term as a tsvector or a tsquery reads it; no sign in it can be an operator."""
    return "'" + cut(one).replace("\\", "\\\\").replace("'", "''") + "'"


def facet_label(name: str, value: str) -> str:
    """Write a value of a facet as it stands among those of a document."""
    return plain(f"{name}={value}")


def fill(connection: sa.Connection, generation: str, documents: Iterable[SearchDocument]) -> None:
    """Copy documents into the empty tables of a generation; the last of each key stands."""
    words, terms = WordList(), Counter[str]()
    headings: defaultdict[str, int] = defaultdict(lambda: len(headings) + 1)
    keys: set[str] = set()
    again: dict[str, SearchDocument] = {}

    def rows() -> Iterator[Sequence[Any]]:
        for one in documents:
            if one.key in keys:
                again[one.key] = one
                continue
            keys.add(one.key)
            words.add((one.title_fr, one.title_en))
            yield _row(one, terms, headings)

    _copy(connection, f"{generation}.document", _COLUMNS, rows())
    numbered = [(number, label, 0, 0) for label, number in headings.items()]
    _copy(connection, f"{generation}.heading", tuple(heading.columns.keys()), numbered)
    _reckon(tables.at(connection, generation), sa.true(), 1)
    following = f"ALTER TABLE {generation}.heading ALTER id RESTART WITH {len(numbered) + 1}"
    connection.exec_driver_sql(following)
    _copy(connection, f"{generation}.term", ("term", "users"), terms.items())
    counted = ((one, fold(one), uses) for one, uses in _short(words.uses).items())
    _copy(connection, f"{generation}.word", ("written", "folded", "uses"), counted)
    change(connection, generation, list(again.values()), [])


def change(
    connection: sa.Connection,
    generation: str,
    changed: Sequence[SearchDocument],
    removed: Iterable[str],
) -> None:
    """Take changed documents in, each given once, and removed keys out."""
    present = tables.at(connection, generation)
    leaving: sa.ColumnElement[bool] = document.c.key == sa.any_(
        sa.literal([*(plain(one.key) for one in changed), *map(plain, removed)], _TEXTS)
    )
    words, old_words, terms = WordList(), WordList(), Counter[str]()
    for stored, old in present.execute(
        sa.select(document.c.stored, sa.func.tsvector_to_array(document.c.terms)).where(leaving)
    ):
        old_words.add(titles_of(bytes(stored)))
        terms.subtract([*old, EVERY])
    _reckon(present, leaving, -1)
    present.execute(sa.delete(document).where(leaving))
    words.add(title for one in changed for title in (one.title_fr, one.title_en))
    headings = _headings(present, changed)
    rows = [_row(one, terms, headings) for one in changed]
    _copy(connection, f"{generation}.document", _COLUMNS, rows)
    _reckon(present, leaving, 1)  # their keys are those of the documents just taken in
    uses = Counter(words.uses)
    uses.subtract(old_words.uses)
    short = _short(uses)
    _add(present, term, {"term": list(terms)}, list(terms.values()))
    _add(present, word, {"written": list(short), "folded": [*map(fold, short)]}, [*short.values()])


def _labels(one: SearchDocument) -> list[str]:
    return [facet_label(name, value) for name, value in facet_values(one)]


def _headings(present: sa.Connection, changed: Iterable[SearchDocument]) -> Mapping[str, int]:
    """Give the number of every heading some documents stand under, new ones included."""
    labels = sa.literal(sorted({label for one in changed for label in _labels(one)}), _TEXTS)
    given = sa.select(sa.func.unnest(labels))
    new = sa.except_(given, sa.select(heading.c.label)).subquery()
    rows = sa.select(new.c[0], sa.literal(0), sa.literal(0))
    present.execute(insert(heading).from_select(["label", "documents", "in_force"], rows))
    numbers = sa.select(heading.c.label, heading.c.id).where(heading.c.label == sa.any_(labels))
    return {str(label): int(number) for label, number in present.execute(numbers)}


def _reckon(present: sa.Connection, which: sa.ColumnElement[bool], sign: int) -> None:
    """Add the documents under each heading to its counts, or take them off."""
    under = (
        sa.select(sa.func.unnest(document.c.facets).label("id"), document.c.withdrawn)
        .where(which)
        .subquery()
    )
    own = (
        sa.select(
            under.c.id,
            sa.func.count().label("documents"),
            sa.func.count().filter(sa.not_(under.c.withdrawn)).label("in_force"),
        )
        .group_by(under.c.id)
        .subquery()
    )
    present.execute(
        sa.update(heading)
        .where(heading.c.id == own.c.id)
        .values(
            documents=heading.c.documents + sign * own.c.documents,
            in_force=heading.c.in_force + sign * own.c.in_force,
        )
    )


def _row(one: SearchDocument, terms: Counter[str], headings: Mapping[str, int]) -> Sequence[Any]:
    """Give the row of a document, and count its terms."""
    entry = filed(one)
    columns = entry.columns
    own = {cut(each) for each in entry.terms}
    if one.withdrawn:
        own.add(WITHDRAWN)
    terms.update([*own, EVERY])
    french, english = columns["title_fr"], columns["title_en"]
    return (
        plain(one.key),
        one.withdrawn,
        min(len(french) or len(english), len(english) or len(french)),
        [headings[label] for label in _labels(one)],
        french.decode(),
        english.decode(),
        plain(columns["sort_key"].decode())[:_LONGEST_ORDER],
        columns["date"].decode(),
        plain(one.title_fr)[:_LONGEST_TITLE],
        plain(one.title_en)[:_LONGEST_TITLE],
        " ".join(map(lexeme, own)),
        columns["document"],
    )


def cut(one: str) -> str:
    """Give a term as it is kept."""
    return plain(one)[:_LONGEST_TERM]


def _short(uses: Mapping[str, int]) -> dict[str, int]:
    return {one: count for one, count in uses.items() if count and len(one) <= _LONGEST_WORD}


def _copy(
    connection: sa.Connection, table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows the quickest way PostgreSQL knows, within the transaction."""
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()


def _add(
    present: sa.Connection, table: sa.Table, columns: Mapping[str, list[str]], counts: list[int]
) -> None:
    """Add to the counts of words or terms, and forget those that nothing uses any more."""
    names, count = list(columns), list(table.columns)[-1]
    given = (
        sa.func.unnest(
            *(sa.literal(values, _TEXTS) for values in columns.values()),
            sa.literal(counts, ARRAY(sa.Integer)),
        )
        .table_valued(*names, "added")
        .render_derived()
    )
    adding = insert(table).from_select([*names, count.name], sa.select(given))
    present.execute(
        adding.on_conflict_do_update(
            index_elements=[names[0]], set_={count.name: count + adding.excluded[count.name]}
        )
    )
    first = sa.literal(columns[names[0]], _TEXTS)
    present.execute(sa.delete(table).where(table.columns[names[0]] == sa.any_(first), count <= 0))
