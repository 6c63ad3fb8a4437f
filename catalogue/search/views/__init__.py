"""The pages of search: results and their files, completion, searches kept under a name."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from catalogue.search.api import api_blueprint
from catalogue.search.views import files, results, saved, values
from catalogue.search.views.blueprint import blueprint

__all__ = ["blueprint"]

PARTS = (results, files, values, saved)


def init_app(app: Flask) -> None:
    """Register the pages and the interface's part."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
