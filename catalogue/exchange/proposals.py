"""What a file would do, row by row: the same verdicts for the preview and for the act itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Committee
from catalogue.database import Base
from catalogue.errors import DomainError
from catalogue.exchange.cells import Lists, Unreadable, canonical, code_key, wording
from catalogue.exchange.columns import BEYOND, Column
from catalogue.exchange.vocabulary import ImportKind, Verdict
from catalogue.messages import N_, Message
from catalogue.permissions import Actor
from catalogue.records.models import IcsCode, SourceBody
from catalogue.stages.models import Stage

S = TypeVar("S", bound=Base)
Values = dict[str, Any]

CHUNK = 500  # keys in one query


@dataclass(slots=True)
class Reading:
    """One row as it was read: the facts it gives, and what could not be understood, by column."""

    number: int
    raw: Mapping[str, str]
    values: Values = field(default_factory=dict)
    faults: dict[str, Message] = field(default_factory=dict)


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

    @property
    def writes(self) -> bool:
        """Tell whether applying the row writes something."""
        return self.verdict in {Verdict.NEW, Verdict.CHANGED}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who applies what, when, and the words that the journal keeps of why."""

    actor: Actor
    at: datetime
    today: date
    lists: Lists
    file_name: str
    batch_id: int

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


class Known(ABC, Generic[S]):
    """The recorded subjects that the rows of a file may be about, loaded in a few queries."""

    @abstractmethod
    def match(self, reading: Reading) -> S | None:
        """Give the subject a row is about; a contradiction is put among the row's faults."""

    @abstractmethod
    def identities(self, reading: Reading) -> Iterable[tuple[str, str]]:
        """Give what makes the row unique in its file, as (column, key)."""


class Importer(ABC, Generic[S]):
    """One kind of file: how its rows meet what is recorded, and how a change is carried out."""

    kind: ClassVar[ImportKind]
    columns: ClassVar[tuple[Column, ...]]
    search_kind: ClassVar[str]

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
    def carry_out(self, session: Session, proposal: Proposal[S], stamp: Stamp) -> S:
        """Record a new or changed subject, and give it; the slice's services have the last word."""

    def carry_out_all(
        self, session: Session, proposals: Sequence[Proposal[S]], stamp: Stamp
    ) -> Mapping[int, S]:
        """Carry out several rows, and give the subjects by row; a refusal names its row."""
        written: dict[int, S] = {}
        for proposal in proposals:
            with naming(proposal):
                written[proposal.number] = self.carry_out(session, proposal, stamp)
                session.flush()
        return written

    @abstractmethod
    def load(self, session: Session, ids: Sequence[int]) -> Mapping[int, S]:
        """Give subjects by id, with what :meth:`snapshot` and :meth:`restore` need."""

    @abstractmethod
    def snapshot(self, subject: S) -> dict[str, Any]:
        """Write down what stands, ready for JSON, so that undoing can put it back."""

    @abstractmethod
    def restore(
        self, session: Session, subject: S, before: Mapping[str, Any], stamp: Stamp
    ) -> None:
        """Put back what :meth:`snapshot` wrote down."""

    @abstractmethod
    def mark(self, subject: S) -> list[Any]:
        """Tell this state of a subject from any later one: its version, and its own parts."""

    @abstractmethod
    def remove(self, session: Session, subjects: Sequence[S]) -> None:
        """Delete subjects that the import created, with their own parts."""

    def before_undoing(self, session: Session, subjects: Sequence[S], *, at: datetime) -> None:
        """Ask for what must follow of subjects that are about to be put back or to go."""

    def own_parts(self) -> Sequence[sa.Column[Any]]:
        """Give the foreign keys that do not hold a subject: its own parts, and bare mentions."""
        return ()


def load_lists(session: Session, *, today: date) -> Lists:
    """Load the closed lists that cells are read against."""
    committees: dict[str, str] = {}
    committee_ids: dict[str, int] = {}
    held: list[object] = []
    for committee in session.scalars(sa.select(Committee)):
        held.append(committee)
        committees[code_key(committee.code)] = committee.code
        committees[wording(committee.title_fr)] = committee.code
        committee_ids[committee.code] = committee.id
    bodies: dict[str, str] = {}
    agency = ""
    for body in session.scalars(sa.select(SourceBody)):
        held.append(body)
        for name in (body.name_en, body.name_fr, body.display_fr, body.code):
            for writing in (name, (name or "").split(",")[0]):
                if writing:
                    bodies[wording(writing)] = bodies[code_key(writing)] = body.code
        if body.is_agency:
            agency = body.code
    codes = session.scalars(sa.select(IcsCode)).all()
    held.extend(codes)
    return Lists(
        today=today,
        agency=agency,
        ics=frozenset(code.code for code in codes),
        stages=frozenset(session.scalars(sa.select(Stage.code))),
        committees=committees,
        committee_ids=committee_ids,
        bodies=bodies,
        held=tuple(held),
    )


def propose(
    session: Session,
    importer: Importer[S],
    rows: Iterable[tuple[int, Mapping[str, str]]],
    lists: Lists,
) -> list[Proposal[S]]:
    """Say what each row would do, without writing anything."""
    readings = [_read(importer, number, raw, lists) for number, raw in rows]
    known = importer.find(session, readings)
    first_seen: dict[tuple[str, str], int] = {}
    proposals: list[Proposal[S]] = []
    faults: dict[int, dict[str, Message]] = {}
    for reading in readings:
        _refuse_twins(importer, reading, known, first_seen)
        proposal = _matched(importer, reading, known)
        proposals.append(proposal)
        faults[proposal.number] = _own_faults(importer, proposal, reading)
    sound = [one for one in proposals if one.writes and not faults[one.number]]
    for number, found in importer.all_faults(session, sound, lists).items():
        faults[number].update(found)
    for proposal in proposals:
        _conclude(importer, proposal, faults[proposal.number])
    return proposals


@contextmanager
def naming(proposal: Proposal[Any]) -> Iterator[None]:
    """Name the row when the services refuse it at the last moment."""
    try:
        yield
    except DomainError as error:
        raise DomainError(
            N_(
                "Ligne %(row)d : %(fault)s Rien n’a été appliqué.",
                row=proposal.number,
                fault=next(iter(getattr(error, "problems", {}).values()), error.message),
            )
        ) from error


def chunks(keys: Iterable[Any]) -> Iterable[list[Any]]:
    """Part keys so that each query takes a bounded number."""
    every = list(dict.fromkeys(keys))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def _read(importer: Importer[S], number: int, raw: Mapping[str, str], lists: Lists) -> Reading:
    reading = Reading(number, raw)
    for column in importer.columns:
        text = raw.get(column.code, "")
        if not text:
            continue
        if len(text) > column.longest:
            reading.faults[column.code] = N_(
                "%(length)d caractères, %(most)d au plus : raccourcissez ce texte.",
                length=len(text),
                most=column.longest,
            )
            continue
        try:
            reading.values[column.code] = column.read(text, lists)
        except Unreadable as error:
            reading.faults[column.code] = error.message
    if beyond := raw.get(BEYOND):
        reading.faults[BEYOND] = N_(
            "il y a plus de cellules que de titres (« %(text)s » en trop). Dans un CSV, mettez "
            "entre guillemets une cellule qui contient le séparateur.",
            text=beyond[:60],
        )
    importer.refine(reading, lists)
    return reading


def _refuse_twins(
    importer: Importer[S],
    reading: Reading,
    known: Known[S],
    first_seen: dict[tuple[str, str], int],
) -> None:
    del importer
    for identity in known.identities(reading):
        other = first_seen.setdefault(identity, reading.number)
        if other != reading.number:
            reading.faults.setdefault(
                identity[0],
                N_(
                    "la ligne %(row)d de ce fichier dit déjà la même : gardez-en une seule.",
                    row=other,
                ),
            )


def _matched(importer: Importer[S], reading: Reading, known: Known[S]) -> Proposal[S]:
    subject = known.match(reading)
    recorded = importer.recorded(subject) if subject is not None else {}
    given = reading.values
    changes = {
        column.code: [canonical(recorded.get(column.code)), canonical(given[column.code])]
        for column in importer.columns
        if column.code in given and not _same(recorded.get(column.code), given[column.code])
    }
    verdict = Verdict.NEW if subject is None else Verdict.CHANGED if changes else Verdict.UNCHANGED
    key = sa.inspect(subject).identity if subject is not None else None
    return Proposal(
        number=reading.number,
        verdict=verdict,
        problems=[],
        changes=changes,
        given=given,
        merged={**recorded, **given},
        subject=subject,
        subject_id=key[0] if key else None,
    )


def _own_faults(
    importer: Importer[S], proposal: Proposal[S], reading: Reading
) -> dict[str, Message]:
    """Give what stands against the cells by themselves."""
    faults = dict(reading.faults)
    for column in importer.columns:
        if column.obligatory and proposal.merged.get(column.code) is None:
            faults.setdefault(column.code, N_("cette cellule est obligatoire."))
    return faults


def _conclude(importer: Importer[S], proposal: Proposal[S], faults: Mapping[str, Message]) -> None:
    if faults:
        proposal.verdict = Verdict.REFUSED
        proposal.problems = [
            str(sentence(proposal.number, column, faults[column.code]))
            for column in importer.columns
            if column.code in faults
        ] + [
            str(sentence(proposal.number, None, message))
            for code, message in faults.items()
            if code not in {column.code for column in importer.columns}
        ]
    elif proposal.writes:
        proposal.problems = [str(message) for message in importer.remarks(proposal)]


def sentence(number: int, column: Column | None, fault: Message) -> Message:
    """Name the row and the column of a fault, as the spreadsheet shows them."""
    said = str(fault)
    if said[1:2].islower():
        said = said[:1].lower() + said[1:]
    if column is None:
        return N_("Ligne %(row)d : %(fault)s", row=number, fault=said)
    return N_(
        "Ligne %(row)d, colonne « %(column)s » : %(fault)s",
        row=number,
        column=column.heading,
        fault=said,
    )


def _same(recorded: Any, given: Any) -> bool:
    if isinstance(given, tuple):
        return set(recorded or ()) == set(given)
    return canonical(recorded) == canonical(given)
