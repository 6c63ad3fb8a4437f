"""Reading filled checklists: one's own working copy, a round's reviews, those that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from catalogue.permissions import Actor
from review.answers.comparison import agreed, disagreements
from review.answers.completeness import ALREADY_COVERED, GENDER_PURPOSE
from review.answers.filled import criteria_of, filled_of
from review.answers.marker import FilledChecklist
from review.answers.models import Answer, AnswerExtract, Review
from review.answers.rules import visible_reviews
from review.assignments.models import Assignment, ReviewRound
from review.assignments.vocabulary import (
    ACTIVE_ASSIGNMENT_STATES,
    AssignmentRole,
    AssignmentState,
)
from review.checklists.models import ChecklistVersion
from review.checklists.queries import with_questions

_WHOLE = (
    selectinload(Review.answers),
    joinedload(Review.entered_by),
    joinedload(Review.signed_document),
    joinedload(Review.assignment).joinedload(Assignment.account),
    joinedload(Review.assignment)
    .joinedload(Assignment.round)
    .selectinload(ReviewRound.assignments),
    joinedload(Review.assignment)
    .joinedload(Assignment.round)
    .joinedload(ReviewRound.checklist_version)
    .selectinload(ChecklistVersion.questions),
)


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What one person has in hand: their review so far, and for an adjudicator what is to settle.

    ``review`` is None before the first save. ``to_settle`` and ``readings`` are empty for a
    reviewer; ``reasons`` are the adjudicator's so far, by criterion.
    """

    assignment: Assignment
    review: Review | None
    filled: FilledChecklist
    to_settle: tuple[str, ...] = ()
    readings: tuple[Review, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def adjudicates(self) -> bool:
        """Tell whether this copy settles what two reviews left open."""
        return self.assignment.role is AssignmentRole.ADJUDICATOR

    @property
    def writable(self) -> bool:
        """Tell whether answers can still be written."""
        return self.assignment.state is AssignmentState.IN_PROGRESS

    def may_write(self, code: str) -> bool:
        """Tell whether this criterion is this person's to answer."""
        return self.writable and (not self.adjudicates or code in self.to_settle)


def working_copy(session: Session, assignment: Assignment) -> WorkingCopy:
    """Give what the person of an assignment has in hand; an adjudicator starts from what agrees."""
    review = latest_review(session, assignment)
    if assignment.role is not AssignmentRole.ADJUDICATOR:
        filled = filled_of(review) if review is not None else _empty(session, assignment)
        return WorkingCopy(assignment, review, filled)
    readings = standing_reviews(session, assignment.round_id)
    first, second = (filled_of(one) for one in readings)
    to_settle = disagreements(first, second)
    if review is None:
        return WorkingCopy(assignment, None, agreed(first, second), to_settle, tuple(readings))
    reasons = {answer.code: answer.disagreement_reason for answer in review.answers}
    reasons |= {GENDER_PURPOSE: review.purpose_reason, ALREADY_COVERED: review.covered_reason}
    return WorkingCopy(assignment, review, filled_of(review), to_settle, tuple(readings), reasons)


def _empty(session: Session, assignment: Assignment) -> FilledChecklist:
    """Give a checklist in which nothing is answered yet, on the version of its round."""
    version = with_questions(session, assignment.round.checklist_version)
    return FilledChecklist(criteria=criteria_of(version.questions))


def latest_review(session: Session, assignment: Assignment) -> Review | None:
    """Give the review a person has in hand: the last revision, or the last one handed in.

    A reopened review that was not handed in again before the adjudication stays on record without
    standing for anything. The assignment is one that :func:`assignment_of` gave: what it holds of
    its round is not read again, nor what this session already read of the review.
    """
    query = sa.select(Review).where(Review.assignment_id == assignment.id)
    if assignment.state is AssignmentState.SUBMITTED:
        query = query.where(Review.submitted_at.is_not(None))
    found = session.scalars(
        # By hand or from paper is the exception: a query of its own there, none elsewhere.
        query.options(selectinload(Review.entered_by), selectinload(Review.signed_document))
        .order_by(Review.revision.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    set_committed_value(found, "assignment", assignment)
    with_questions(session, assignment.round.checklist_version)
    if "answers" in sa.inspect(found).unloaded:
        answers = sa.select(Answer).where(Answer.review_id == found.id).order_by(Answer.id)
        set_committed_value(found, "answers", session.scalars(answers).all())
    return found


def standing_reviews(session: Session, round_id: int) -> Sequence[Review]:
    """Give the review each active reviewer last handed in, in the order they were asked.

    For the software's own use (deciding, adjudicating): it shows nothing to anybody.
    """
    last = (
        sa.select(Review.assignment_id, sa.func.max(Review.revision).label("revision"))
        .where(Review.submitted_at.is_not(None))
        .group_by(Review.assignment_id)
        .subquery()
    )
    return session.scalars(
        sa.select(Review)
        .join(
            last,
            sa.and_(
                last.c.assignment_id == Review.assignment_id, last.c.revision == Review.revision
            ),
        )
        .join(Assignment, Assignment.id == Review.assignment_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.role == AssignmentRole.REVIEWER,
            Assignment.state.in_(ACTIVE_ASSIGNMENT_STATES),
        )
        .options(*_WHOLE)
        .order_by(Assignment.id)
    ).all()


def reviews_in(session: Session, actor: Actor, round_: ReviewRound) -> Sequence[Review]:
    """Give the reviews of a round that this person may see, every revision, in order."""
    return session.scalars(
        sa.select(Review)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .where(Assignment.round_id == round_.id, visible_reviews.where(actor))
        .options(*_WHOLE)
        .order_by(Assignment.id, Review.revision)
    ).all()


def whole_reviews(session: Session, review_ids: Sequence[int]) -> Sequence[Review]:
    """Give some reviews with all that is written of them, in the order they were made.

    For the software's own use (printing a decision): it shows nothing to anybody.
    """
    return session.scalars(
        sa.select(Review).where(Review.id.in_(review_ids)).options(*_WHOLE).order_by(Review.id)
    ).all()


def extracts_of(
    session: Session, review_ids: Iterable[int]
) -> Mapping[int, Sequence[AnswerExtract]]:
    """Give the extracts of some reviews with their files, by review.

    Shows nothing by itself: the reviews are those the caller may show.
    """
    found: dict[int, list[AnswerExtract]] = {}
    rows = session.scalars(
        sa.select(AnswerExtract)
        .where(AnswerExtract.review_id.in_(list(review_ids)))
        .options(joinedload(AnswerExtract.document))
        .order_by(AnswerExtract.id)
    )
    for one in rows:
        found.setdefault(one.review_id, []).append(one)
    return found


def visible_review(session: Session, actor: Actor, review_id: int) -> Review | None:
    """Give one review with all that its page shows, if this person may see it."""
    found = session.scalars(
        sa.select(Review).where(Review.id == review_id).options(*_WHOLE)
    ).one_or_none()
    return found if found is not None and visible_reviews.allows(actor, found) else None
