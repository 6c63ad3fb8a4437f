"""Where a name still stands in what others wrote: erasing finds a record, not a name in a sentence.

A place is named, never quoted. What is searched is said on the page, and nothing more is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.folding import fold
from catalogue.journal.models import Entry, EntryPayload
from catalogue.journal.queries import Line, lines_of, lines_query, open_to
from catalogue.permissions import Actor

SHORTEST = 3
MOST_ACTS, MOST_PLACES = 50, 200
# By table: where an object is read (endpoint, name of its number there), or None without a page of
# its own. Filled by the composition root; nothing else is searched.
SEARCHED: dict[str, tuple[str, str] | None] = {}

_NOT_WORDS = frozenset({"password", "fs_uniquifier", "sha256", "digest", "folded_text", "locale"})

# What may be written otherwise in the text: a vowel or a c with or without accent, a ligature.
_LOOSE = re.compile(r"[^bdfghjklmpqrstvwxz0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One text of one object that holds the name: its table, its number, its column."""

    subject_type: str
    subject_id: int
    field: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a name stands: acts of the journal, objects; ``more`` when a list was cut short."""

    acts: Sequence[Line]
    places: Sequence[Place]
    more: bool


def mentions_of(session: Session, name: str, *, actor: Actor) -> Mentions:
    """Find every word of a name, in any order, without case or accents, in one and the same text.

    In the content of the acts this person may read, and in the texts of the tables searched.
    """
    words = fold(name).split()
    acts = _acts(session, words, actor)
    places = list(_places(session, words))
    return Mentions(
        acts[:MOST_ACTS],
        places[:MOST_PLACES],
        len(acts) > MOST_ACTS or len(places) > MOST_PLACES,
    )


def _acts(session: Session, words: Sequence[str], actor: Actor) -> list[Line]:
    held = session.execute(
        sa.select(Entry.seq, EntryPayload.canonical)
        .join(EntryPayload, EntryPayload.entry_seq == Entry.seq)
        .where(_loosely(EntryPayload.__table__.c.canonical, words), *open_to(session, actor))
        .order_by(Entry.seq.desc())
        .execution_options(yield_per=500)
    )
    found = [seq for seq, canonical in held if _holds(canonical, words)][: MOST_ACTS + 1]
    return lines_of(session, lines_query().where(Entry.seq.in_(found)), actor)


def _places(session: Session, words: Sequence[str]) -> Iterator[Place]:
    for name in sorted(SEARCHED):
        table = Base.metadata.tables[name]
        columns = [one for one in table.c if _is_text(one)]
        rows = session.execute(
            sa.select(table.c.id, *columns)
            .where(sa.or_(*(_loosely(sa.cast(one, sa.Text), words) for one in columns)))
            .order_by(table.c.id)
            .limit(MOST_PLACES * 5)
        )
        for row in rows:
            for column, value in zip(columns, row[1:], strict=True):
                if _holds(value, words):
                    yield Place(name, row[0], column.name)


def _is_text(column: sa.Column[Any]) -> bool:
    """Tell a column in which people write words."""
    if isinstance(column.type, sa.Enum) or column.name.endswith("_key"):
        return False
    return isinstance(column.type, sa.String | sa.JSON) and column.name not in _NOT_WORDS


def _loosely(column: sa.ColumnElement[Any], words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Narrow by the letters of each word that are written one way only; :func:`_holds` decides."""
    return sa.and_(*(column.ilike("%" + _LOOSE.sub("%", word) + "%") for word in words))


def _holds(value: object, words: Sequence[str]) -> bool:
    return any(all(word in text for word in words) for text in map(fold, _texts(value)))


def _texts(value: object) -> Iterator[str]:
    """Give the texts of a value, those of a list or of a mapping too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _texts(one)
