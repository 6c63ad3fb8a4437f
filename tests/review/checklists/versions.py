"""Versions of the checklist for tests: the shipped one, reworded, reordered and added to."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.checklists.models import ChecklistVersion, Question
from review.checklists.queries import latest_published, questions_of_version
from review.checklists.vocabulary import AnswerKind, Part
from tests.review.assignments.arranging import NOW

_KEPT = [
    column.name
    for column in Question.__table__.columns
    if column.name not in {"id", "checklist_version_id"}
]


def extra(code: str, kind: AnswerKind, *, required: bool = True, part: Part = Part.FURTHER):
    """Give a criterion that the shipped checklist does not have."""
    return Question(
        code=code,
        answer_kind=kind,
        part=part,
        required=required,
        block_fr=f"Complément {code}",
        question_fr=f"Question complémentaire {code} ?",
    )


def next_version(
    session: Session,
    *extras: Question,
    order: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    at: datetime = NOW,
) -> ChecklistVersion:
    """Publish the version after the latest one: criteria named in ``order`` come first."""
    before = latest_published(session)
    assert before is not None
    copies = [
        Question(**{name: getattr(one, name) for name in _KEPT})
        for one in questions_of_version(session, before.id)
        if one.code not in without
    ]
    ranked = sorted(copies, key=lambda one: order.index(one.code) if one.code in order else 99)
    made = ChecklistVersion(
        number=before.number + 1, title_fr=f"Version {before.number + 1}", based_on_id=before.id
    )
    for place, one in enumerate((*ranked, *extras), start=1):
        one.position = place
    made.questions = [*ranked, *extras]
    session.add(made)
    session.flush()
    made.published_at = at
    session.flush()
    return made


def questions(session: Session, version: ChecklistVersion) -> dict[str, Question]:
    """Give the criteria of a version by code, read anew."""
    found = session.scalars(
        sa.select(Question).where(Question.checklist_version_id == version.id)
    ).all()
    return {one.code: one for one in found}
