"""What a session adopted, and what of it waits for what."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.council.models import AgendaItem, CouncilSession
from catalogue.council.queries import acts_of
from catalogue.council.vocabulary import Ruling
from catalogue.work_programme.models import WorkItem
from catalogue.work_programme.vocabulary import WorkItemStatus


def reserves_to_lift(meeting: CouncilSession) -> list[AgendaItem]:
    """Give the texts adopted under a reservation that nobody has lifted."""
    return [
        line
        for line in meeting.agenda
        if line.ruling is Ruling.RESERVED and line.reserve_lifted_on is None
    ]


def adopted(meeting: CouncilSession) -> list[AgendaItem]:
    """Give the texts that the session adopted, reservations lifted."""
    return [
        line
        for line in meeting.agenda
        if line.ruling is Ruling.ADOPTED
        or (line.ruling is Ruling.RESERVED and line.reserve_lifted_on is not None)
    ]


def to_homologate(session: Session, meeting: CouncilSession) -> list[int]:
    """Give the adopted subjects that no act has homologated yet, in the order of the agenda."""
    ids = [line.work_item_id for line in adopted(meeting)]
    done = acts_of(session, ids)
    rows = session.execute(
        sa.select(WorkItem.id).where(
            WorkItem.id.in_(ids), WorkItem.status == WorkItemStatus.AWAITING_COUNCIL
        )
    )
    waiting = {row.id for row in rows} - set(done)
    return [one for one in ids if one in waiting]
