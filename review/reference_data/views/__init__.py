"""The pages of the reference series."""

from __future__ import annotations

from flask import Flask

from review.brought_files.views import add_pages
from review.reference_data.bringing import KIND
from review.reference_data.views import keeping, reading
from review.reference_data.views.blueprint import blueprint

__all__ = ["blueprint", "init_app"]

PARTS = (reading, keeping)
add_pages(blueprint, KIND)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
