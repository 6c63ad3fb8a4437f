"""The pages of stages and what programs read of them."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from catalogue.stages.api import api_blueprint
from catalogue.stages.views import pages
from catalogue.stages.views.pages import blueprint

__all__ = ["blueprint"]

PARTS = (pages,)


def init_app(app: Flask) -> None:
    """Register the pages and the interface's part."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
