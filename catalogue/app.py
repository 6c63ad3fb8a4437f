"""The composition root: settings, extensions, slices, and the ``normes`` command."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from flask import Flask, g, request
from flask.cli import FlaskGroup
from flask_alembic import Alembic
from flask_login import current_user
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from catalogue import clock, compression, error_pages, i18n, security
from catalogue.accounts.queries import actor_of
from catalogue.config import Settings, from_environment, package_path
from catalogue.database import Base, begin_write, configure_engine, db
from catalogue.navigation import footer_links, navigation_for
from catalogue.permissions import ANONYMOUS, current_actor

alembic = Alembic(run_mkdir=False, command_name="", metadatas=Base.metadata)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

SLICES = (
    "catalogue.accounts",
    "catalogue.committees",
    "catalogue.records",
    "catalogue.documents",
    "catalogue.reference_list",
    "catalogue.work_programme",
    "catalogue.search",
    "catalogue.exchange",
    "catalogue.journal",
    "catalogue.outbox",
    "catalogue.policy",
    "review.checklists",
    "review.needs",
    "review.assignments",
    "review.answers",
    "review.decisions",
    "review.indicators",
    "review.action_plan",
)


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Build the application from its settings; ``overrides`` are Flask configuration for tests."""
    settings = settings or from_environment()
    app = Flask("catalogue")
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            FileSystemLoader(package_path("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    _configure(app, settings)
    app.config.update(overrides)
    _register_models()
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    alembic.init_app(app)
    i18n.init_app(app)
    compression.init_app(app)
    security.init_app(app)
    app.before_request(_begin)
    app.context_processor(_page_context)
    error_pages.init_app(app)
    _register_slices(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_ENGINES={"default": settings.database_url},
        ALEMBIC={"script_location": "migrations"},
        ALEMBIC_CONTEXT={"render_as_batch": True, "compare_type": True},
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


def _register_models() -> None:
    for name in SLICES:
        if importlib.util.find_spec(f"{name}.models"):
            importlib.import_module(f"{name}.models")


def _register_slices(app: Flask) -> None:
    for name in SLICES:
        for part in ("views", "cli"):
            if importlib.util.find_spec(f"{name}.{part}"):
                module = importlib.import_module(f"{name}.{part}")
                if hasattr(module, "init_app"):
                    module.init_app(app)
                elif hasattr(module, "blueprint"):
                    app.register_blueprint(module.blueprint)
                if hasattr(module, "group"):
                    app.cli.add_command(module.group)


def _begin() -> None:
    """Open the request's one transaction, as a writer if it may write, and load the actor."""
    if request.endpoint == "static":
        return
    if request.method not in SAFE_METHODS:
        begin_write(db.session)
    g.actor = ANONYMOUS
    if current_user.is_authenticated:
        g.actor = actor_of(db.session, current_user.id, on=clock.today())
        g.account_locale = current_user.locale


def _page_context() -> dict[str, Any]:
    actor = current_actor()
    return {
        "current_actor": actor,
        "navigation": navigation_for(actor),
        "footer_links": footer_links(),
        "locale": i18n.select_locale(),
    }


cli = FlaskGroup(create_app=create_app)
