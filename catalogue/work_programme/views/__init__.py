"""The pages of the work programme."""

from __future__ import annotations

from flask import Flask

from catalogue import api
from catalogue.reference_list.views import PREFILLS
from catalogue.work_programme.api import api_blueprint
from catalogue.work_programme.views import (
    bulk,
    homologations,
    items,
    kept,
    lists,
    overview,
    public,
    stages,
)
from catalogue.work_programme.views.about import items_panel
from catalogue.work_programme.views.blueprint import blueprint, panels
from catalogue.work_programme.views.home import home_panel
from catalogue.work_programme.views.prefill import entry_from_item

__all__ = ["blueprint", "home_panel", "items_panel", "panels"]

PREFILLS["work_item"] = entry_from_item

PARTS = (lists, overview, kept, bulk, public, items, stages, homologations)


def init_app(app: Flask) -> None:
    """Register the pages and the interface's part."""
    app.register_blueprint(blueprint)
    api.register(app, api_blueprint)
