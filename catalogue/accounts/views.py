"""Signing in and out, and the pages of accounts."""

from __future__ import annotations

from flask import Flask
from flask_security import Security
from flask_security.datastore import FSQLALiteUserDatastore

from catalogue.accounts.models import Account, AccountRole
from catalogue.database import db


def init_app(app: Flask) -> None:
    """Set up sign-in: e-mail or identifier, argon2, sessions that end when a password changes."""
    app.config.update(
        SECURITY_PASSWORD_SALT=app.config["SECRET_KEY"],
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_LOGIN_URL="/connexion",
        SECURITY_LOGOUT_URL="/deconnexion",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_SEND_REGISTER_EMAIL=False,
    )
    datastore = FSQLALiteUserDatastore(db, Account, AccountRole)
    Security(app, datastore)
