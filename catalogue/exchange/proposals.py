"""What a file would do, row by row: the same verdicts for the preview and for the act itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.exchange.cells import Lists, Unreadable, canonical, plain_text
from catalogue.exchange.columns import BEYOND, Column
from catalogue.exchange.kinds import Importer, Incoming, Known, Proposal, Reading, S
from catalogue.exchange.vocabulary import Choice, Verdict
from catalogue.messages import N_, Message

_FAILED = re.compile(
    r"#(?:N/A|N/D|REF!|DIV/0!|VALUE!|VALEUR!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!)"
)
_TOLD_EVERY = 200  # rows


def propose(
    session: Session,
    importer: Importer[S],
    rows: Iterable[Incoming],
    lists: Lists,
    *,
    readings: Mapping[str, Mapping[str, str]] | None = None,
    doubts: dict[str, dict[str, Any]] | None = None,
    told: Callable[[int], None] = lambda _count: None,
) -> list[Proposal[S]]:
    """Say what each row would do, without writing anything.

    ``readings`` says by column how a person has decided to read doubtful cells («60.6» → «60.60»;
    an empty text when they are not to be read so); ``doubts`` is filled with those still to decide.
    ``told`` hears how many rows are dealt with.
    """
    reader = _Reader(importer, lists, readings or {})
    found = []
    for count, row in enumerate(rows):
        found.append(reader.read(row))
        if not count % _TOLD_EVERY:
            told(count // 2)
    known = importer.find(session, found)
    twins = _twins(found, known)
    proposals: list[Proposal[S]] = []
    faults: dict[int, dict[str, Message]] = {}
    for reading in found:
        for column, message in twins.get(reading.number, {}).items():
            reading.faults.setdefault(column, message)
        proposal = _matched(importer, reading, known)
        proposals.append(proposal)
        faults[proposal.number] = _own_faults(importer, proposal, reading)
    told(len(found) * 3 // 4)
    open_questions: dict[int, list[Message]] = {}
    for reading, proposal in zip(found, proposals, strict=True):
        if not faults[proposal.number]:
            open_questions[proposal.number] = _questions(importer, known, proposal, reading)
    sound = [one for one in proposals if one.writes and not faults[one.number]]
    for number, more in importer.all_faults(session, sound, lists).items():
        faults[number].update(more)
    for reading, proposal in zip(found, proposals, strict=True):
        asked = open_questions.get(proposal.number, [])
        against = {
            **faults[proposal.number],
            **{code: doubt.message for code, doubt in reading.doubts.items()},
        }
        _conclude(importer, proposal, against if faults[proposal.number] else {}, asked)
        if proposal.verdict is Verdict.UNDECIDED and doubts is not None:
            _count_doubts(reading, doubts)
    told(len(found))
    return proposals


class _Reader(Generic[S]):
    """Reads the rows of one file; a cell that comes back is read once."""

    def __init__(
        self, importer: Importer[S], lists: Lists, readings: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._importer = importer
        self._lists = lists
        self._readings = readings
        self._before: dict[tuple[str, str], Any] = {}

    def read(self, row: Incoming) -> Reading:
        reading = Reading(row.number, row.raw, row.choice)
        for column in self._importer.columns:
            text = row.raw.get(column.code, "")
            if not text:
                continue
            if len(text) > column.longest:
                reading.faults[column.code] = N_(
                    "%(length)d caractères, %(most)d au plus : raccourcissez ce texte.",
                    length=len(text),
                    most=column.longest,
                )
                continue
            if _FAILED.fullmatch(text):
                reading.faults[column.code] = N_(
                    "la formule de cette cellule est en erreur (%(text)s) : corrigez-la dans le "
                    "tableur.",
                    text=text,
                )
                continue
            value = self._value(column, text)
            if not isinstance(value, Unreadable):
                reading.values[column.code] = value
            elif value.likely and text not in self._readings.get(column.code, {}):
                reading.doubts[column.code] = value
                reading.values[column.code] = self._value(column, value.likely)
            else:
                reading.faults[column.code] = value.message
        if beyond := row.raw.get(BEYOND):
            reading.faults[BEYOND] = N_(
                "il y a plus de cellules que de titres (« %(text)s » en trop). Dans un CSV, mettez "
                "entre guillemets une cellule qui contient le séparateur.",
                text=beyond[:60],
            )
        self._importer.refine(reading, self._lists)
        return reading

    def _value(self, column: Column, text: str) -> Any:
        if column.read is plain_text:
            return text
        key = column.code, text
        if key not in self._before:
            self._before[key] = self._taken(column, text)
        return self._before[key]

    def _taken(self, column: Column, text: str) -> Any:
        decided = self._readings.get(column.code, {}).get(text)
        try:
            return column.read(decided or text, self._lists)
        except Unreadable as error:
            return error


def _twins(readings: Iterable[Reading], known: Known[Any]) -> dict[int, dict[str, Message]]:
    """Say of rows about the same subject which to keep; both, when they do not say the same."""
    first: dict[tuple[str, str], Reading] = {}
    found: dict[int, dict[str, Message]] = {}
    for reading in readings:
        for identity in known.identities(reading):
            other = first.setdefault(identity, reading)
            if other is reading:
                continue
            found.setdefault(reading.number, {}).setdefault(
                identity[0],
                N_(
                    "la ligne %(row)d de ce fichier dit déjà la même : gardez-en une seule.",
                    row=other.number,
                ),
            )
            if reading.values != other.values:
                found.setdefault(other.number, {}).setdefault(
                    identity[0],
                    N_(
                        "la ligne %(row)d de ce fichier dit autre chose de la même : gardez dans "
                        "le fichier celle qui est juste.",
                        row=reading.number,
                    ),
                )
    return found


def _count_doubts(reading: Reading, doubts: dict[str, dict[str, Any]]) -> None:
    for code, doubt in reading.doubts.items():
        cell = doubts.setdefault(code, {}).setdefault(
            reading.raw[code], {"likely": doubt.likely, "rows": 0, "said": None}
        )
        cell["rows"] += 1


def _questions(
    importer: Importer[S], known: Known[S], proposal: Proposal[S], reading: Reading
) -> list[Message]:
    """Give what a person must decide about a row; what they have chosen already is done."""
    headings = {column.code: column for column in importer.columns}
    asked = [
        sentence(proposal.number, headings[code], doubt.message)
        for code, doubt in reading.doubts.items()
    ]
    contested = known.contested(proposal)
    if not contested:
        return asked
    lost = [code for code, may_win in contested.items() if not may_win]
    names = ", ".join(f"« {headings[code].heading} »" for code in contested)
    if reading.choice is Choice.RECORDED:
        proposal.keep_recorded(contested)
    elif reading.choice is Choice.FILE:
        proposal.keep_recorded(lost)
    else:
        proposal.both = dict(proposal.changes)
        proposal.keep_recorded(lost)
        asked.append(
            N_(
                "Ligne %(row)d : cette fiche a des données plus récentes ici que dans le fichier "
                "(%(columns)s). Comparez, puis choisissez ce qui reste.",
                row=proposal.number,
                columns=names,
            )
        )
        asked.extend(
            N_(
                "« %(column)s » : le fichier date d’avant et ne peut pas l’emporter ; ce qui est "
                "enregistré reste dans les deux cas.",
                column=headings[code].heading,
            )
            for code in lost
        )
    return asked


def _matched(importer: Importer[S], reading: Reading, known: Known[S]) -> Proposal[S]:
    subject = known.match(reading)
    recorded = importer.recorded(subject) if subject is not None else {}
    given = reading.values
    changes: dict[str, Any] = {}
    for column in importer.columns:
        if column.code in given:
            before, after = recorded.get(column.code), given[column.code]
            if not _same(before, after):
                changes[column.code] = [canonical(before), canonical(after)]
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
        stood=recorded,
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


def _conclude(
    importer: Importer[S],
    proposal: Proposal[S],
    faults: Mapping[str, Message],
    asked: Sequence[Message],
) -> None:
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
    elif asked:
        proposal.verdict = Verdict.UNDECIDED
        proposal.changes = proposal.both or proposal.changes
        proposal.problems = [str(message) for message in asked]
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
    return bool(recorded == given) or canonical(recorded) == canonical(given)
