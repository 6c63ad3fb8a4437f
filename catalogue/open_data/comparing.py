"""Compare a file with what people see: record by record, what publishing it would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from catalogue.messages import N_
from catalogue.open_data import cells, deliverable_records
from catalogue.open_data.cells import Raw, Refused
from catalogue.open_data.files import OpenDataFile, Record
from catalogue.open_data.mirrors import Fresh, Mirror, Number
from catalogue.open_data.vocabulary import Dataset

_LONGEST_PROBLEM = 500
_LONGEST_REFERENCE = 200


class Verdict(StrEnum):
    """What publishing a record would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judged:
    """One record with its verdict: ``fresh`` when it is to be written, ``problem`` when refused."""

    line: int
    verdict: Verdict
    fresh: Fresh | None = None
    reference: str = ""
    problem: str = ""


class Comparison:
    """One reading of a file against a mirror; remembers what it has met, to tell what is absent."""

    def __init__(self, file: OpenDataFile, mirror: Mirror) -> None:
        self._file = file
        self._mirror = mirror
        self._met: dict[Number, int] = {}
        self._cells = file.dataset is Dataset.DELIVERABLES and file.form == "csv"

    @property
    def absent(self) -> int:
        """How many records people see that the file, so far, does not hold."""
        return len(self._mirror.held.keys() - self._met.keys())

    def judged(self, *, skip: int = 0) -> Iterator[Judged]:
        """Judge each record; the first ``skip`` ones, dealt with before, are only met again."""
        for place, record in enumerate(self._file.records()):
            if place < skip:
                self._meet_again(record)
            else:
                yield self._judge(record)

    def _judge(self, record: Record) -> Judged:
        raw: Raw = record.values
        try:
            if record.refused is not None:
                raise record.refused
            if self._cells:
                raw = deliverable_records.from_cells(raw)
            number = self._mirror.number_of(raw)
            self._meet(number, record.line)
            digest = self._mirror.digest_of(raw)
            held = self._mirror.held.get(number)
            if held is not None and held.digest == digest:
                return Judged(record.line, Verdict.UNCHANGED)
            facts = self._mirror.facts_of(raw)
        except Refused as refusal:
            return Judged(
                record.line,
                Verdict.REFUSED,
                reference=_named(raw),
                problem=str(refusal)[:_LONGEST_PROBLEM],
            )
        verdict = Verdict.NEW if held is None else Verdict.CHANGED
        return Judged(record.line, verdict, Fresh(number, digest, facts, held))

    def _meet(self, number: Number, line: int) -> None:
        before = self._met.setdefault(number, line)
        if before != line:
            raise Refused(
                N_(
                    "Le n° %(number)s figure déjà à la ligne %(line)d : une seule fiche par "
                    "numéro.",
                    number=number,
                    line=before,
                )
            )

    def _meet_again(self, record: Record) -> None:
        try:
            number = self._mirror.number_of(record.values)
        except Refused:
            return
        self._met.setdefault(number, record.line)


def _named(raw: Raw) -> str:
    written = raw.get("reference") or raw.get("identifier") or raw.get("id") or ""
    return cells.shown(written)[:_LONGEST_REFERENCE].encode("utf-8", "replace").decode()
