"""What the committee adds to the home page of those who keep it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from catalogue import clock
from catalogue.permissions import Actor
from review.monitoring import queries
from review.monitoring.rules import keeps


def home_panel(session: Session, actor: Actor) -> Mapping[str, object] | None:
    """Tell who keeps the committee of its next meeting and of what is late, if anything is."""
    if not keeps(actor):
        return None
    today = clock.today()
    coming, late = queries.next_meeting(session), queries.overdue_count(session, today)
    if coming is None and not late:
        return None
    return {
        "template": "review/monitoring/_home_panel.html",
        "coming": coming,
        "passed": coming is not None and coming.planned_on < today,
        "late": late,
    }
