"""Reminders before and after each date, follow-ups by hand, and one calendar file per person."""
