"""From the rows of a review to the checklist the calculations read, and back to plain texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.criteria import SHIPPED, Criterion, Field, in_order
from review.answers.marker import AlreadyCovered, CriterionAnswer, FilledChecklist, GenderPurpose
from review.answers.models import Review
from review.answers.vocabulary import COMPOSITION_UNKNOWN, composition_value
from review.checklists.models import Question

YES, NO = "oui", "non"
TICKED = "y"


def criteria_of(questions: Iterable[Question]) -> tuple[Criterion, ...]:
    """Give the criteria of a version from its questions in their order."""
    return in_order(
        Criterion(one.code, one.answer_kind, one.part, required=one.required) for one in questions
    )


def filled_of(review: Review) -> FilledChecklist:
    """Give the checklist of a review loaded with its answers, and with the version it is on."""
    covered = None
    if review.covered_by_reference is not None:
        covered = AlreadyCovered(
            review.covered_by_reference,
            review.covered_by_clause or "",
            review.covered_by_quotation or "",
        )
    purpose = None
    if review.purpose_clause is not None:
        purpose = GenderPurpose(review.purpose_clause)
    return FilledChecklist(
        answers={
            answer.code: CriterionAnswer(
                value=answer.value,
                material=answer.material,
                clause=answer.clause,
                quotation=answer.quotation,
                note=answer.note,
                source=answer.source,
            )
            for answer in review.answers
        },
        already_covered=covered,
        gender_purpose=purpose,
        criteria=criteria_of(review.assignment.round.checklist_version.questions),
    )


def recorded(
    filled: FilledChecklist, codes: Iterable[str], reasons: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give what is recorded of some criteria as the texts of the form's inputs, by their name.

    ``reasons`` are an adjudicator's, by criterion.
    """
    texts: dict[str, str] = {}
    for code in codes:
        if reasons is not None:
            texts[f"{code}_reason"] = reasons.get(code, "")
        if code == GENDER_PURPOSE:
            purpose = filled.gender_purpose
            texts[f"{code}_value"] = TICKED if purpose is not None else ""
            texts[f"{code}_clause"] = purpose.clause if purpose is not None else ""
        elif code == ALREADY_COVERED:
            covered = filled.already_covered
            texts[f"{code}_value"] = TICKED if covered is not None else ""
            for field in (Field.REFERENCE, Field.CLAUSE, Field.QUOTATION):
                texts[f"{code}_{field}"] = getattr(covered, field) if covered is not None else ""
        else:
            answer = filled.answer(code)
            criterion = filled.criterion(code)
            if criterion is not None and criterion.takes_counts:
                texts.update(_composition(code, answer.value))
            else:
                texts[f"{code}_value"] = answer.value or ""
            texts[f"{code}_material"] = {True: YES, False: NO, None: ""}[answer.material]
            for field in (Field.CLAUSE, Field.QUOTATION, Field.NOTE, Field.SOURCE):
                texts[f"{code}_{field}"] = getattr(answer, field)
    return texts


def _composition(code: str, value: str | None) -> dict[str, str]:
    """Give the two numbers answered and the «inconnu», however much of it was filled in."""
    parts = (value or "").split(",")
    counts = dict(part.split("=", 1) for part in parts if "=" in part)
    return {
        f"{code}_women": counts.get("femmes", ""),
        f"{code}_men": counts.get("hommes", ""),
        f"{code}_unknown": TICKED if COMPOSITION_UNKNOWN in parts else "",
    }


def filled_from(
    texts: Mapping[str, str], criteria: tuple[Criterion, ...] = SHIPPED
) -> FilledChecklist:
    """Read texts of the form's inputs back into a checklist: the inverse of :func:`recorded`.

    Only criteria that have an input among the texts are answered.
    """

    def text(name: str) -> str:
        return texts.get(name, "")

    codes = dict.fromkeys(name.rpartition("_")[0] for name in texts)
    covered = purpose = None
    if text(f"{ALREADY_COVERED}_value"):
        covered = AlreadyCovered(
            text(f"{ALREADY_COVERED}_reference"),
            text(f"{ALREADY_COVERED}_clause"),
            text(f"{ALREADY_COVERED}_quotation"),
        )
    if text(f"{GENDER_PURPOSE}_value"):
        purpose = GenderPurpose(text(f"{GENDER_PURPOSE}_clause"))
    return FilledChecklist(
        answers={
            code: CriterionAnswer(
                value=_counted(code, texts)
                if f"{code}_women" in texts
                else text(f"{code}_value") or None,
                material={YES: True, NO: False}.get(text(f"{code}_material")),
                clause=text(f"{code}_clause"),
                quotation=text(f"{code}_quotation"),
                note=text(f"{code}_note"),
                source=text(f"{code}_source"),
            )
            for code in codes
            if code not in {ALREADY_COVERED, GENDER_PURPOSE}
        },
        already_covered=covered,
        gender_purpose=purpose,
        criteria=criteria,
    )


def _counted(code: str, texts: Mapping[str, str]) -> str | None:
    women, men = texts.get(f"{code}_women", ""), texts.get(f"{code}_men", "")
    return composition_text(
        int(women) if women else None,
        int(men) if men else None,
        unknown=bool(texts.get(f"{code}_unknown")),
    )


def composition_text(women: int | None, men: int | None, *, unknown: bool) -> str | None:
    """Write what was filled in of two numbers, whole or not: nothing typed is lost."""
    if women is not None and men is not None and not unknown:
        return composition_value(women, men)
    parts = [
        *([] if women is None else [f"femmes={women}"]),
        *([] if men is None else [f"hommes={men}"]),
        *([COMPOSITION_UNKNOWN] if unknown else []),
    ]
    return ",".join(parts) or None
