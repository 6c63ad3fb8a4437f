"""Indicators of the action plan, computed from the records people tag."""
