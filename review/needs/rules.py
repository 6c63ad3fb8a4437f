"""Who sees, writes, completes and judges which needs expressions (product_rules §1, §2)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.documents.models import Document
from catalogue.permissions import Actor, Permission, Predicate, granted
from review.needs.field_list import CHAIR_FIELDS, COMPLETABLE
from review.needs.models import NeedsAttachment, NeedsExpression
from review.needs.vocabulary import NeedsState

IN_THE_CHAIRS_HANDS = frozenset({NeedsState.DRAFT, NeedsState.RETURNED})
OPEN_TO_OPINION = frozenset({NeedsState.SUBMITTED, NeedsState.POSTPONED, NeedsState.REGISTERED})


def _chairs(actor: Actor, needs: NeedsExpression) -> bool:
    """Tell whether the fiche belongs to a committee this person chairs.

    A fiche that proposes a new committee belongs to nobody else's, so its author keeps it.
    """
    if needs.committee_id is not None and needs.committee_id in actor.committee_ids:
        return True
    return needs.author_id == actor.account_id and (
        needs.committee_id is None or needs.proposed_committee is not None
    )


def _chaired_by(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.or_(
        NeedsExpression.committee_id.in_(sorted(actor.committee_ids)),
        sa.and_(
            NeedsExpression.author_id == actor.account_id,
            sa.or_(
                NeedsExpression.committee_id.is_(None),
                NeedsExpression.proposed_committee.is_not(None),
            ),
        ),
    )


CHAIRED: Predicate[NeedsExpression] = granted(Permission.NEEDS_DRAFT) & Predicate(
    _chairs, _chaired_by
)

# A draft nobody has filed is its chair's own, unless the secretariat types it from a paper.
RECEIVED: Predicate[NeedsExpression] = granted(Permission.NEEDS_SCREEN) & Predicate(
    lambda _actor, needs: needs.submitted_at is not None or needs.entered_by_id is not None,
    lambda _actor: sa.or_(
        NeedsExpression.submitted_at.is_not(None), NeedsExpression.entered_by_id.is_not(None)
    ),
)

FILED: Predicate[NeedsExpression] = granted(Permission.OPINION_GIVE) & Predicate(
    lambda _actor, needs: needs.submitted_at is not None,
    lambda _actor: NeedsExpression.submitted_at.is_not(None),
)

READABLE: Predicate[NeedsExpression] = CHAIRED | RECEIVED | FILED


def writes_for_another(actor: Actor, needs: NeedsExpression) -> bool:
    """Tell whether this person types the fiche from a paper that somebody else signed."""
    return needs.entered_by_id is not None and not CHAIRED.allows(actor, needs)


def may_edit(actor: Actor, needs: NeedsExpression) -> bool:
    """Tell whether this person may write sections A to G now."""
    if needs.state not in IN_THE_CHAIRS_HANDS:
        return False
    if CHAIRED.allows(actor, needs):
        return True
    return needs.entered_by_id is not None and actor.may(Permission.NEEDS_SCREEN)


def may_instruct(actor: Actor, needs: NeedsExpression) -> bool:
    """Tell whether the secretariat's acts (46, 49, 50) are open to this person now."""
    return needs.state is NeedsState.SUBMITTED and RECEIVED.allows(actor, needs)


def may_give_opinion(actor: Actor, needs: NeedsExpression) -> bool:
    """Tell whether this person may give the opinion on the forecast (48) now."""
    return needs.state in OPEN_TO_OPINION and FILED.allows(actor, needs)


def writable_numbers(actor: Actor, needs: NeedsExpression) -> frozenset[str]:
    """Name the fields of A to G that this person may write now."""
    if may_edit(actor, needs):
        return frozenset(field.number for field in CHAIR_FIELDS)
    if may_instruct(actor, needs):
        return COMPLETABLE
    return frozenset()


def may_read_document(session: Session, actor: Actor, document: Document) -> bool:
    """Tell whether a file is joined to a fiche that this person may read."""
    if not actor.may(Permission.NEEDS_READ):
        return False
    joined = (
        sa.select(NeedsAttachment.id)
        .join(NeedsAttachment.needs)
        .where(NeedsAttachment.document_id == document.id, READABLE.where(actor))
        .limit(1)
    )
    return session.scalar(joined) is not None
