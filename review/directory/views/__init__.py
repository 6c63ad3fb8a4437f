"""The pages of the directory: structures, declared universes, bodies."""

from __future__ import annotations

from flask import Flask

from review.brought_files.views import add_pages
from review.directory.bringing import KIND
from review.directory.views import bodies, structures, universes
from review.directory.views.blueprint import blueprint

__all__ = ["blueprint", "init_app"]

PARTS = (structures, universes, bodies)
add_pages(blueprint, KIND)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
