"""Who asked for the text a round reads: the chair of its committee, or of the need behind it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import WorkItem
from review.assignments.models import ReviewRound
from review.needs.models import NeedsExpression
from review.needs.rules import CHAIRED


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
