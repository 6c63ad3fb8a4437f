"""The pages of calls for nomination and of participation texts."""

from __future__ import annotations

from flask import Flask

from review.nominations.views import calls, proposals, texts, versions
from review.nominations.views.blueprint import blueprint

PARTS = (calls, proposals, texts, versions)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
