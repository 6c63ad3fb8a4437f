"""Pages of the indicators: the plan's figures, 5.3 with its records, the closed readings."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from review.indicators.api import api_blueprint
from review.indicators.views import comparing, nominations, pages, readings, sheets
from review.indicators.views.blueprint import blueprint

__all__ = ["blueprint", "comparing", "init_app", "nominations", "pages", "readings", "sheets"]


def init_app(app: Flask) -> None:
    """Register the pages, and the indicators' part of the interface for programs."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
