"""Taking back the people and organisations a file of mandates added, if nothing else uses them.

A person put in the register by a file that should not have been applied is not to stay there
without a reason (product_rules §8); one whom somebody has worked on since is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.committees.models import Mandate, Organisation, Person
from catalogue.exchange.kinds import Beside, chunks
from catalogue.exchange.snapshots import holders
from catalogue.exchange.vocabulary import HOLDER_LABELS
from catalogue.messages import N_, Message

_AS_ADDED = 1  # the version of a record that nobody has changed


def added_with_mandates(
    session: Session, added: Sequence[Mapping[str, int]], going: Sequence[int]
) -> list[Beside]:
    """Say what becomes of the people and organisations added, once the mandates ``going`` are gone.

    One that no longer exists is left out. What stands on one is read from every foreign key of the
    database, apart from the mandates and people that go too.
    """
    people = _rows(session, Person, added)
    held = _held(session, Person, people, {Mandate.person_id: going})
    found = [
        Beside(Person.__tablename__, one.id, one.full_name, _why(one.version, held.get(one.id)))
        for one in people
    ]
    leaving = [one.id for one in found if one.kept is None]
    bodies = _rows(session, Organisation, added)
    held = _held(
        session,
        Organisation,
        bodies,
        {Mandate.organisation_id: going, Person.organisation_id: leaving},
    )
    return found + [
        Beside(Organisation.__tablename__, one.id, one.name, _why(one.version, held.get(one.id)))
        for one in bodies
    ]


def remove_added(session: Session, ones: Sequence[Beside]) -> None:
    """Delete people, then organisations, by id."""
    session.flush()
    for model in (Person, Organisation):
        for some in chunks([one.id for one in ones if one.table == model.__tablename__]):
            for row in session.scalars(sa.select(model).where(model.id.in_(some))):
                session.delete(row)
        session.flush()


_Added = TypeVar("_Added", Person, Organisation)


def _rows(
    session: Session, model: type[_Added], added: Sequence[Mapping[str, int]]
) -> list[_Added]:
    table = model.__tablename__
    ids = [one[table] for one in added if table in one]
    return [
        row
        for some in chunks(ids)
        for row in session.scalars(sa.select(model).where(model.id.in_(some)).order_by(model.id))
    ]


def _held(
    session: Session,
    model: type[_Added],
    rows: Sequence[_Added],
    going: Mapping[InstrumentedAttribute[int | None], Sequence[int]],
) -> dict[int, Message]:
    """Name what stands on each row, but for the rows that go, given by the column they do it in."""
    ids = [row.id for row in rows]
    found = holders(
        session,
        model.metadata.tables[model.__tablename__],
        sa.select(model.id).where(model.id.in_(ids)),
        parts=[_column(one) for one in going],
    )
    for attribute, leaving in going.items():
        column = _column(attribute)
        own = set(leaving)
        for one, holder in session.execute(
            sa.select(column.table.c.id, column).where(column.in_(ids))
        ):
            if one not in own:
                found.setdefault(holder, HOLDER_LABELS[column.table.name])
    return found


def _column(attribute: InstrumentedAttribute[int | None]) -> sa.Column[int | None]:
    table: sa.Table = attribute.class_.metadata.tables[attribute.class_.__tablename__]
    return table.c[attribute.key]


def _why(version: int, holder: Message | None) -> Message | None:
    if holder is not None:
        return N_("Cette fiche sert ailleurs (%(holder)s) : elle reste.", holder=holder)
    if version != _AS_ADDED:
        return N_("Cette fiche a été modifiée depuis l’import : elle reste ainsi.")
    return None
