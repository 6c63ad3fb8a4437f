"""The pages of committees, organisations, people and mandates."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from catalogue.committees.api import api_blueprint
from catalogue.committees.views import committees, counting, mirrors, organisations, people
from catalogue.committees.views.blueprint import blueprint

__all__ = ["blueprint"]

PARTS = (committees, counting, mirrors, organisations, people)


def init_app(app: Flask) -> None:
    """Register the pages and the interface's part."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
