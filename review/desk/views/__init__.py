"""Pages of the desk: «Mes demandes» for chairs, the board of the secretariat."""

from __future__ import annotations

from flask import Flask

from review.desk.views import bulk, requests, secretariat


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(requests.blueprint)
    app.register_blueprint(secretariat.blueprint)
    app.register_blueprint(bulk.blueprint)
