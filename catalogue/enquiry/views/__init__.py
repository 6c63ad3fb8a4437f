"""The pages of public enquiries."""

from __future__ import annotations

from flask import Flask

from catalogue.enquiry.views import answering, commenting, managing, public, tables
from catalogue.enquiry.views.blueprint import blueprint
from catalogue.enquiry.views.panels import home_panel, work_item_panel

__all__ = ["blueprint", "home_panel", "work_item_panel"]

PARTS = (public, commenting, managing, answering, tables)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
