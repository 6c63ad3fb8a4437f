"""The Flask application itself: settings, extensions, the start of each request, every page's menu.

Which slices it is made of is the composition root's to say (:mod:`catalogue.app`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click
from flask import Flask, abort, g, request
from flask_alembic import Alembic
from flask_babel import get_locale
from flask_login import current_user
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from catalogue import clock, compression, error_pages, i18n, rendering, security
from catalogue.accounts.queries import actor_of
from catalogue.addresses import RowNumber
from catalogue.config import Settings, package_path
from catalogue.database import Base, begin_write, close_no_async_sessions, configure_engine, db
from catalogue.navigation import footer_links, navigation_for
from catalogue.permissions import ANONYMOUS, current_actor

alembic = Alembic(run_mkdir=False, command_name="", metadatas=Base.metadata)

# Pages whose own search box makes the one at the head of the others needless.
WITH_OWN_SEARCH = frozenset({"pages.index", "search.results"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def build(
    settings: Settings,
    slices: Iterable[Any],
    commands: Iterable[click.Command],
    overrides: Mapping[str, Any],
) -> Flask:
    """Build the application of these slices; ``overrides`` are Flask configuration for tests."""
    app = Flask("catalogue")
    app.url_map.converters["int"] = RowNumber
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(package_path("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    _configure(app, settings)
    app.config.update(overrides)
    db.init_app(app)
    close_no_async_sessions(app)
    with app.app_context():
        configure_engine(db.engine)
    alembic.init_app(app)
    i18n.init_app(app)
    rendering.init_app(app)
    compression.init_app(app)
    security.init_app(app)
    app.before_request(_begin)
    app.context_processor(_page_context)
    error_pages.init_app(app)
    for part in slices:
        if hasattr(part, "init_app"):
            part.init_app(app)
        else:
            app.register_blueprint(part.blueprint)
    for command in commands:
        app.cli.add_command(command)  # so that tests run them with the application they made
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_ENGINES={"default": settings.database_url},
        ALEMBIC={"script_location": "migrations"},
        # SQLite's DDL is transactional once we begin the transaction ourselves (database.py): a
        # migration killed half-way leaves nothing behind.
        ALEMBIC_CONTEXT={"render_as_batch": True, "compare_type": True, "transactional_ddl": True},
        MAX_CONTENT_LENGTH=settings.upload_max_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SECURE=settings.secure_cookies,
        REMEMBER_COOKIE_SAMESITE="Lax",
        AGENCY_TIMEZONE=settings.timezone,
        LOCALES=settings.locales,
        DEMO=settings.demo,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def _begin() -> None:
    """Open the request's one transaction, as a writer if it may write, and load the actor."""
    if request.endpoint == "static":
        return
    if _holds_nul():
        abort(400)
    if request.method not in SAFE_METHODS:
        begin_write(db.session)
    g.actor = ANONYMOUS
    if current_user.is_authenticated:
        g.actor = actor_of(db.session, current_user.id, on=clock.today())
        g.account_locale = current_user.locale


def _holds_nul() -> bool:
    """Tell whether the address holds the one character PostgreSQL keeps in no text."""
    return "\0" in request.path or any("\0" in text for _, text in request.args.items(multi=True))


def _page_context() -> dict[str, Any]:
    actor = current_actor()
    return {
        "current_actor": actor,
        "navigation": navigation_for(actor),
        "footer_links": footer_links(),
        "header_search": bool(request) and request.endpoint not in WITH_OWN_SEARCH,
        "locale": str(get_locale() or "fr"),
    }
