"""Kinds of file whose rows are carried out by the acts of their slice, one after the other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.errors import DomainError
from catalogue.exchange.kinds import Importer, Proposal, S, Stamp, Writing, Written
from catalogue.messages import N_


class OneByOneImporter(Importer[S]):
    """An importer that writes through the acts of its slice, in the writer's place throughout."""

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

    def work_out(self, session: Session, proposals: Sequence[Proposal[S]], stamp: Stamp) -> Writing:
        """Leave everything to the moment of writing."""
        del session
        return _OneByOne(self, proposals, stamp)

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

    def marks(self, session: Session, ids: Sequence[int]) -> Mapping[int, Any]:
        """Tell by id this state of the subjects that exist from any later one."""
        return {one: self.mark(subject) for one, subject in self.load(session, ids).items()}

    def put_back(
        self,
        session: Session,
        restored: Mapping[int, Mapping[str, Any]],
        removed: Sequence[int],
        stamp: Stamp,
    ) -> None:
        """Give subjects what stood before, by id, and delete those that the import created."""
        subjects = self.load(session, [*restored, *removed])
        self.before_undoing(session, list(subjects.values()), at=stamp.at)
        for one, before in restored.items():
            self.restore(session, subjects[one], before, stamp)
        self.remove(session, [subjects[one] for one in removed])


@dataclass(frozen=True, slots=True)
class _OneByOne(Writing, Generic[S]):
    importer: OneByOneImporter[S]
    proposals: Sequence[Proposal[S]]
    stamp: Stamp

    def write(self, session: Session) -> Mapping[int, Written]:
        ids = [one.subject_id for one in self.proposals if one.subject_id is not None]
        self.importer.load(session, ids)
        before: dict[int, Any] = {
            one.number: self.importer.snapshot(one.subject) if one.subject is not None else None
            for one in self.proposals
        }
        subjects = self.importer.carry_out_all(session, self.proposals, self.stamp)
        written = {
            number: key[0]
            for number, subject in subjects.items()
            if (key := sa.inspect(subject).identity)
        }
        marks = {
            subject_id: self.importer.mark(subject)
            for subject_id, subject in self.importer.load(session, list(written.values())).items()
        }
        return {
            number: Written(
                subject_id,
                {
                    "values": before[number],
                    "mark": marks[subject_id],
                    "added": self.stamp.added.get(number, {}),
                },
            )
            for number, subject_id in written.items()
        }


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
