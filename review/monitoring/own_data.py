"""What the monitoring committee holds on a person of the register, for their file (§8)."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalogue.committees.models import Person
from catalogue.committees.own_data import Row
from catalogue.messages import N_
from review.monitoring.models import (
    MeetingMinutes,
    MeetingPresence,
    MonitoringMeeting,
    Recommendation,
)
from review.monitoring.vocabulary import ATTENDED_LABELS, RECOMMENDATION_STATE_LABELS

_MEETINGS = N_("Comité de suivi : présences")
_ASKED = N_("Comité de suivi : recommandations confiées")


def rows(session: Session, person: Person) -> Iterator[Row]:
    """Give presences at meetings, then recommendations the person answers for.

    A presence in closed minutes says so: those keep the name as it was written.
    """
    for meeting, attended, closed_on in session.execute(
        sa.select(MonitoringMeeting, MeetingPresence.attended, MeetingMinutes.closed_on)
        .join(MeetingPresence, MeetingPresence.meeting_id == MonitoringMeeting.id)
        .outerjoin(MeetingMinutes, MeetingMinutes.meeting_id == MonitoringMeeting.id)
        .where(MeetingPresence.person_id == person.id)
        .order_by(MonitoringMeeting.number)
    ):
        on = meeting.held_on or meeting.planned_on
        what = N_("Réunion n° %(number)s", number=meeting.number)
        yield _MEETINGS, what, ATTENDED_LABELS[attended], on, on
        if closed_on is not None:
            yield _MEETINGS, what, N_("nom gardé dans le compte rendu arrêté"), closed_on, None
    for one in session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.owner_person_id == person.id)
        .order_by(Recommendation.year, Recommendation.rank)
    ):
        what = N_("Recommandation n° %(number)s", number=one.number)
        yield _ASKED, what, one.text, one.made_on, one.due_on
        yield _ASKED, what, RECOMMENDATION_STATE_LABELS[one.state], None, None
