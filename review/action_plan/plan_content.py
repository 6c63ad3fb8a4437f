"""What the rows of a file say of a plan: lines, objectives, and what must be corrected. Pure.

Nothing is guessed: what cannot be read is a fault of its row and column, with what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from catalogue.exchange.cells import Lists, Unreadable, day, wording
from catalogue.messages import N_, Message
from review.action_plan.lines import (
    LONGEST_TEXT,
    LineFacts,
    code_problem,
    codes_written,
    line_problems,
)
from review.action_plan.objectives import ObjectiveFacts, objective_problems
from review.action_plan.plan_columns import (
    HEADINGS,
    KIND,
    LINE,
    OBJECTIVE,
    ONLY_LINES,
    ONLY_OBJECTIVES,
    SOURCE,
)
from review.action_plan.plan_file import FileRow
from review.action_plan.vocabulary import COLUMNS, OWNER_SEPARATOR, OWNERS

LONGEST: Mapping[str, int] = {
    "baseline_value": 300,
    "population": 500,
    "measured_by": 500,
    "indicator_code": 100,
    "result_title": 1000,
}
_KINDS = {"": LINE, "ligne": LINE, "line": LINE, "objectif": OBJECTIVE, "objective": OBJECTIVE}
_RESULT_SAID = re.compile(r"r[ée]sultat\s*(?:n°\s*)?", re.IGNORECASE)
_OBJECTIVE_COLUMNS = {"text": "activity", "owner": OWNERS}


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be corrected: the row, its column, what is written there, what to do."""

    row: int
    heading: Message
    written: str
    message: Message


@dataclass(frozen=True, slots=True)
class ReadObjective:
    """The objective of a result; ``text_source`` is the plan's own text."""

    row: int
    code: str
    result: str
    text_source: str
    facts: ObjectiveFacts

    @property
    def slots(self) -> Mapping[str, object]:
        """What it says of each slot of a SMART objective."""
        return asdict(self.facts)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of the plan, and the row it is from."""

    row: int
    facts: LineFacts


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a file says of a plan, in its order, and the faults that keep it from being taken."""

    lines: tuple[ReadLine, ...]
    objectives: tuple[ReadObjective, ...]
    faults: tuple[Fault, ...]

    @property
    def undated(self) -> tuple[ReadObjective, ...]:
        """The objectives with a target and no date: said, and left to who decides."""
        return tuple(one for one in self.objectives if one.facts.target and not one.facts.due_on)


def content_of(rows: Sequence[FileRow], *, known: Collection[str], today: date) -> PlanContent:
    """Read the rows of a file as the lines and objectives of a plan, with every fault.

    ``known`` are the codes of the indicators that may follow a line.
    """
    faults: list[Fault] = []
    titles = _titles(rows, faults)
    lines: list[ReadLine] = []
    objectives: list[ReadObjective] = []
    for row in rows:
        kind = _KINDS.get(wording(row.cells.get(KIND, "")))
        if kind is None:
            faults.append(_fault(row, KIND, N_("Écrivez « ligne » ou « objectif ».")))
        elif kind == LINE:
            lines.append(_line(row, titles, known, faults))
        else:
            objectives.append(_objective(row, today, faults))
    _refuse_twice(rows, lines, objectives, faults)
    _refuse_alone(rows, lines, objectives, faults)
    return PlanContent(
        tuple(lines), tuple(objectives), tuple(sorted(faults, key=lambda one: one.row))
    )


def _fault(row: FileRow, column: str, message: Message) -> Fault:
    return Fault(row.number, HEADINGS[column], row.cells.get(column, ""), message)


def _result(row: FileRow) -> str:
    return _RESULT_SAID.sub("", row.cells.get("result", "")).strip()


def _titles(rows: Sequence[FileRow], faults: list[Fault]) -> Mapping[tuple[str, str], str]:
    """Give the title of each result, shown and source; two titles of one result are a fault."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        for column in ("result_title", f"result_title{SOURCE}"):
            text, key = row.cells.get(column, ""), (_result(row), column)
            if text and found.setdefault(key, text) != text:
                told = N_(
                    "Le résultat %(number)s a un autre titre plus haut : « %(title)s ». Gardez le "
                    "même, ou corrigez le numéro du résultat.",
                    number=key[0],
                    title=found[key][:100],
                )
                faults.append(_fault(row, column, told))
    return found


def _line(
    row: FileRow,
    titles: Mapping[tuple[str, str], str],
    known: Collection[str],
    faults: list[Fault],
) -> ReadLine:
    result = _result(row)
    words = {name: row.cells.get(name, "") for name in COLUMNS}
    sources = {name: row.cells.get(f"{name}{SOURCE}", "") for name in COLUMNS}
    for texts in (words, sources):
        texts[OWNERS] = _owners(texts[OWNERS])
    facts = LineFacts(
        code=row.cells.get("code", ""),
        result=result,
        result_title=titles.get((result, "result_title"), ""),
        words=words,
        indicator_code=codes_written(row.cells.get("indicator_code", "")),
        sources=sources | {"result_title": titles.get((result, f"result_title{SOURCE}"), "")},
    )
    problems = line_problems(facts, known)
    if result and not facts.result_title:
        problems["result_title"] = N_("Écrivez le titre du résultat, une fois au moins.")
    faults += [_fault(row, column, message) for column, message in problems.items()]
    _refuse_lost(row, ONLY_OBJECTIVES, OBJECTIVE, faults)
    _refuse_long(row, faults, but=problems)
    return ReadLine(row.number, facts)


def _objective(row: FileRow, today: date, faults: list[Fault]) -> ReadObjective:
    days: dict[str, date | None] = {}
    for column in ("baseline_on", "due_on"):
        text = row.cells.get(column, "")
        try:
            days[column] = day(text, _no_lists(today)) if text else None
        except Unreadable as error:
            days[column] = None
            faults.append(_fault(row, column, error.message))
    result = _result(row)
    facts = ObjectiveFacts(
        text=row.cells.get("activity", ""),
        indicator_code=row.cells.get("indicator_code", ""),
        baseline_value=row.cells.get("baseline_value", ""),
        target=row.cells.get("target", ""),
        population=row.cells.get("population", ""),
        measured_by=row.cells.get("measured_by", ""),
        owner=row.cells.get(OWNERS, ""),
        **days,
    )
    problems = objective_problems(facts, today)
    faults += [
        _fault(row, _OBJECTIVE_COLUMNS.get(name, name), message)
        for name, message in problems.items()
    ]
    if not result:
        faults.append(_fault(row, "result", N_("Écrivez le numéro du résultat de cet objectif.")))
    _refuse_lost(row, ONLY_LINES, LINE, faults)
    _refuse_long(row, faults, but=problems)
    code = row.cells.get("code", "") or f"R{result}"
    if result and (wrong := code_problem(code)) is not None:
        faults.append(_fault(row, "code", wrong))
    source = row.cells.get(f"activity{SOURCE}", "")
    return ReadObjective(row.number, code, result, source, facts)


def _owners(text: str) -> str:
    parts = (part.strip() for part in text.replace("\n", OWNER_SEPARATOR).split(OWNER_SEPARATOR))
    return OWNER_SEPARATOR.join(part for part in parts if part)


def _refuse_lost(row: FileRow, columns: Iterable[str], kind: str, faults: list[Fault]) -> None:
    told = N_(
        "Cette colonne ne se lit que pour « %(kind)s » : videz la case, ou changez le type.",
        kind=kind,
    )
    faults += [_fault(row, name, told) for name in columns if row.cells.get(name)]


def _refuse_long(row: FileRow, faults: list[Fault], *, but: Collection[str]) -> None:
    for name, text in row.cells.items():
        most = LONGEST.get(name, LONGEST_TEXT)
        if len(text) > most and name not in but:
            told = N_("Raccourcissez ce texte : %(most)d caractères au plus.", most=most)
            faults.append(_fault(row, name, told))


def _refuse_twice(
    rows: Sequence[FileRow],
    lines: Sequence[ReadLine],
    objectives: Sequence[ReadObjective],
    faults: list[Fault],
) -> None:
    by_number = {row.number: row for row in rows}
    for column, keys in (
        ("code", [(one.row, one.facts.code) for one in lines]),
        ("result", [(one.row, one.result) for one in objectives]),
        ("code", [(one.row, one.code) for one in objectives]),
    ):
        first: dict[str, int] = {}
        for number, key in keys:
            if key and first.setdefault(key, number) != number:
                told = N_(
                    "« %(text)s » est déjà à la rangée %(row)d. Un code ne sert qu’une fois, et un "
                    "résultat n’a qu’un objectif ; un tableur lit 1.10 comme 1.1 si la colonne "
                    "n’est pas au format « Texte ».",
                    text=key,
                    row=first[key],
                )
                faults.append(_fault(by_number[number], column, told))


def _refuse_alone(
    rows: Sequence[FileRow],
    lines: Sequence[ReadLine],
    objectives: Sequence[ReadObjective],
    faults: list[Fault],
) -> None:
    by_number = {row.number: row for row in rows}
    results = {one.facts.result for one in lines}
    for one in objectives:
        if one.result and one.result not in results:
            told = N_(
                "Aucune ligne n’a le résultat %(number)s : ajoutez-en une, ou corrigez le numéro.",
                number=one.result,
            )
            faults.append(_fault(by_number[one.row], "result", told))


def _no_lists(today: date) -> Lists:
    """Give the closed lists that a day is read against: none but the day itself."""
    nothing: frozenset[str] = frozenset()
    return Lists(
        today=today,
        agency="",
        ics=nothing,
        stages=nothing,
        committees={},
        committee_ids={},
        bodies={},
    )
