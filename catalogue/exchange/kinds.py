"""What a kind of file is made of: rows read, what each proposes, what applying it writes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.database import Base
from catalogue.errors import DomainError
from catalogue.exchange.cells import Lists, Unreadable
from catalogue.exchange.columns import Column
from catalogue.exchange.vocabulary import Choice, ImportKind, Verdict
from catalogue.messages import N_, Message
from catalogue.permissions import Actor

S = TypeVar("S", bound=Base)
Values = dict[str, Any]

CHUNK = 500  # keys in one query


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file by column code, and what a person has chosen for it."""

    number: int
    raw: Mapping[str, str]
    choice: Choice | None = None


@dataclass(slots=True)
class Reading:
    """One row as it was read: the facts it gives, and what could not be understood, by column.

    ``doubts`` are the cells that can be read in one likely way only, which a person must confirm.
    """

    number: int
    raw: Mapping[str, str]
    choice: Choice | None = None
    values: Values = field(default_factory=dict)
    faults: dict[str, Message] = field(default_factory=dict)
    doubts: dict[str, Unreadable] = field(default_factory=dict)


@dataclass(slots=True)
class Proposal(Generic[S]):
    """What applying one row does; ``changes`` maps columns to canonical texts, old and new."""

    number: int
    verdict: Verdict
    problems: list[str]
    changes: dict[str, Any]
    given: Values
    merged: Values
    subject: S | None
    subject_id: int | None
    stood: Values  # what is recorded, by column
    both: dict[str, Any] | None = None  # the changes to show while a person has to choose

    @property
    def writes(self) -> bool:
        """Tell whether applying the row writes something."""
        return self.verdict in {Verdict.NEW, Verdict.CHANGED}

    def keep_recorded(self, columns: Iterable[str]) -> None:
        """Leave these columns as they are recorded."""
        for code in columns:
            change = self.changes.pop(code, None)
            if change is not None:
                del self.given[code]
                self.merged[code] = self.stood[code]
        if self.verdict is Verdict.CHANGED and not self.changes:
            self.verdict = Verdict.UNCHANGED


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who applies what, when, and the words that the journal keeps of why."""

    actor: Actor
    at: datetime
    today: date
    lists: Lists
    file_name: str
    batch_id: int
    # What a row adds besides its subject, such as a person with their mandate: row number to table
    # to id. Kept with the row, so that undoing finds it.
    added: dict[int, dict[str, int]] = field(default_factory=dict)

    def reason(self, number: int) -> str:
        """Say where a change comes from."""
        return str(
            N_(
                "Import n° %(batch)d, fichier « %(file)s », ligne %(row)d",
                batch=self.batch_id,
                file=self.file_name,
                row=number,
            )
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one row: the record it is about, and what undoing needs to know of it."""

    subject_id: int
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """A record that an import added besides the subjects of its rows; ``kept`` says why it stays.

    ``name`` is how people call it.
    """

    table: str
    id: int
    name: str
    kept: Message | None = None


class Writing(ABC):
    """What several rows write, worked out as far as it can be before anything is written."""

    @abstractmethod
    def write(self, session: Session) -> Mapping[int, Written]:
        """Write it all as a writer, and give what became of each row by its number.

        Raises :class:`OutdatedPreviewError` when what was worked out no longer holds, and
        :class:`DomainError` naming a row that the services refuse at the last moment.
        """


class OutdatedPreviewError(DomainError):
    """What is recorded has changed since the preview was shown: it must be read again."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Les données ont changé depuis la vérification : elle vient d’être refaite. "
                "Relisez-la, puis appliquez."
            )
        )


class Known(ABC, Generic[S]):
    """The recorded subjects that the rows of a file may be about, loaded in a few queries."""

    @abstractmethod
    def match(self, reading: Reading) -> S | None:
        """Give the subject a row is about; a contradiction is put among the row's faults."""

    @abstractmethod
    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give what makes the row unique in its file, as (column, key)."""

    def contested(self, proposal: Proposal[S]) -> Mapping[str, bool]:
        """Give the columns where what is recorded is newer than the file, or may be.

        A person then chooses which stands; False is for a column that the file cannot win.
        """
        del proposal
        return {}


class Importer(ABC, Generic[S]):
    """One kind of file: how its rows meet what is recorded, and how a change is carried out."""

    kind: ClassVar[ImportKind]
    columns: ClassVar[tuple[Column, ...]]
    search_kind: ClassVar[str]
    model: ClassVar[type[Base]]
    # Whether all that a file writes can be worked out before the writer's place is taken.
    beforehand: ClassVar[bool] = False

    def refine(self, reading: Reading, lists: Lists) -> None:
        """Bring the row's values to what is recorded of them, before anything is compared."""

    @abstractmethod
    def find(self, session: Session, readings: Sequence[Reading]) -> Known[S]:
        """Load the subjects that these rows may be about."""

    @abstractmethod
    def recorded(self, subject: S) -> Values:
        """Give the facts of a subject by column code."""

    @abstractmethod
    def faults(
        self, session: Session, proposal: Proposal[S], lists: Lists
    ) -> Mapping[str, Message]:
        """Say by column what stands against the row as a whole, with the rules of its slice."""

    def all_faults(
        self, session: Session, proposals: Sequence[Proposal[S]], lists: Lists
    ) -> Mapping[int, Mapping[str, Message]]:
        """Say the same of several rows, by row number."""
        return {one.number: self.faults(session, one, lists) for one in proposals}

    def remarks(self, proposal: Proposal[S]) -> list[Message]:
        """Say what to know of a row that can be applied."""
        del proposal
        return []

    @abstractmethod
    def work_out(self, session: Session, proposals: Sequence[Proposal[S]], stamp: Stamp) -> Writing:
        """Work out what these rows write; the slice's services have the last word."""

    @abstractmethod
    def marks(self, session: Session, ids: Sequence[int]) -> Mapping[int, Any]:
        """Tell by id this state of the subjects that exist from any later one."""

    @abstractmethod
    def put_back(
        self,
        session: Session,
        restored: Mapping[int, Mapping[str, Any]],
        removed: Sequence[int],
        stamp: Stamp,
    ) -> None:
        """Give subjects what stood before, by id, and delete those that the import created."""

    def beside(
        self, session: Session, added: Sequence[Mapping[str, int]], going: Sequence[int]
    ) -> Sequence[Beside]:
        """Say what becomes of the records added besides the rows' subjects (:attr:`Stamp.added`).

        ``going`` are the subjects that undoing removes.
        """
        del session, added, going
        return ()

    def remove_beside(self, session: Session, ones: Sequence[Beside]) -> None:
        """Delete such records."""

    def own_parts(self) -> Sequence[sa.Column[Any]]:
        """Give the foreign keys that do not hold a subject: its own parts, and bare mentions."""
        return ()


def chunks(keys: Iterable[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    """Part keys so that each query takes a bounded number."""
    every = list(dict.fromkeys(keys))
    for start in range(0, len(every), size):
        yield every[start : start + size]
