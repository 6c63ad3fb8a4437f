"""ISO's documents as members of the families that the register shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from catalogue.open_data.models import Deliverable
from catalogue.open_data.queries import last_published, standing_versions
from catalogue.open_data.stages import standing_of
from catalogue.open_data.vocabulary import Dataset, Standing
from catalogue.partial_dates import PartialDate
from catalogue.records.bibliography import State
from catalogue.records.family import Member

DELIVERABLE = "deliverable"
STATES = {
    Standing.PUBLISHED: State.PUBLISHED,
    Standing.IN_PREPARATION: State.IN_PREPARATION,
    Standing.WITHDRAWN: State.WITHDRAWN,
    Standing.ABANDONED: State.ABANDONED,
}
_MOST = 500  # documents of the families a page names


def members_between(session: Session, bounds: Sequence[tuple[str, str]]) -> Iterator[Member]:
    """Give ISO's documents whose sort keys lie between bounds, for ``records.family_queries``.

    Two statements, whatever the number of bounds.
    """
    release = last_published(session, Dataset.DELIVERABLES)
    if release is None or not bounds:
        return
    as_of = release.published_at.date() if release.published_at else None
    ranged = aliased(Deliverable)
    within = [sa.and_(ranged.sort_key >= start, ranged.sort_key < end) for start, end in bounds]
    rows = session.execute(
        sa.select(
            Deliverable.iso_id,
            Deliverable.reference,
            Deliverable.title_fr,
            Deliverable.title_en,
            Deliverable.stage_code,
            Deliverable.published_on,
        )
        # The range first: it is a handful of rows, where every row has a published release.
        .where(
            Deliverable.id.in_(sa.select(ranged.id).where(sa.or_(*within)).limit(_MOST)),
            standing_versions(Deliverable),
        )
        .order_by(Deliverable.sort_key)
    )
    for row in rows:
        published = PartialDate.read(row.published_on)
        yield Member(
            key=f"{DELIVERABLE}:{row.iso_id}",
            reference=row.reference,
            title=row.title_fr or row.title_en or "",
            state=STATES[standing_of(row.stage_code, published=published is not None)],
            published=published,
            as_of=as_of,
        )
