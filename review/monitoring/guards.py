"""What every act on a meeting or a recommendation checks first."""

from __future__ import annotations

from catalogue.errors import Conflict, DomainError
from catalogue.messages import N_
from catalogue.permissions import Actor
from review.monitoring.models import MonitoringMeeting, Recommendation
from review.monitoring.rules import require_keeper
from review.monitoring.vocabulary import MEETING_STATE_LABELS, MeetingState
from review.monitoring.workflow import MEETING_ACTS, may_meet


def require(actor: Actor, meeting: MonitoringMeeting, seen_version: int) -> None:
    """Refuse whoever does not keep the meetings, and an act on one changed meanwhile."""
    require_keeper(actor)
    if meeting.version != seen_version:
        raise Conflict(
            {
                "planned_on": f"{meeting.planned_on:%d/%m/%Y}",
                "begins": meeting.begins,
                "place": meeting.place,
                **{f"note{one.id}": one.note for one in meeting.points if one.note},
            },
            meeting.version,
        )


def require_open(meeting: MonitoringMeeting) -> None:
    """Refuse to change a meeting whose minutes are closed, or that does not take place."""
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise DomainError(
            N_(
                "Cette réunion est « %(state)s » : elle ne se modifie plus.",
                state=MEETING_STATE_LABELS[meeting.state],
            )
        )


def require_act(meeting: MonitoringMeeting, act: str) -> None:
    """Refuse an act that the meeting's state does not allow."""
    if not may_meet(act, meeting.state):
        raise DomainError(
            N_(
                "« %(act)s » n’est pas possible : la réunion est « %(state)s ».",
                act=MEETING_ACTS[act].label,
                state=MEETING_STATE_LABELS[meeting.state],
            )
        )


def require_recommendation(actor: Actor, found: Recommendation, seen_version: int) -> None:
    """Refuse whoever does not keep recommendations, and an act on one changed meanwhile."""
    require_keeper(actor)
    if found.version != seen_version:
        raise Conflict(
            {
                "text": found.text,
                "owner": found.owner,
                "due_on": f"{found.due_on:%d/%m/%Y}" if found.due_on else "",
            },
            found.version,
        )
