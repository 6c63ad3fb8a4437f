"""Reading enquiries: the public's lists, one enquiry, its comments, what waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from catalogue.enquiry.models import Enquiry, EnquiryComment, EnquiryRefusal, EnquirySheet
from catalogue.enquiry.vocabulary import RefusalKind, SheetState
from catalogue.permissions import Actor
from catalogue.work_programme.models import TextVersion, WorkItem
from catalogue.work_programme.rules import visible_items

_STANDS = Enquiry.cancelled_at.is_(None)
_COUNTS = EnquiryComment.void.is_(False)
UNANSWERED = sa.and_(_COUNTS, EnquiryComment.outcome.is_(None))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments an enquiry has, and how many of them wait for an answer."""

    total: int = 0
    left: int = 0


def running_enquiry(session: Session, item_id: int) -> Enquiry | None:
    """Give the item's enquiry that is not closed, whether or not its last day has passed."""
    return session.scalars(
        sa.select(Enquiry).where(
            Enquiry.work_item_id == item_id, _STANDS, Enquiry.closed_on.is_(None)
        )
    ).one_or_none()


def latest_enquiry(session: Session, item_id: int) -> Enquiry | None:
    """Give the item's latest enquiry that took place."""
    return session.scalars(
        sa.select(Enquiry)
        .where(Enquiry.work_item_id == item_id, _STANDS)
        .order_by(Enquiry.rank.desc())
        .limit(1)
    ).one_or_none()


def enquiries_of(session: Session, item_id: int) -> Sequence[Enquiry]:
    """Give every enquiry of an item that took place, latest first."""
    return session.scalars(
        sa.select(Enquiry)
        .where(Enquiry.work_item_id == item_id, _STANDS)
        .order_by(Enquiry.rank.desc())
    ).all()


def open_comments_of_item(session: Session, item_id: int) -> int:
    """Count the comments on an item that no answer has met, over all its enquiries."""
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(EnquiryComment)
        .join(Enquiry, Enquiry.id == EnquiryComment.enquiry_id)
        .where(Enquiry.work_item_id == item_id, UNANSWERED)
    )
    return count or 0


def page_of_enquiries(
    session: Session, actor: Actor, *, still_open: bool, on: date, page: int, size: int
) -> tuple[Sequence[Enquiry], int]:
    """Give one page of the enquiries open on a day (soonest to end first) or over (latest first).

    Only of items that this person may know of.
    """
    is_open = sa.and_(Enquiry.closed_on.is_(None), Enquiry.closes_on >= on)
    base = (
        sa.select(Enquiry)
        .join(WorkItem, WorkItem.id == Enquiry.work_item_id)
        .where(visible_items.where(actor), _STANDS, is_open if still_open else ~is_open)
    )
    total = session.scalar(base.with_only_columns(sa.func.count())) or 0
    order = (
        (Enquiry.closes_on, Enquiry.id)
        if still_open
        else (Enquiry.closes_on.desc(), Enquiry.id.desc())
    )
    rows = session.scalars(
        base.options(joinedload(Enquiry.work_item).joinedload(WorkItem.committee))
        .order_by(*order)
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return rows, total


def enquiry_by_id(session: Session, actor: Actor, enquiry_id: int) -> Enquiry | None:
    """Give one enquiry with what its page shows, if this person may know of its item.

    One that was cancelled is shown to nobody: it did not take place.
    """
    return session.scalars(
        sa.select(Enquiry)
        .join(WorkItem, WorkItem.id == Enquiry.work_item_id)
        .where(Enquiry.id == enquiry_id, visible_items.where(actor), _STANDS)
        .options(
            joinedload(Enquiry.work_item).joinedload(WorkItem.committee),
            joinedload(Enquiry.text_version).joinedload(TextVersion.document),
            selectinload(Enquiry.extensions),
        )
    ).one_or_none()


def tallies(session: Session, enquiry_ids: Sequence[int]) -> Mapping[int, Tally]:
    """Count comments and those that wait, by enquiry."""
    if not enquiry_ids:
        return {}
    rows = session.execute(
        sa.select(
            EnquiryComment.enquiry_id,
            sa.func.count(),
            sa.func.sum(sa.case((EnquiryComment.outcome.is_(None), 1), else_=0)),
        )
        .where(EnquiryComment.enquiry_id.in_(enquiry_ids), _COUNTS)
        .group_by(EnquiryComment.enquiry_id)
    )
    return {enquiry_id: Tally(total, int(left or 0)) for enquiry_id, total, left in rows}


def comments_of(
    session: Session, enquiry_id: int, *, waiting: bool = False
) -> Sequence[EnquiryComment]:
    """Give the comments of an enquiry in the order they came, or only those that wait."""
    wanted = UNANSWERED if waiting else _COUNTS
    return session.scalars(
        sa.select(EnquiryComment)
        .where(EnquiryComment.enquiry_id == enquiry_id, wanted)
        .order_by(EnquiryComment.number)
    ).all()


def page_of_comments(
    session: Session, enquiry_id: int, *, waiting: bool, page: int, size: int
) -> tuple[Sequence[EnquiryComment], int]:
    """Give one page of an enquiry's comments, or of those that wait for an answer."""
    base = sa.select(EnquiryComment).where(
        EnquiryComment.enquiry_id == enquiry_id, UNANSWERED if waiting else _COUNTS
    )
    total = session.scalar(base.with_only_columns(sa.func.count())) or 0
    rows = session.scalars(
        base.order_by(EnquiryComment.number).offset((page - 1) * size).limit(size)
    ).all()
    return rows, total


def comment_by_number(session: Session, enquiry_id: int, number: int) -> EnquiryComment | None:
    """Give one comment of an enquiry by its number; not a void one."""
    return session.scalars(
        sa.select(EnquiryComment).where(
            EnquiryComment.enquiry_id == enquiry_id, EnquiryComment.number == number, _COUNTS
        )
    ).one_or_none()


def comments_by_id(
    session: Session, enquiry_id: int, ids: Sequence[int]
) -> Sequence[EnquiryComment]:
    """Give these comments of an enquiry, by number."""
    return session.scalars(
        sa.select(EnquiryComment)
        .where(EnquiryComment.enquiry_id == enquiry_id, EnquiryComment.id.in_(ids), _COUNTS)
        .order_by(EnquiryComment.number)
    ).all()


def waiting_enquiries(
    session: Session, *, committee_ids: frozenset[int] | None, most: int | None = None
) -> Sequence[tuple[Enquiry, int]]:
    """Give the enquiries with comments that wait, with how many; soonest closed first.

    Of these committees, or of all for the secretariat (``None``).
    """
    query = (
        sa.select(Enquiry.id, sa.func.count(EnquiryComment.id))
        .join(WorkItem, WorkItem.id == Enquiry.work_item_id)
        .join(EnquiryComment, EnquiryComment.enquiry_id == Enquiry.id)
        .where(_STANDS, UNANSWERED)
        .group_by(Enquiry.id, Enquiry.closes_on)
        .order_by(Enquiry.closes_on, Enquiry.id)
        .limit(most)
    )
    if committee_ids is not None:
        query = query.where(WorkItem.committee_id.in_(committee_ids))
    counted = dict(session.execute(query).all())
    if not counted:
        return []
    rows = session.scalars(
        sa.select(Enquiry)
        .where(Enquiry.id.in_(counted))
        .options(joinedload(Enquiry.work_item).joinedload(WorkItem.committee))
        .order_by(Enquiry.closes_on, Enquiry.id)
    )
    return [(one, counted[one.id]) for one in rows]


def refusals_of(session: Session, enquiry_id: int) -> Mapping[RefusalKind, int]:
    """Count what was turned away at an enquiry's form, by reason, over all days."""
    rows = session.execute(
        sa.select(EnquiryRefusal.kind, sa.func.sum(EnquiryRefusal.count))
        .where(EnquiryRefusal.enquiry_id == enquiry_id)
        .group_by(EnquiryRefusal.kind)
    )
    return {kind: int(count) for kind, count in rows}


def sheets_of(session: Session, enquiry_id: int) -> Sequence[EnquirySheet]:
    """Give the commenting tables sent in for an enquiry, latest first."""
    return session.scalars(
        sa.select(EnquirySheet)
        .where(EnquirySheet.enquiry_id == enquiry_id, EnquirySheet.state != SheetState.DROPPED)
        .options(defer(EnquirySheet.rows))
        .order_by(EnquirySheet.id.desc())
    ).all()
