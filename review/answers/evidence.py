"""Hints kept from the text, written beside the answer they are evidence for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from catalogue.errors import DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.analysis.services import Kept
from review.answers.models import Answer
from review.answers.sections import LINE_LENGTH, TEXT_LENGTH
from review.answers.services import begin, copy_for
from review.assignments.models import Assignment

_CLAUSES = " ; "
_LINES = "\n"


def record(
    session: Session, assignment: Assignment, kept: Kept, actor: Actor, at: datetime
) -> None:
    """Add the clauses and the quotations of kept hints to the answer of a criterion.

    The answer itself is the reviewer's and stays as it is (product_rules §3, §7). Raises
    :class:`DomainError` when the criterion is not theirs to answer, or its texts are full.
    """
    copy = copy_for(session, assignment, "save", actor)
    if not copy.may_write(kept.criterion):
        raise DomainError(
            N_(
                "%(code)s n’est pas en désaccord\u00a0: sa réponse est reprise.",
                code=kept.criterion,
            )
        )
    review = copy.review or begin(session, copy, at=at)
    answer = next((one for one in review.answers if one.code == kept.criterion), None)
    if answer is None:
        answer = Answer(code=kept.criterion)
        answer.clause = answer.quotation = answer.note = ""
        review.answers.append(answer)
    clauses = _with(answer.clause, [one.clause for one in kept.hints], _CLAUSES)
    quotation = _with(answer.quotation, [one.context for one in kept.hints], _LINES)
    note = _with(answer.note, [kept.word], _LINES)
    if len(clauses) > LINE_LENGTH or max(len(quotation), len(note)) > TEXT_LENGTH:
        raise DomainError(
            N_(
                "%(code)s n’a plus de place pour cette citation\u00a0: raccourcissez d’abord ce "
                "qui y est écrit, ou gardez moins de pistes à la fois.",
                code=kept.criterion,
            )
        )
    answer.clause, answer.quotation, answer.note = clauses, quotation, note
    session.add(answer)
    review.updated_at = at
    flag_modified(review, "updated_at")


def _with(written: str, added: Iterable[str], between: str) -> str:
    """Add texts to what is written, each once, and none that is there already."""
    parts = [part for part in written.split(between) if part]
    for text in added:
        if text and text not in parts:
            parts.append(text)
    return between.join(parts)
