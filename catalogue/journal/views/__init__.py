"""The journal on screen and as a file: of everything, of one object; erasing what acts say."""

from __future__ import annotations

from flask import Flask

from catalogue.journal.views import erasing, objects, reading
from catalogue.journal.views.blueprint import blueprint
from catalogue.journal.wording import changes_shown, told

__all__ = ["erasing", "init_app", "objects", "reading"]


def init_app(app: Flask) -> None:
    """Serve the journal, and give every template the words for its lines."""
    app.register_blueprint(blueprint)
    app.add_template_filter(told)
    app.add_template_filter(changes_shown)
    app.add_template_global(objects.journal_address)
    app.add_template_global(erasing.erasing_address)
