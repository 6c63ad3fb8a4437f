"""Who may read which texts, and who sees what reviewers did with their hints (product_rules §3)."""

from __future__ import annotations

import sqlalchemy as sa

from catalogue.permissions import Actor, Permission
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.rules import internal_facts
from review.analysis.models import HintAct
from review.assignments.models import Assignment, ReviewRound
from review.assignments.rules import open_texts, reads_in
from review.assignments.vocabulary import SEALED_ROUND_STATES, RoundState


def readable_texts(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on ``TextVersion``: its item seen inside, or read in a round one may see.

    It is the answer of ``catalogue.documents.rules.may_read`` for the document of a text, asked of
    many texts at once.
    """
    if not actor.signed_in:
        return sa.false()
    return sa.or_(
        TextVersion.work_item_id.in_(sa.select(WorkItem.id).where(internal_facts.where(actor))),
        TextVersion.id.in_(sa.select(ReviewRound.text_version_id).where(open_texts(actor))),
        TextVersion.attached_by_id == actor.account_id,
    )


def visible_acts(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on ``HintAct``: one's own, or of a round whose readings are all in.

    As for the filled checklists: until then nobody sees what another did, nor that they did.
    """
    own = HintAct.assignment_id.in_(
        sa.select(Assignment.id).where(Assignment.account_id == actor.account_id)
    )
    unsealed = (
        sa.select(Assignment.id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(ReviewRound.state.not_in(SEALED_ROUND_STATES))
    )
    if not actor.may(Permission.REVIEW_READ):
        unsealed = unsealed.where(ReviewRound.id.in_(reads_in(actor)))
    return sa.or_(own, HintAct.assignment_id.in_(unsealed))


def carried_acts(actor: Actor) -> sa.ColumnElement[bool]:
    """Give the condition on ``HintAct`` for who reads a later version: also those on record.

    What was settled in a round that is over need not be settled again by another reader; who did it
    is not told.
    """
    over = (
        sa.select(Assignment.id)
        .join(ReviewRound, ReviewRound.id == Assignment.round_id)
        .where(ReviewRound.state.in_((RoundState.DECIDED, RoundState.CLOSED)))
    )
    return sa.or_(visible_acts(actor), HintAct.assignment_id.in_(over))
