"""Who asked for the text a round reads, and who may prepare, read and answer its findings."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.documents.models import Document
from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.vocabulary import TextKind, WorkItemStatus
from review.assignments.models import Assignment, ReviewRound
from review.assignments.rules import reads_in
from review.assignments.vocabulary import AssignmentRole, AssignmentState, RoundState
from review.findings.models import FindingCheck, RoundReturn
from review.needs.models import NeedsExpression
from review.needs.rules import CHAIRED

# A draft's round ends without a decision; a final text's round by its decision, which stays.
ENDED = frozenset({RoundState.CLOSED, RoundState.DECIDED})
# What the committee can still work on: not the text that was homologated.
WORKED_ON = frozenset({TextKind.DRAFT, TextKind.COUNCIL})


def asked_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition a round fulfils when this person asked for its text.

    They chair the committee of the work item, or the need it comes from is theirs.
    """
    if not actor.may(Permission.NEEDS_DRAFT):
        return sa.false()
    from_needs = sa.select(NeedsExpression.work_item_id).where(
        NeedsExpression.work_item_id.is_not(None), CHAIRED.where(actor)
    )
    of_committee = sa.select(WorkItem.id).where(
        WorkItem.committee_id.in_(sorted(actor.committee_ids))
    )
    return sa.or_(
        ReviewRound.work_item_id.in_(from_needs), ReviewRound.work_item_id.in_(of_committee)
    )


def asked_for(session: Session, actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person asked for the text of a round."""
    query = sa.select(ReviewRound.id).where(ReviewRound.id == round_.id, asked_by(actor))
    return session.scalar(query) is not None


def read_it(actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person handed in a review of the round, as a reviewer."""
    return actor.may(Permission.REVIEW_FILL) and any(
        one.account_id == actor.account_id
        and one.role is AssignmentRole.REVIEWER
        and one.state is AssignmentState.SUBMITTED
        for one in round_.assignments
    )


def can_be_taken_up(round_: ReviewRound) -> bool:
    """Tell whether the round has ended and the committee can still take its text up again.

    ``round_`` comes with its work item and its text.
    """
    item = round_.work_item
    return (
        round_.state in ENDED
        and item is not None
        and item.edition_id is None
        and item.status is not WorkItemStatus.ABANDONED
        and round_.text_version.kind in WORKED_ON
    )


def visible_returns(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition a list of findings fulfils when this person may read it.

    One being written: those who read in the round. One that was sent: also who follows reviews,
    who asked for the text, and who reads a later version of it.
    """
    own = RoundReturn.round_id.in_(_handed_in(actor))
    earlier, later = aliased(ReviewRound), aliased(ReviewRound)
    reads_later = (
        sa.select(earlier.id)
        .join(later, sa.and_(later.work_item_id == earlier.work_item_id, later.id > earlier.id))
        .where(later.id.in_(reads_in(actor)))
    )
    for_others: list[sa.ColumnElement[bool]] = [
        RoundReturn.round_id.in_(reads_in(actor)),
        RoundReturn.round_id.in_(reads_later),
        RoundReturn.round_id.in_(sa.select(ReviewRound.id).where(asked_by(actor))),
    ]
    if actor.may(Permission.REVIEW_READ):
        for_others = [sa.true()]
    return sa.or_(own, sa.and_(RoundReturn.sent_at.is_not(None), sa.or_(*for_others)))


def _handed_in(actor: Actor) -> sa.Select[int]:
    return sa.select(Assignment.round_id).where(
        Assignment.account_id == actor.account_id,
        Assignment.role == AssignmentRole.REVIEWER,
        Assignment.state == AssignmentState.SUBMITTED,
    )


def may_answer(session: Session, actor: Actor, round_: ReviewRound) -> bool:
    """Tell whether this person answers for the committee: its chair, the secretariat for them."""
    if not can_be_taken_up(round_):
        return False
    return actor.may(Permission.REVIEW_ASSIGN) or asked_for(session, actor, round_)


def visible_checks(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition a check fulfils when this person may see it: as the answers beside it.

    One's own always; another's once the round that made it has ended.
    """
    own = sa.select(Assignment.id).where(Assignment.account_id == actor.account_id)
    ended = (
        sa.select(Assignment.id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(ReviewRound.state.in_(ENDED), Assignment.state == AssignmentState.SUBMITTED)
    )
    return sa.or_(FindingCheck.assignment_id.in_(own), FindingCheck.assignment_id.in_(ended))


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a document is a text sent back with findings, or the one that answers them."""
    if not actor.signed_in:
        return False
    answering = aliased(TextVersion)
    query = (
        sa.select(RoundReturn.id)
        .join(ReviewRound, ReviewRound.id == RoundReturn.round_id)
        .join(TextVersion, TextVersion.id == ReviewRound.text_version_id)
        .outerjoin(answering, answering.id == RoundReturn.text_version_id)
        .where(
            sa.or_(TextVersion.document_id == document.id, answering.document_id == document.id),
            RoundReturn.sent_at.is_not(None),
            visible_returns(actor),
        )
        .limit(1)
    )
    return session.scalar(query) is not None
