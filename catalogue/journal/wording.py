"""An act of the journal in a sentence, and what it changed, fact by fact."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.i18n import day, instant, say
from catalogue.journal.names import FIELD_LABELS, NAMED_ALSO, NAMING_COLUMNS, SUBJECT_LABELS
from catalogue.journal.queries import Line
from catalogue.messages import Message

# The fact of an act that says to whom it was done: the sentence says it too.
RECIPIENT = "recipient"
# Labels written as what somebody has done: «A soumis sa relecture».
_DONE = "A "
_BOTH = 2


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One fact: what it was before and after; ``alone`` when the act only states it."""

    label: str
    before: str
    after: str
    alone: bool


def told(line: Line) -> str:
    """Tell an act as one would say it: when, what, by whom, on whose behalf."""
    label, when = say(line.label), instant(line.at)
    if line.changes.get(RECIPIENT):
        label = f"{label}, {line.changes[RECIPIENT]}"
    who = line.actor or _("le système")
    if line.on_behalf_of:
        who = _("%(who)s, pour le compte de %(other)s", who=who, other=line.on_behalf_of)
    if label.startswith(_DONE):
        who = f"{who}," if line.on_behalf_of else who
        return str(_("Le %(when)s, %(who)s %(what)s.", when=when, who=who, what=_lowered(label)))
    return str(_("Le %(when)s : %(what)s, par %(who)s.", when=when, who=who, what=_lowered(label)))


def changes_shown(line: Line) -> list[ChangeShown]:
    """Give the facts of an act in words, in the order they were recorded."""
    labels = _enum_labels(line.subject_type)
    shown = []
    for field, value in line.changes.items():
        pair = isinstance(value, list) and len(value) == _BOTH and not _listing(line, field)
        before, after = value if pair else (None, value)
        shown.append(
            ChangeShown(
                label=field_label(field),
                before=_in_words(before, labels.get(field, {})),
                after=_in_words(after, labels.get(field, {})),
                alone=not pair,
            )
        )
    return shown


def field_label(field: str) -> str:
    """Give what a fact is called; an unlisted one by its name in the database."""
    label = FIELD_LABELS.get(field)
    return say(label) if label is not None else field.replace("_", " ")


def subject_label(subject_type: str) -> str:
    """Give what kind of object an act is about."""
    label = SUBJECT_LABELS.get(subject_type)
    return say(label) if label is not None else subject_type.replace("_", " ")


def names_of(session: Session, lines: list[Line]) -> dict[tuple[str, str], str]:
    """Give the name of each object that still exists, in one query for each kind of object."""
    wanted = [
        (line.subject_type, int(line.subject_id)) for line in lines if line.subject_id.isdecimal()
    ]
    return {
        (kind, str(subject_id)): name
        for (kind, subject_id), name in names_of_objects(session, wanted).items()
    }


def names_of_objects(
    session: Session, objects: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Give the name of each object that still exists, by its table and its number."""
    wanted: dict[str, set[int]] = {}
    for subject_type, subject_id in objects:
        wanted.setdefault(subject_type, set()).add(subject_id)
    names: dict[tuple[str, int], str] = {}
    for subject_type, ids in wanted.items():
        column = _naming_column(subject_type)
        if column is None:
            continue
        key = column.table.c.id
        for subject_id, name in session.execute(sa.select(key, column).where(key.in_(ids))):
            names[subject_type, subject_id] = str(name or "")
    return names


def _naming_column(subject_type: str) -> sa.Column[Any] | None:
    table = Base.metadata.tables.get(subject_type)
    if table is None or "id" not in table.c:
        return None
    for name in (NAMED_ALSO.get(subject_type, ""), *NAMING_COLUMNS):
        if name in table.c:
            return table.c[name]
    return None


def _enum_labels(subject_type: str) -> dict[str, Mapping[Any, Message]]:
    """Find the words of each closed list of a table, beside its enumeration's own definition."""
    table = Base.metadata.tables.get(subject_type)
    found: dict[str, Mapping[Any, Message]] = {}
    for column in table.c if table is not None else ():
        if not isinstance(column.type, sa.Enum) or column.type.enum_class is None:
            continue
        members = column.type.enum_class
        home = sys.modules[members.__module__]
        for candidate in vars(home).values():
            if _labels(candidate, members):
                found[column.name] = {one.value: words for one, words in candidate.items()}
                break
    return found


def _labels(candidate: object, members: type[Enum]) -> bool:
    return (
        isinstance(candidate, Mapping)
        and bool(candidate)
        and all(isinstance(key, members) for key in candidate)
        and all(isinstance(words, Message) for words in candidate.values())
    )


def _listing(line: Line, field: str) -> bool:
    """Tell a fact that is itself a list of two from a pair of values before and after."""
    table = Base.metadata.tables.get(line.subject_type)
    column = table.c.get(field) if table is not None else None
    value = line.changes[field]
    return (
        column is not None
        and isinstance(column.type, sa.JSON)
        and not any(isinstance(one, list) or one is None for one in value)
    )


def _in_words(value: Any, labels: Mapping[Any, Message]) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, str) and value in labels:
        return say(labels[value])
    if isinstance(value, bool):
        return str(_("oui") if value else _("non"))
    if isinstance(value, list):
        return "\u00a0; ".join(_in_words(one, labels) for one in value)
    if isinstance(value, Mapping):
        return "\u00a0; ".join(f"{key} : {_in_words(one, labels)}" for key, one in value.items())
    return _as_day(value) if isinstance(value, str) else str(value)


def _as_day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return instant(moment) if moment.tzinfo is not None else text


def _lowered(label: str) -> str:
    """Start a label in the middle of a sentence; an acronym keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
