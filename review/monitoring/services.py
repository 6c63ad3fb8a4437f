"""The acts of the monitoring committee, under one name; they stand by idea in their own files."""

from review.monitoring.agenda import Point, set_agenda, with_added
from review.monitoring.meetings import (
    MeetingFacts,
    Seat,
    attendance_counts,
    cancel,
    edit_meeting,
    facts_of,
    hold,
    note_attendance,
    plan_meeting,
    plan_year,
    undo_hold,
)
from review.monitoring.minutes import close, correct, write
from review.monitoring.recommending import Asked, act, asked_of, edit, recommend
from review.monitoring.reminding import send_due

__all__ = [
    "Asked",
    "MeetingFacts",
    "Point",
    "Seat",
    "act",
    "asked_of",
    "attendance_counts",
    "cancel",
    "close",
    "correct",
    "edit",
    "edit_meeting",
    "facts_of",
    "hold",
    "note_attendance",
    "plan_meeting",
    "plan_year",
    "recommend",
    "send_due",
    "set_agenda",
    "undo_hold",
    "with_added",
    "write",
]
