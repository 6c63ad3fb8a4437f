"""What a slice tells of the files that fill its list: columns, judging, writing, undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from catalogue.exchange.columns import Column
from catalogue.messages import Message
from catalogue.permissions import Actor
from review.brought_files.tables import Doubt, Laid


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row before it is taken in, judged by the checks that will write it.

    ``faults`` says by column what is wrong and what to do. ``asks`` offers, by code, what only a
    person can choose; ``about`` says why it is asked. ``note`` is what will happen of itself.
    ``facts`` is what will be written, None of a row at fault.
    """

    number: int
    cells: Mapping[str, str]
    facts: Any = None
    faults: Mapping[str, Message] = field(default_factory=dict)
    asks: Sequence[tuple[str, Message]] = ()
    about: Message | None = None
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a file wrote: how many rows, and what the undoing needs to know, as plain data."""

    added: int
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file: the list it fills and how.

    ``judge`` gives every row; ``write`` takes those without fault, each with what was chosen of it
    (None where nothing was asked, ``SKIPPED`` for one that is not wanted); ``take_back`` undoes
    it, or raises a refusal that says what stands on it. ``shown`` are the columns that the page of
    a file prints.
    """

    code: str
    path: str
    title: Message
    lead: Message
    back: str
    back_title: Message
    columns: Sequence[Column]
    any_of: Sequence[str]
    shown: Sequence[str]
    doubt: Doubt
    judge: Callable[[Session, Laid, date], Sequence[JudgedRow]]
    write: Callable[..., Made]
    take_back: Callable[..., None]
    require: Callable[[Actor], None]

    def column(self, code: str) -> Column:
        """Give a column by its code."""
        return next(one for one in self.columns if one.code == code)


Chosen = Sequence[tuple[JudgedRow, str | None]]
