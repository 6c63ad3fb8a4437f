"""What fiches say of gender, culture and labour: the records behind indicators 5.2 and 5.4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.work_programme.gender import NO_FICHE, GenderSection
from catalogue.work_programme.models import WorkItem
from review.needs.answers import answers_of
from review.needs.completeness import gender_section_complete
from review.needs.models import NeedsExpression
from review.needs.vocabulary import NeedsState

_BLOCK = 500  # items asked about in one query
# States of a need that nobody has set aside, for indicator 5.4.
LIVING = frozenset(
    {NeedsState.SUBMITTED, NeedsState.RETURNED, NeedsState.POSTPONED, NeedsState.REGISTERED}
)


def gender_sections(session: Session, item_ids: Sequence[int]) -> Mapping[int, GenderSection]:
    """Give what the fiches say of these items, for ``work_programme.gender.SECTIONS``.

    34 to 41b complete or not is the numerator of indicator 5.2. Of several fiches behind one item,
    one complete is enough, and a yes to 41a or 41b stands.
    """
    found: dict[int, GenderSection] = {}
    for start in range(0, len(item_ids), _BLOCK):
        for needs in session.scalars(
            sa.select(NeedsExpression).where(
                NeedsExpression.work_item_id.in_(item_ids[start : start + _BLOCK])
            )
        ):
            other = found.get(needs.work_item_id or 0, NO_FICHE)
            found[needs.work_item_id or 0] = GenderSection(
                other.complete or gender_section_complete(answers_of(needs)),
                _either(other.culture, needs.culture),
                _either(other.labour, needs.labour),
            )
    return found


def _either(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one or bool(other)


def needs_waiting(session: Session) -> tuple[int, int]:
    """Count the living needs without an item that answer yes to 41a, and to 41b (5.4)."""
    counted = [
        sa.func.coalesce(sa.func.sum(sa.case((column.is_(True), 1), else_=0)), 0)
        for column in (NeedsExpression.culture, NeedsExpression.labour)
    ]
    culture, labour = session.execute(
        sa.select(*counted).where(
            NeedsExpression.work_item_id.is_(None), NeedsExpression.state.in_(sorted(LIVING))
        )
    ).one()
    return culture, labour


@dataclass(frozen=True, slots=True)
class CultureNeed:
    """A need with 41a = oui; ``work_item_id`` is empty for a «besoin sans projet» (5.4)."""

    needs_id: int
    number: str | None
    title: str | None
    committee_id: int | None
    state: NeedsState
    detail: str | None
    work_item_id: int | None


def culture_needs(session: Session, *, at: date) -> Sequence[CultureNeed]:
    """Give the needs of Malian culture and customs (5.4) as they stood on a day.

    Those received by then; drafts never filed, and needs rejected or merged by then, are left out.
    A need put on the programme later was then without a project. Those without one come first.
    """
    settled = NeedsExpression.state.in_((NeedsState.REJECTED, NeedsState.MERGED))
    rows = session.execute(
        sa.select(
            NeedsExpression.id,
            NeedsExpression.number,
            NeedsExpression.title_fr,
            NeedsExpression.committee_id,
            NeedsExpression.state,
            NeedsExpression.culture_detail,
            sa.case((WorkItem.registered_on <= at, WorkItem.id)).label("work_item_id"),
            NeedsExpression.received_on,
            NeedsExpression.submitted_at,
        )
        .outerjoin(WorkItem, WorkItem.id == NeedsExpression.work_item_id)
        .where(
            NeedsExpression.culture.is_(True),
            sa.or_(
                NeedsExpression.state.in_(sorted(LIVING)),
                sa.and_(settled, NeedsExpression.decided_on > at),
            ),
        )
        .order_by(NeedsExpression.number)
    )
    found = [
        CultureNeed(*facts)
        for *facts, received, submitted in rows
        # A fiche entered from a paper has no day of receipt until the secretariat writes it.
        if (received or submitted.date()) <= at
    ]
    return sorted(found, key=lambda one: one.work_item_id is not None)
