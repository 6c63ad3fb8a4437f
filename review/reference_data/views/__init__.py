"""The pages of the reference series."""

from __future__ import annotations

from flask import Flask

from review.reference_data.views import keeping, reading
from review.reference_data.views.blueprint import blueprint

__all__ = ["blueprint", "init_app"]

PARTS = (reading, keeping)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
