"""Follow-ups by hand, what was sent about a reading or a fiche, and people's calendars."""

from __future__ import annotations

from review.reminders.views import calendar, follow_up, panels
from review.reminders.views.blueprint import blueprint

PARTS = (calendar, follow_up, panels)

needs_panel = panels.needs_panel
round_panel = panels.round_panel

__all__ = ["blueprint", "needs_panel", "round_panel"]
