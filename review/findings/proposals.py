"""The first list of findings, prepared from what was answered and from the hints kept (pure).

What is missing where the difference is «importante», what harms, wording and figures that do not
suit, and the places of the text kept as evidence. The reviewer then edits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.messages import N_, Message
from review.answers.marker import CriterionAnswer, FilledChecklist
from review.answers.vocabulary import (
    TREATMENT_CRITERIA,
    DoNoHarm,
    Figures,
    Treatment,
    Wording,
)
from review.findings.vocabulary import CLAUSE_LENGTH, FINDING_LENGTH, MOST_FINDINGS

_OTHERWISE: dict[str, Message] = {
    "A13": N_(
        "Le texte peut créer ou aggraver un désavantage, un stéréotype ou une exclusion : à "
        "corriger."
    ),
    "T1": N_("La rédaction exclut des personnes : à reprendre."),
    "T2": N_("Les figures ou les exemples portent un stéréotype : à reprendre."),
}
_ABSENT = N_("La différence est importante et le texte n’en dit rien.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One finding as it is proposed; ``review_id`` is where it comes from."""

    code: str
    text: str
    clause: str = ""
    page: int | None = None
    review_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptHint:
    """A place of the text that the reviewer kept for a criterion."""

    criterion: str
    page: int
    clause: str
    context: str
    suggestions: Sequence[str]
    word: str


def proposed(review_id: int, filled: FilledChecklist, hints: Iterable[KeptHint]) -> list[Proposed]:
    """Propose the findings of one review, in the order of the checklist, then of the text."""
    found = []
    kept = list(hints)
    for code in filled.codes:
        answer = filled.answer(code)
        if _to_take_up(code, answer):
            found.append(
                Proposed(
                    code,
                    _text(code, answer)[:FINDING_LENGTH],
                    answer.clause[:CLAUSE_LENGTH],
                    review_id=review_id,
                )
            )
        found.extend(
            Proposed(code, _of_hint(one), one.clause[:CLAUSE_LENGTH], one.page, review_id)
            for one in kept
            if one.criterion == code
        )
    return found


def together(lists: Iterable[Sequence[Proposed]]) -> list[Proposed]:
    """Put the findings of several reviews in one list, each said once, by criterion."""
    seen: dict[tuple[str, str, str], Proposed] = {}
    order: list[str] = []
    for one in (one for found in lists for one in found):
        seen.setdefault((one.code, one.text, one.clause), one)
        if one.code not in order:
            order.append(one.code)
    return sorted(seen.values(), key=lambda one: order.index(one.code))[:MOST_FINDINGS]


def _to_take_up(code: str, answer: CriterionAnswer) -> bool:
    if code in TREATMENT_CRITERIA:
        return answer.value == Treatment.ABSENT and answer.material is True
    return (code, answer.value) in {
        ("A13", DoNoHarm.TO_FIX.value),
        ("A13", DoNoHarm.BLOCKING.value),
        ("T1", Wording.NOT_OK.value),
        ("T2", Figures.NOT_OK.value),
    }


def _text(code: str, answer: CriterionAnswer) -> str:
    """Say what is found: the reviewer's own words where there are some."""
    quoted = f"« {answer.quotation} »" if answer.quotation else ""
    told = "\n".join(part for part in (quoted, answer.note) if part)
    return told or str(_OTHERWISE.get(code, _ABSENT))


def _of_hint(hint: KeptHint) -> str:
    lines = [f"« {hint.context} »", hint.word]
    if hint.suggestions:
        lines.append(str(N_("Par exemple : %(words)s.", words=" ; ".join(hint.suggestions))))
    return "\n".join(line for line in lines if line)[:FINDING_LENGTH]
