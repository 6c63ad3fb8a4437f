"""Pages of the published programme."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from catalogue.publication.api import api_blueprint
from catalogue.publication.views import publishing, reading
from catalogue.publication.views.blueprint import blueprint

PARTS = (publishing, reading)


def init_app(app: Flask) -> None:
    """Serve the pages, the files and the interface for programs."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
