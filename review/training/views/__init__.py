"""The pages of training."""

from __future__ import annotations

from flask import Flask

from review.training.views import acts, attendance, events, lists, modules, papers, plan
from review.training.views.blueprint import blueprint

PARTS = (events, acts, attendance, lists, papers, modules, plan)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
