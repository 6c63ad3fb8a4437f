"""Signing in and out, one-time links, the pages of accounts and of one's own profile."""

from __future__ import annotations

from flask import Flask

from catalogue.accounts.views import administration, entry, profile, sign_in
from catalogue.accounts.views.blueprint import blueprint

PUBLIC_SECURITY_ENDPOINTS = sign_in.PUBLIC_SECURITY_ENDPOINTS

PARTS = (administration, entry, profile)


def init_app(app: Flask) -> None:
    """Set up sign-in and register the pages of the slice."""
    sign_in.init_app(app)
    entry.init_app(app)
    app.register_blueprint(blueprint)
