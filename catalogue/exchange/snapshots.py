"""Writing down a row of the database before an import changes it, and who stands on a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.exchange.vocabulary import HOLDER_LABELS, OTHER_HOLDER
from catalogue.messages import Message

_NOT_FACTS = frozenset({"id", "version"})


def columns_of(subject: Base) -> dict[str, Any]:
    """Write down every column of a row, ready for JSON."""
    return {
        name: _plain(getattr(subject, name))
        for name in subject.__table__.columns.keys()  # noqa: SIM118 - a collection of columns
        if name not in _NOT_FACTS
    }


def put_back(subject: Base, written: Mapping[str, Any]) -> None:
    """Give a row the column values written down earlier."""
    for name, value in values_of(subject.metadata.tables[subject.__tablename__], written).items():
        setattr(subject, name, value)


def values_of(table: sa.Table, written: Mapping[str, Any]) -> dict[str, Any]:
    """Give the column values written down earlier, as the database takes them."""
    return {
        name: _typed(column.type, written[name])
        for name, column in table.columns.items()
        if name in written
    }


def holders(
    session: Session,
    table: sa.Table,
    ids: sa.Select[int | None],
    *,
    parts: Iterable[sa.Column[Any]] = (),
) -> dict[int, Message]:
    """Name what refers to each of these rows, for those that something refers to.

    Reads every foreign key of the database towards ``table``, whatever the package that holds it,
    but not the row's own ``parts``.
    """
    own = set(parts)
    found: dict[int, Message] = {}
    for other in table.metadata.sorted_tables:
        for foreign_key in other.foreign_keys:
            column = foreign_key.parent
            if foreign_key.column.table is not table or column in own:
                continue
            for held in session.scalars(sa.select(column).where(column.in_(ids)).distinct()):
                found.setdefault(held, HOLDER_LABELS.get(other.name, OTHER_HOLDER))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _typed(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    told = (kind.impl_instance if isinstance(kind, sa.TypeDecorator) else kind).python_type
    if issubclass(told, datetime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if issubclass(told, date) else value
