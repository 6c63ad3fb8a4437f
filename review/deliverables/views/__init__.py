"""The pages of the plan's deliverables and of the materials distributed."""

from __future__ import annotations

from flask import Flask

from review.deliverables.views import keeping, materials, reading, settling, stepping
from review.deliverables.views.blueprint import blueprint

__all__ = ["blueprint", "init_app"]

PARTS = (reading, keeping, stepping, settling, materials)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
