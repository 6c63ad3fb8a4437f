"""Reading the checklist in its versions."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from review.checklists.models import ChecklistVersion, Question


def latest_published(session: Session) -> ChecklistVersion | None:
    """Give the version a new round starts with: the highest number that is published."""
    return session.scalars(
        sa.select(ChecklistVersion)
        .where(ChecklistVersion.published_at.is_not(None))
        .order_by(ChecklistVersion.number.desc())
        .limit(1)
    ).one_or_none()


def published_versions(session: Session) -> Sequence[ChecklistVersion]:
    """Give every published version, latest first, without its questions."""
    return session.scalars(
        sa.select(ChecklistVersion)
        .where(ChecklistVersion.published_at.is_not(None))
        .order_by(ChecklistVersion.number.desc())
    ).all()


def published_version(session: Session, number: int) -> ChecklistVersion | None:
    """Give one published version with its questions, or nothing."""
    return session.scalars(
        sa.select(ChecklistVersion)
        .where(ChecklistVersion.number == number, ChecklistVersion.published_at.is_not(None))
        .options(selectinload(ChecklistVersion.questions))
    ).one_or_none()


def questions_of_version(session: Session, version_id: int) -> Sequence[Question]:
    """Give the criteria of one version, in their order."""
    return session.scalars(
        sa.select(Question)
        .where(Question.checklist_version_id == version_id)
        .order_by(Question.position)
    ).all()


def with_questions(session: Session, version: ChecklistVersion) -> ChecklistVersion:
    """Give a version with its criteria in their order, read once by a session."""
    if "questions" in sa.inspect(version).unloaded:
        set_committed_value(version, "questions", questions_of_version(session, version.id))
    return version


def open_draft(session: Session) -> ChecklistVersion | None:
    """Give the draft in hand with its criteria and the version it started from, if there is one."""
    return session.scalars(
        sa.select(ChecklistVersion)
        .where(ChecklistVersion.published_at.is_(None), ChecklistVersion.abandoned_at.is_(None))
        .order_by(ChecklistVersion.number.desc())
        .limit(1)
        .options(
            selectinload(ChecklistVersion.questions),
            joinedload(ChecklistVersion.based_on).selectinload(ChecklistVersion.questions),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def highest_number(session: Session) -> int:
    """Give the highest number ever given to a version, a draft or an abandoned draft."""
    return session.scalar(sa.select(sa.func.max(ChecklistVersion.number))) or 0


def codes_ever_used(session: Session) -> set[str]:
    """Give every code a criterion of any version has or had: none is given again."""
    return set(session.scalars(sa.select(Question.code).distinct()))
