"""Reading decisions: of a round, of a work item, of a standard, and those still waiting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.documents.models import Document
from catalogue.records.models import Edition, GenderTag
from catalogue.work_programme.models import TextVersion, WorkItem
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    LIVE_ROUND_STATES,
    UNFINISHED_ASSIGNMENT_STATES,
    AssignmentRole,
    Phase,
)
from review.decisions.models import Decision, DecisionDecider, TextEquivalence

_WHOLE = (
    joinedload(Decision.round).joinedload(ReviewRound.work_item),
    joinedload(Decision.round).joinedload(ReviewRound.edition),
    joinedload(Decision.round)
    .joinedload(ReviewRound.text_version)
    .joinedload(TextVersion.document),
    joinedload(Decision.round).joinedload(ReviewRound.checklist_version),
    joinedload(Decision.round).selectinload(ReviewRound.assignments),
    selectinload(Decision.deciders).joinedload(DecisionDecider.account),
    selectinload(Decision.deciders).joinedload(DecisionDecider.review),
)


def decision_of(session: Session, decision_id: int) -> Decision | None:
    """Give a decision with its round, its text and its deciders."""
    return session.scalars(
        sa.select(Decision).where(Decision.id == decision_id).options(*_WHOLE)
    ).one_or_none()


def decision_of_round(session: Session, round_: ReviewRound) -> Decision | None:
    """Give the decision of a round, if it has one."""
    return session.scalars(
        sa.select(Decision).where(Decision.round_id == round_.id).options(*_WHOLE)
    ).one_or_none()


def decisions_on_item(session: Session, work_item_id: int) -> Sequence[Decision]:
    """Give the decisions on the final texts of a work item, latest first."""
    return session.scalars(
        sa.select(Decision)
        .join(ReviewRound, ReviewRound.id == Decision.round_id)
        .where(ReviewRound.work_item_id == work_item_id, ReviewRound.phase == Phase.FINAL)
        .options(*_WHOLE)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    ).all()


def decisions_on_edition(session: Session, edition: Edition) -> Sequence[Decision]:
    """Give the decisions on a standard and on the texts of its work item, latest first."""
    items = sa.select(WorkItem.id).where(WorkItem.edition_id == edition.id)
    return session.scalars(
        sa.select(Decision)
        .join(ReviewRound, ReviewRound.id == Decision.round_id)
        .where(
            ReviewRound.phase == Phase.FINAL,
            sa.or_(ReviewRound.edition_id == edition.id, ReviewRound.work_item_id.in_(items)),
        )
        .options(*_WHOLE)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    ).all()


def edition_with_text(session: Session, edition_id: int) -> Edition | None:
    """Give an edition with the document that is its text."""
    return session.scalars(
        sa.select(Edition)
        .where(Edition.id == edition_id)
        .options(joinedload(Edition.text_document))
    ).one_or_none()


def text_document_of(session: Session, edition: Edition) -> Document | None:
    """Give the document that is the text of an edition, as homologated or published."""
    if edition.text_document_id is None:
        return None
    return session.get(Document, edition.text_document_id)


def subject_edition_id(session: Session, round_: ReviewRound) -> int | None:
    """Give the standard a round is about: the older one, or what the work item became."""
    if round_.edition_id is not None:
        return round_.edition_id
    return session.scalar(sa.select(WorkItem.edition_id).where(WorkItem.id == round_.work_item_id))


def equivalence_of(
    session: Session, decision: Decision, edition: Edition
) -> TextEquivalence | None:
    """Give what the focal point recorded of the two texts, if anything."""
    return session.scalars(
        sa.select(TextEquivalence).where(
            TextEquivalence.decision_id == decision.id, TextEquivalence.edition_id == edition.id
        )
    ).one_or_none()


def tagged_edition_ids(session: Session, decision: Decision) -> Sequence[int]:
    """Give the standards a decision has tagged."""
    return session.scalars(
        sa.select(GenderTag.edition_id).where(GenderTag.decision_id == decision.id)
    ).all()


def decisions_that_tagged(session: Session, edition: Edition) -> Collection[int]:
    """Give the ids of the decisions whose tag an edition carries."""
    return set(
        session.scalars(sa.select(GenderTag.decision_id).where(GenderTag.edition_id == edition.id))
    )


def last_tagged_at(session: Session, edition: Edition) -> datetime | None:
    """Give when an edition was last tagged, None if it never was."""
    return session.scalars(
        sa.select(GenderTag.tagged_at)
        .where(GenderTag.edition_id == edition.id)
        .order_by(GenderTag.id.desc())
        .limit(1)
    ).first()


def unfinished_readings(session: Session, round_: ReviewRound) -> int:
    """Count the reviewers of a round who have still to hand in, or to hand in again."""
    waiting = sa.select(sa.func.count()).where(
        Assignment.round_id == round_.id,
        Assignment.role == AssignmentRole.REVIEWER,
        Assignment.state.in_(UNFINISHED_ASSIGNMENT_STATES),
    )
    return session.scalar(waiting) or 0


def editions_in_review(session: Session, edition_ids: Sequence[int]) -> Collection[int]:
    """Tell which of these standards have a final text being read, for «en cours» (§4)."""
    live = sa.and_(ReviewRound.state.in_(LIVE_ROUND_STATES), ReviewRound.phase == Phase.FINAL)
    own = sa.select(ReviewRound.edition_id).where(live, ReviewRound.edition_id.in_(edition_ids))
    through_items = (
        sa.select(WorkItem.edition_id)
        .join(ReviewRound, ReviewRound.work_item_id == WorkItem.id)
        .where(live, WorkItem.edition_id.in_(edition_ids))
    )
    return {found for query in (own, through_items) for found in session.scalars(query) if found}
