"""« Mes messages », what comes by mail, and the messages that wait for the mail server."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from catalogue.database import db
from catalogue.notices.queries import MOST_COUNTED, unread_count
from catalogue.notices.views import inbox, preferences, waiting
from catalogue.notices.views.blueprint import blueprint
from catalogue.permissions import current_actor

PARTS = (inbox, preferences, waiting)
home_panel = waiting.home_panel


def init_app(app: Flask) -> None:
    """Register the pages, and let the head of every page say how many messages are unread."""
    app.register_blueprint(blueprint)
    app.add_template_global(unread_messages)
    app.jinja_env.globals["MOST_UNREAD"] = MOST_COUNTED


def unread_messages() -> int:
    """Count the unread messages of whoever reads the page; none while the database is away."""
    try:
        return unread_count(db.session, current_actor())
    except SQLAlchemyError:
        db.session.rollback()
        return 0
