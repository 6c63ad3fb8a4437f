"""Two readings of one text, criterion by criterion: where they differ, what they share (pure).

Both are on the same version of the checklist: that of their round.
"""

from __future__ import annotations

from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.marker import AlreadyCovered, CriterionAnswer, FilledChecklist, GenderPurpose
from review.answers.vocabulary import SHORT_FORM_CRITERIA, Treatment, differences


def disagreements(first: FilledChecklist, second: FilledChecklist) -> tuple[str, ...]:
    """Name the criteria and statements on which two reviews differ, in the checklist's order.

    The answer and, where a treatment is asked, whether the difference is important: that is what an
    adjudicator settles. Other words for the same answer are no disagreement. A short form leaves
    unanswered what it does not ask.
    """
    codes = [code for code in first.codes if _coded(first, code) != _coded(second, code)]
    if _claims_purpose(first) != _claims_purpose(second):
        codes.append(GENDER_PURPOSE)
    if _claims_covered(first) != _claims_covered(second):
        codes.append(ALREADY_COVERED)
    return tuple(codes)


def agreed(first: FilledChecklist, second: FilledChecklist) -> FilledChecklist:
    """Give the answers two reviews share, which an adjudicator takes over as they are.

    Where the words differ, those of the review that also quotes the text are taken, else the
    first's.
    """
    open_codes = set(disagreements(first, second))
    answers = {
        code: _better(first.answer(code), second.answer(code))
        for code in first.codes
        if code not in open_codes and code in first.answers and _asked(first, code)
    }
    return FilledChecklist(
        answers=answers,
        already_covered=None if ALREADY_COVERED in open_codes else _covered(first, second),
        gender_purpose=None if GENDER_PURPOSE in open_codes else _purpose(first, second),
        criteria=first.criteria,
    )


def _asked(filled: FilledChecklist, code: str) -> bool:
    return not filled.short_form or code in SHORT_FORM_CRITERIA


def _coded(filled: FilledChecklist, code: str) -> object:
    if not _asked(filled, code):
        return None
    answer = filled.answer(code)
    if code == "F3":
        return differences(answer.value)
    criterion = filled.criterion(code)
    if criterion is not None and criterion.takes_material:
        value = filled.value(code)
        # What is not applicable is never important, whatever was ticked beside it.
        return value, None if value == Treatment.NOT_APPLICABLE else answer.material
    return filled.value(code)


def _better(first: CriterionAnswer, second: CriterionAnswer) -> CriterionAnswer:
    def proof(answer: CriterionAnswer) -> tuple[bool, bool]:
        return bool(answer.quotation.strip()), bool(answer.clause.strip())

    return second if proof(second) > proof(first) else first


def _claims_purpose(filled: FilledChecklist) -> bool:
    return filled.gender_purpose is not None and not filled.short_form


def _claims_covered(filled: FilledChecklist) -> bool:
    return filled.already_covered is not None and not filled.short_form


def _covered(first: FilledChecklist, second: FilledChecklist) -> AlreadyCovered | None:
    return first.already_covered if _claims_covered(first) and _claims_covered(second) else None


def _purpose(first: FilledChecklist, second: FilledChecklist) -> GenderPurpose | None:
    return first.gender_purpose if _claims_purpose(first) and _claims_purpose(second) else None
