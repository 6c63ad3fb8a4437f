"""Signing in by Flask-Security: one identifier, one password, sessions that end when it changes.

Of the library we keep the sign-in and sign-out views, the hashing and the session; every other
route of it is off. Passwords are chosen on our own pages (:mod:`catalogue.accounts.views.entry`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from flask import Flask, Response, after_this_request, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import Security, hash_password
from flask_security.datastore import FSQLALiteUserDatastore
from wtforms import HiddenField

from catalogue import clock
from catalogue.accounts import attempts, services
from catalogue.accounts.models import Account, AccountRole
from catalogue.accounts.passwords import LONGEST, settled
from catalogue.accounts.queries import account_typed
from catalogue.database import db
from catalogue.forms import Form, Required, SecretField, TextField

# The library's endpoints that stay open to everybody.
PUBLIC_SECURITY_ENDPOINTS = frozenset({"security.login", "security.logout"})

# A day's work: on a shared computer, a forgotten session does not outlive it.
SESSION_LIFE = timedelta(hours=12)


def init_app(app: Flask) -> None:
    """Configure the library: argon2, no token, no «remember me», no route that we do not use."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_FRESHNESS=timedelta(seconds=-1),
        SECURITY_LOGIN_URL="/connexion",
        SECURITY_LOGIN_USER_TEMPLATE="accounts/sign_in.html",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_LOGOUT_URL="/deconnexion",
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of an algorithm
        SECURITY_PASSWORD_SALT=app.config["SECRET_KEY"],
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_POST_LOGIN_VIEW="pages.index",
        SECURITY_POST_LOGOUT_VIEW="pages.index",
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_STATIC_FOLDER=None,
    )
    datastore = FSQLALiteUserDatastore(db, Account, AccountRole)  # type: ignore[arg-type]
    security = Security(app, datastore, login_form=SignInForm)
    # People sign in on the page only: no JSON answer, hence no token that outlives the session.
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)


class SignInForm(Form):
    """An identifier or an address, and a password; what fails is never said more precisely."""

    identifier = TextField(
        _l("Identifiant ou adresse électronique"),
        [Required(_l("Écrivez votre identifiant ou votre adresse électronique."))],
        maximum=254,
    )
    password = SecretField(_l("Mot de passe"), [Required(_l("Écrivez votre mot de passe."))])
    next = HiddenField()
    # Asked by the library's view.
    requires_confirmation = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.next.data:
            self.next.data = request.args.get("next", "")
        self.user: Account | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the password, counting failures; the library's view signs in who passes."""
        if not super().validate(extra_validators):
            after_this_request(_unprocessable)
            return False
        session, at = db.session, clock.now()
        counted = _counted(self.identifier.data)
        free_at = attempts.free_again_at(session, counted, at=at)
        if free_at is not None:
            self.form_errors.append(_wait(free_at - at))
            after_this_request(_too_many(free_at, at))
            return False
        account = account_typed(session, self.identifier.data)
        if account is None or not _knows(account, self.password.data):
            attempts.count(session, counted, at=at)
            self.form_errors.append(
                _(
                    "L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez les "
                    "majuscules et l’orthographe, puis essayez de nouveau."
                )
            )
            after_this_request(_keep_count)
            return False
        attempts.forgive(session, counted[:1])
        services.note_presence(session, account, on=clock.today())
        self.user = account
        return True


def _counted(identifier: str) -> list[attempts.Counted]:
    address = attempts.address_key(request.remote_addr)
    return [
        (attempts.SIGN_IN_IDENTIFIER, identifier.strip().lower()),
        (attempts.SIGN_IN_ADDRESS, address),
    ]


def _knows(account: Account, password: str) -> bool:
    """Check the password in the same time whether the account is open, closed or without one."""
    typed = settled(password)[: LONGEST + 1]
    if not account.password or not account.active:
        hash_password(typed)
        return False
    return bool(account.verify_and_update_password(typed))


def _wait(left: timedelta) -> str:
    minutes = max(1, ceil(left / timedelta(minutes=1)))
    return str(
        ngettext(
            "Trop d’essais ont échoué. Essayez de nouveau dans une minute.",
            "Trop d’essais ont échoué. Essayez de nouveau dans %(num)d minutes.",
            minutes,
        )
    )


def _unprocessable(response: Response) -> Response:
    response.status_code = 422
    return response


def _keep_count(response: Response) -> Response:
    db.session.commit()
    return _unprocessable(response)


def _too_many(free_at: datetime, at: datetime) -> Any:
    def answer(response: Response) -> Response:
        response.status_code = 429
        response.headers["Retry-After"] = str(ceil((free_at - at).total_seconds()))
        return response

    return answer
