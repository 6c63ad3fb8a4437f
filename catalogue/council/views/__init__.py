"""The pages of the council's sessions."""

from __future__ import annotations

from flask import Flask

from catalogue.council.views import deciding, panels, papers, preparing, sessions
from catalogue.council.views.blueprint import blueprint

PARTS = (sessions, preparing, deciding, papers)

home_panel = panels.home_panel
work_item_panel = panels.work_item_panel


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
