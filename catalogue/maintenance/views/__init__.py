"""The pages of the systematic reviews and of consolidated reading."""

from __future__ import annotations

from flask import Flask

from catalogue.maintenance.views import keeping, panels, reading
from catalogue.maintenance.views.blueprint import blueprint, review_address

__all__ = ["blueprint", "edition_panel", "home_panel", "init_app", "review_address"]

PARTS = (reading, keeping)

edition_panel = panels.edition_panel
home_panel = panels.home_panel


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
