"""What a chair follows: their needs, the work items they became, and where the readings stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.errors import NotFound
from catalogue.paging import PAGE_SIZE, Page, offset
from catalogue.permissions import Actor
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound
from review.decisions.models import Decision
from review.findings.models import RoundReturn
from review.findings.rules import visible_returns
from review.needs.models import NeedsExpression
from review.needs.rules import CHAIRED


@dataclass(frozen=True, slots=True)
class Readings:
    """The rounds on a work item, oldest first, the decisions and lists of findings they led to.

    Rounds only: nothing of who reads, nor how far they are.
    """

    rounds: Sequence[ReviewRound]
    decisions: Mapping[int, Decision]
    returns: Mapping[int, RoundReturn]


def requests_page(session: Session, actor: Actor, *, number: int = 1) -> Page[NeedsExpression]:
    """Give the needs of the committees a person chairs, latest first.

    Those of a committee and those that propose a new one are looked up apart, each by its index.
    """
    last = offset(number) + PAGE_SIZE
    of_committees = NeedsExpression.committee_id.in_(sorted(actor.committee_ids))
    parts = [
        (of_committees, CHAIRED.where(actor)),
        (
            NeedsExpression.author_id == actor.account_id,
            sa.or_(NeedsExpression.committee_id.is_(None), sa.not_(of_committees)),
            CHAIRED.where(actor),
        ),
    ]
    total = 0
    found = []
    for conditions in parts:
        count = sa.select(sa.func.count()).select_from(NeedsExpression).where(*conditions)
        total += session.scalar(count) or 0
        latest = (
            sa.select(NeedsExpression.id)
            .where(*conditions)
            .order_by(NeedsExpression.id.desc())
            .limit(last)
            .subquery()
        )
        found.append(sa.select(latest.c.id))
    ids = sa.union_all(*found).subquery()
    rows = session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.id.in_(sa.select(ids.c.id)))
        .options(
            joinedload(NeedsExpression.committee),
            joinedload(NeedsExpression.work_item).joinedload(WorkItem.edition),
            joinedload(NeedsExpression.work_item).joinedload(WorkItem.committee),
            selectinload(NeedsExpression.opinions),
        )
        .order_by(NeedsExpression.id.desc())
        .limit(PAGE_SIZE)
        .offset(offset(number))
    ).all()
    return Page(rows, total, number)


def request_of(session: Session, actor: Actor, needs_id: int) -> NeedsExpression:
    """Give one need of a committee this person chairs, with the history of its work item."""
    item = selectinload(NeedsExpression.work_item)
    found = session.scalars(
        sa.select(NeedsExpression)
        .where(NeedsExpression.id == needs_id, CHAIRED.where(actor))
        .options(
            joinedload(NeedsExpression.committee),
            selectinload(NeedsExpression.opinions),
            item.joinedload(WorkItem.edition),
            item.joinedload(WorkItem.committee),
            item.selectinload(WorkItem.stage_events),
            item.selectinload(WorkItem.milestones),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def readings_of(
    session: Session, actor: Actor, needs: Sequence[NeedsExpression]
) -> Mapping[int, Readings]:
    """Give the readings of each need's work item, by work item."""
    item_ids = {one.work_item_id for one in needs if one.work_item_id is not None}
    rounds = session.scalars(
        sa.select(ReviewRound)
        .where(ReviewRound.work_item_id.in_(item_ids))
        .order_by(ReviewRound.id)
    ).all()
    decisions = {
        one.round_id: one
        for one in session.scalars(
            sa.select(Decision).where(Decision.round_id.in_([one.id for one in rounds]))
        )
    }
    returns = {
        one.round_id: one
        for one in session.scalars(
            sa.select(RoundReturn).where(
                RoundReturn.round_id.in_([one.id for one in rounds]),
                RoundReturn.sent_at.is_not(None),
                visible_returns(actor),
            )
        )
    }
    return {
        item_id: Readings(
            [one for one in rounds if one.work_item_id == item_id], decisions, returns
        )
        for item_id in item_ids
    }
