"""The pages of needs expressions: the list, the fiche, its sections, its instruction."""

from __future__ import annotations

from flask import Flask

from review.needs.views import bases, decision, drafting, instruction, joining, panel, reading
from review.needs.views.blueprint import blueprint

PARTS = (bases, decision, drafting, instruction, joining, reading)

home_panel = panel.home_panel
work_item_panel = panel.work_item_panel
subject_panel = panel.subject_panel
panels = reading.panels


def init_app(app: Flask) -> None:
    """Register the pages of the slice."""
    app.register_blueprint(blueprint)
