"""The pages of the monitoring committee."""

from __future__ import annotations

from flask import Flask

from review.monitoring.views import (
    committee,
    meetings,
    minutes,
    panels,
    preparing,
    recommendations,
)
from review.monitoring.views.blueprint import blueprint

__all__ = ["blueprint", "home_panel", "init_app"]

PARTS = (committee, meetings, preparing, minutes, recommendations)

home_panel = panels.home_panel


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
